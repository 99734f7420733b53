-- One wrong answer is no truth: answers that contradict what we know are counted, and only many over some time call a person.
ALTER TABLE "attempt" ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "doubt_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "doubt_since" TIMESTAMPTZ(3),
ADD COLUMN     "forgotten_since" TIMESTAMPTZ(3);

ALTER TABLE "attempt" ADD CONSTRAINT "attempt_doubt_has_time"
  CHECK ("doubt_count" >= 0 AND ("doubt_count" > 0) = ("doubt_since" IS NOT NULL) AND ("forgotten_since" IS NULL OR "doubt_since" IS NOT NULL));

-- Of what is in doubt already nobody knows whether it was claimed: then it was. And it is read again from now on.
UPDATE "attempt" SET "claimed_at" = "updated_at" WHERE "status" IN ('confirming', 'review');
UPDATE "attempt" SET "next_read_at" = now() WHERE "status" = 'review';

-- From the claim on a confirmation may have reached Paysera. Written here, so that an older program that runs beside a newer one cannot forget it.
CREATE FUNCTION "claim_is_written_down"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."claimed_at" := NEW."updated_at";
  RETURN NEW;
END $$;
CREATE TRIGGER "claim_is_written_down" BEFORE UPDATE OF "status" ON "attempt" FOR EACH ROW
  WHEN (NEW."status" = 'confirming' AND OLD."status" <> 'confirming') EXECUTE FUNCTION "claim_is_written_down"();
