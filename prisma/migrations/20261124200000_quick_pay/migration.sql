-- Quick pay: a shopper's permission to charge a wallet without a PIN, its uses, and what the merchant offers.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "accepted_by" TEXT,
ADD COLUMN     "hold_until" TIMESTAMPTZ(3),
ADD COLUMN     "pin_over_minor" BIGINT,
ADD COLUMN     "pin_reason" TEXT,
ADD COLUMN     "use_allowance" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "quick_pay_settings" (
    "environment" TEXT NOT NULL,
    "offered" BOOLEAN NOT NULL,
    "one_click" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "presets" JSONB NOT NULL,
    "highest_weekly_minor" BIGINT NOT NULL,
    "longest_days" INTEGER NOT NULL,
    "undo_seconds" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quick_pay_settings_pkey" PRIMARY KEY ("environment")
);

-- CreateTable
CREATE TABLE "allowance" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "shopper_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "provider_id" BIGINT,
    "wallet_id" BIGINT,
    "weekly_minor" BIGINT NOT NULL,
    "ceiling_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "window_seconds" INTEGER NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "active_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "tell_at" TIMESTAMPTZ(3),
    "tell_count" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allowance_use" (
    "attempt_id" TEXT NOT NULL,
    "allowance_id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "click_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "left_before_minor" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "allowance_use_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "allowance_event" (
    "id" BIGSERIAL NOT NULL,
    "allowance_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "allowance_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "allowance_attempt_id_key" ON "allowance"("attempt_id");

-- CreateIndex
CREATE INDEX "allowance_environment_status_asked_at_id_idx" ON "allowance"("environment", "status", "asked_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "allowance_shopper_id_asked_at_idx" ON "allowance"("shopper_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "allowance_next_check_at_idx" ON "allowance"("next_check_at");

-- CreateIndex
CREATE INDEX "allowance_tell_at_idx" ON "allowance"("tell_at");

-- CreateIndex
CREATE UNIQUE INDEX "allowance_id_environment_key" ON "allowance"("id", "environment");

-- CreateIndex
CREATE INDEX "allowance_use_allowance_id_at_idx" ON "allowance_use"("allowance_id", "at");

-- CreateIndex
CREATE INDEX "allowance_use_at_idx" ON "allowance_use"("at");

-- CreateIndex
CREATE UNIQUE INDEX "allowance_use_environment_click_key_key" ON "allowance_use"("environment", "click_key");

-- CreateIndex
CREATE INDEX "allowance_event_allowance_id_id_idx" ON "allowance_event"("allowance_id", "id");

-- AddForeignKey
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_shopper_id_fkey" FOREIGN KEY ("shopper_id") REFERENCES "shopper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_attempt_id_environment_fkey" FOREIGN KEY ("attempt_id", "environment") REFERENCES "attempt"("id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowance_use" ADD CONSTRAINT "allowance_use_allowance_id_environment_fkey" FOREIGN KEY ("allowance_id", "environment") REFERENCES "allowance"("id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowance_use" ADD CONSTRAINT "allowance_use_attempt_id_environment_fkey" FOREIGN KEY ("attempt_id", "environment") REFERENCES "attempt"("id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowance_event" ADD CONSTRAINT "allowance_event_allowance_id_fkey" FOREIGN KEY ("allowance_id") REFERENCES "allowance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words and amounts -------------------------------------------------------------------------------------------------
ALTER TABLE "quick_pay_settings" ADD CONSTRAINT "quick_pay_settings_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "quick_pay_settings" ADD CONSTRAINT "quick_pay_settings_sane"
  CHECK ("highest_weekly_minor" > 0 AND "longest_days" > 0 AND "undo_seconds" BETWEEN 0 AND 120 AND jsonb_array_length("presets") = 3);
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_status_known" CHECK ("status" IN ('asked', 'active', 'ended'));
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_end_reason_known" CHECK ("end_reason" IN
  ('declined', 'not-granted', 'turned-off', 'staff', 'at-paysera', 'expired', 'replaced', 'disconnected', 'wrong-wallet'));
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_amounts_positive" CHECK ("weekly_minor" > 0 AND "ceiling_minor" > 0 AND "window_seconds" > 0);
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_ended_has_time"
  CHECK (("status" = 'ended') = ("ended_at" IS NOT NULL) AND ("status" = 'ended') = ("end_reason" IS NOT NULL));
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_active_is_somewhere"
  CHECK ("status" <> 'active' OR ("provider_id" IS NOT NULL AND "wallet_id" IS NOT NULL AND "active_at" IS NOT NULL));
