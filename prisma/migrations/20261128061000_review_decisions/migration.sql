-- A person may book what waits in review: where Paysera says confirmed, or its wallet's statement shows the money. Decision 0017.

CREATE OR REPLACE FUNCTION "guard_attempt_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" <> OLD."status" AND (OLD."status", NEW."status") NOT IN (
    ('creating', 'created'), ('creating', 'abandoned'),
    ('created', 'confirming'), ('created', 'releasing'), ('created', 'dead'), ('created', 'review'),
    ('confirming', 'confirmed'), ('confirming', 'dead'), ('confirming', 'review'),
    ('releasing', 'dead'), ('releasing', 'review'),
    ('review', 'confirmed'), ('review', 'dead')
  ) THEN
    RAISE EXCEPTION 'attempt % may not go from % to %', OLD."id", OLD."status", NEW."status" USING ERRCODE = 'TL001';
  END IF;
  IF (NEW."id", NEW."order_id", NEW."environment", NEW."number", NEW."amount_minor", NEW."currency")
     IS DISTINCT FROM (OLD."id", OLD."order_id", OLD."environment", OLD."number", OLD."amount_minor", OLD."currency")
     OR (OLD."transaction_key" IS NOT NULL AND NEW."transaction_key" IS DISTINCT FROM OLD."transaction_key") THEN
    RAISE EXCEPTION 'attempt %: what was asked for never changes', OLD."id" USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;

-- No program books what is in review: at the commit the diary must name who decided it, in the same statement.
CREATE FUNCTION "booked_from_review_by_a_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "audit_event" WHERE "order_id" = NEW."order_id" AND "attempt_id" = NEW."id" AND "kind" = 'review-booked'
      AND "source" = 'staff' AND coalesce("data" ->> 'staff', '') <> '' AND coalesce("data" ->> 'reason', '') <> ''
  ) THEN
    RAISE EXCEPTION 'attempt % was in review: only a person books it', NEW."id" USING ERRCODE = 'TL005';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "booked_from_review_by_a_person" AFTER UPDATE OF "status" ON "attempt"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" = 'review' AND NEW."status" = 'confirmed')
  EXECUTE FUNCTION "booked_from_review_by_a_person"();
