-- A refund is written down before Paysera is asked, so that whoever comes after a crash can finish it.

-- CreateTable
CREATE TABLE "refund" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "return_goods" BOOLEAN NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "next_try_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refund_order_id_idx" ON "refund"("order_id");

-- CreateIndex
CREATE INDEX "refund_next_try_at_idx" ON "refund"("next_try_at");

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_order_id_environment_fkey" FOREIGN KEY ("order_id", "environment") REFERENCES "shop_order"("id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "refund" ADD CONSTRAINT "refund_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "refund" ADD CONSTRAINT "refund_outcome_known" CHECK ("outcome" IN ('refunded', 'not-sent', 'refused'));
ALTER TABLE "refund" ADD CONSTRAINT "refund_ended_or_tried"
  CHECK (("ended_at" IS NOT NULL) = ("outcome" IS NOT NULL) AND ("ended_at" IS NULL) = ("next_try_at" IS NOT NULL));
CREATE UNIQUE INDEX "one_open_refund" ON "refund" ("order_id") WHERE "ended_at" IS NULL;

-- What was asked for, and by whom, stays; an end is an end.
CREATE FUNCTION "guard_refund_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."ended_at" IS NOT NULL
     OR (NEW."id", NEW."environment", NEW."order_id", NEW."staff_id", NEW."reason", NEW."return_goods", NEW."asked_at")
        IS DISTINCT FROM (OLD."id", OLD."environment", OLD."order_id", OLD."staff_id", OLD."reason", OLD."return_goods", OLD."asked_at") THEN
    RAISE EXCEPTION 'refund %: what was asked for never changes', OLD."id" USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "guard_refund_change" BEFORE UPDATE ON "refund" FOR EACH ROW EXECUTE FUNCTION "guard_refund_change"();
CREATE TRIGGER "refund_stays" BEFORE DELETE ON "refund" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