ALTER TABLE "allowance_use" ADD CONSTRAINT "allowance_use_state_known" CHECK ("state" IN ('held', 'paid', 'given-back'));
ALTER TABLE "allowance_use" ADD CONSTRAINT "allowance_use_amount_positive" CHECK ("amount_minor" > 0);

-- One of each: Paysera keeps one active permission for a wallet, and a shopper has one card. --------------------------
CREATE UNIQUE INDEX "one_active_of_shopper" ON "allowance" ("environment", "shopper_id") WHERE "status" = 'active';
CREATE UNIQUE INDEX "one_active_of_wallet" ON "allowance" ("environment", "wallet_id") WHERE "status" = 'active';

-- A permission begins as a question, is given once and ends once; nobody enlarges it. --------------------------------
CREATE FUNCTION "guard_allowance_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" <> OLD."status" AND (OLD."status", NEW."status") NOT IN (('asked', 'active'), ('asked', 'ended'), ('active', 'ended')) THEN
    RAISE EXCEPTION 'allowance % may not go from % to %', OLD."id", OLD."status", NEW."status" USING ERRCODE = 'TL001';
  END IF;
  IF (NEW."id", NEW."environment", NEW."shopper_id", NEW."order_id", NEW."attempt_id", NEW."weekly_minor", NEW."ceiling_minor", NEW."currency",
      NEW."window_seconds", NEW."valid_until")
     IS DISTINCT FROM (OLD."id", OLD."environment", OLD."shopper_id", OLD."order_id", OLD."attempt_id", OLD."weekly_minor", OLD."ceiling_minor",
      OLD."currency", OLD."window_seconds", OLD."valid_until")
     OR (OLD."status" <> 'asked' AND (NEW."provider_id", NEW."wallet_id", NEW."active_at") IS DISTINCT FROM (OLD."provider_id", OLD."wallet_id", OLD."active_at")) THEN
    RAISE EXCEPTION 'allowance %: what was granted never changes', OLD."id" USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "guard_allowance_change" BEFORE UPDATE ON "allowance" FOR EACH ROW EXECUTE FUNCTION "guard_allowance_change"();
CREATE TRIGGER "allowance_begins_asked" BEFORE INSERT ON "allowance" FOR EACH ROW
  WHEN (NEW."status" <> 'asked') EXECUTE FUNCTION "refuse_insert"('asked');

-- A use is taken here or not at all: under the permission's lock, inside its limits, for its owner's order only. Without a row nothing
-- is reserved. Paysera counts the window from its own moment, up to a call later than ours, hence ten seconds more.
CREATE FUNCTION "take_allowance_use"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  permission "allowance"%ROWTYPE;
  used bigint;
BEGIN
  SELECT * INTO permission FROM "allowance" WHERE "id" = NEW."allowance_id" AND "environment" = NEW."environment" FOR UPDATE;
  IF NOT FOUND OR permission."status" <> 'active' OR permission."valid_until" <= NEW."at" OR permission."currency" <> NEW."currency"
     OR NEW."amount_minor" > permission."ceiling_minor" OR NEW."state" <> 'held'
     OR NOT EXISTS (SELECT FROM "shop_order" WHERE "id" = NEW."order_id" AND "environment" = NEW."environment" AND "shopper_id" = permission."shopper_id") THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(sum("amount_minor"), 0) INTO used FROM "allowance_use"
    WHERE "allowance_id" = NEW."allowance_id" AND "state" <> 'given-back'
      AND "at" > NEW."at" - make_interval(secs => permission."window_seconds" + 10);
  IF used + NEW."amount_minor" > permission."weekly_minor" THEN
    RETURN NULL;
  END IF;
  NEW."left_before_minor" := permission."weekly_minor" - used;
  RETURN NEW;
