-- A reserve names a wallet, not a permission: a one-click is not taken before Paysera has said that its permission is still the active
-- one (decision 0013). What is held at this moment is asked about too. And a permission may end because nothing came of it in the end.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "unsure" BOOLEAN NOT NULL DEFAULT false;

UPDATE "attempt" SET "unsure" = true WHERE "status" = 'created' AND "hold_until" IS NOT NULL;

-- Money that may count under another permission than the shopper pressed for is not taken, and money that waits to be undone neither.
-- One that was approved by PIN after all counts under none.
CREATE FUNCTION "unsure_is_not_taken"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'attempt % may count under another permission', NEW."id" USING ERRCODE = 'TL001';
END $$;
CREATE TRIGGER "unsure_is_not_taken" BEFORE UPDATE OF "status" ON "attempt" FOR EACH ROW
  WHEN (NEW."status" = 'confirming' AND OLD."status" = 'created' AND NEW."unsure" AND coalesce(NEW."accepted_by", 'automatic') = 'automatic')
  EXECUTE FUNCTION "unsure_is_not_taken"();

ALTER TABLE "allowance" DROP CONSTRAINT "allowance_end_reason_known";
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_end_reason_known" CHECK ("end_reason" IN
  ('declined', 'not-granted', 'never-active', 'turned-off', 'staff', 'at-paysera', 'expired', 'replaced', 'disconnected', 'wrong-wallet'));
