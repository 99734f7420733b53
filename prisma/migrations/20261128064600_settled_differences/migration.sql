-- A difference that only a person can judge may be settled by hand: it stays as it is, with who and why, and opens again when it changes.

-- AlterTable
ALTER TABLE "difference" ADD COLUMN     "settled_look" TEXT;

-- CreateTable
CREATE TABLE "difference_settlement" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "difference_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "look" TEXT NOT NULL,
    "paysera" JSONB NOT NULL,
    "recorded" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "difference_settlement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "difference_settlement_environment_at_idx" ON "difference_settlement"("environment", "at" DESC);

-- AddForeignKey
ALTER TABLE "difference_settlement" ADD CONSTRAINT "difference_settlement_difference_id_fkey" FOREIGN KEY ("difference_id") REFERENCES "difference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "difference_settlement" ADD CONSTRAINT "difference_settlement_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "difference_settlement" ADD CONSTRAINT "difference_settlement_has_reason" CHECK (btrim("reason") <> '');
CREATE TRIGGER "difference_settlement_only_grows" BEFORE UPDATE OR DELETE ON "difference_settlement" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();

-- What a difference looks like: as long as this stays the same, what was settled about it holds. When it was last written plays no part.
CREATE FUNCTION "difference_look"("paysera" jsonb, "recorded" jsonb) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT md5("paysera"::text || ("recorded" - 'updatedAt')::text) $$;