END $$;
CREATE TRIGGER "take_allowance_use" BEFORE INSERT ON "allowance_use" FOR EACH ROW EXECUTE FUNCTION "take_allowance_use"();

CREATE FUNCTION "guard_allowance_use_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" <> OLD."state" AND OLD."state" <> 'held' THEN
    RAISE EXCEPTION 'the use of attempt % may not go from % to %', OLD."attempt_id", OLD."state", NEW."state" USING ERRCODE = 'TL001';
  END IF;
  IF (NEW."attempt_id", NEW."allowance_id", NEW."environment", NEW."order_id", NEW."click_key", NEW."amount_minor", NEW."currency", NEW."at", NEW."left_before_minor")
     IS DISTINCT FROM (OLD."attempt_id", OLD."allowance_id", OLD."environment", OLD."order_id", OLD."click_key", OLD."amount_minor", OLD."currency", OLD."at", OLD."left_before_minor") THEN
    RAISE EXCEPTION 'the use of attempt %: what was taken never changes', OLD."attempt_id" USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "guard_allowance_use_change" BEFORE UPDATE ON "allowance_use" FOR EACH ROW EXECUTE FUNCTION "guard_allowance_use_change"();
CREATE TRIGGER "allowance_use_stays" BEFORE DELETE ON "allowance_use" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
CREATE TRIGGER "allowance_event_only_grows" BEFORE UPDATE OR DELETE ON "allowance_event" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();

-- Whoever brings an attempt to its end, its use and its grant follow in the same statement: nobody can forget them.
-- An attempt whose use was taken and that was paid by PIN after all never used the permission.
CREATE FUNCTION "allowance_follows_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "allowance_use" SET "settled_at" = NEW."updated_at",
      "state" = CASE WHEN NEW."status" = 'confirmed' AND coalesce(NEW."accepted_by", 'automatic') = 'automatic' THEN 'paid' ELSE 'given-back' END
    WHERE "attempt_id" = NEW."id" AND "state" = 'held';
  IF NEW."status" = 'abandoned' THEN
    UPDATE "allowance" SET "status" = 'ended', "end_reason" = 'not-granted', "ended_at" = NEW."updated_at", "next_check_at" = NULL, "updated_at" = NEW."updated_at"
      WHERE "attempt_id" = NEW."id" AND "status" = 'asked';
  ELSE
    UPDATE "allowance" SET "next_check_at" = NEW."updated_at", "updated_at" = NEW."updated_at" WHERE "attempt_id" = NEW."id" AND "status" = 'asked';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "allowance_follows_attempt" AFTER UPDATE OF "status" ON "attempt" FOR EACH ROW
  WHEN (NEW."status" <> OLD."status" AND NEW."status" IN ('confirmed', 'dead', 'abandoned')) EXECUTE FUNCTION "allowance_follows_attempt"();

-- Money that waits to be undone is not taken: the database keeps the promise of the seconds.
CREATE FUNCTION "held_is_not_taken"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'attempt % may still be undone', NEW."id" USING ERRCODE = 'TL001';
END $$;
CREATE TRIGGER "held_is_not_taken" BEFORE UPDATE OF "status" ON "attempt" FOR EACH ROW
  WHEN (NEW."status" = 'confirming' AND OLD."status" = 'created' AND NEW."hold_until" > NEW."updated_at") EXECUTE FUNCTION "held_is_not_taken"();
