-- A refund above the shop's limit needs a second person (decision 0019). Off as long as no limit is set.

-- CreateTable
CREATE TABLE "refund_settings" (
    "environment" TEXT NOT NULL,
    "above_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "before_minor" BIGINT,
    "before_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_settings_pkey" PRIMARY KEY ("environment")
);

-- CreateTable
CREATE TABLE "refund_request" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "return_goods" BOOLEAN NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "agreed_until" TIMESTAMPTZ(3),

    CONSTRAINT "refund_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refund_request_order_id_asked_at_idx" ON "refund_request"("order_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "refund_request_environment_status_asked_at_idx" ON "refund_request"("environment", "status", "asked_at");

-- AddForeignKey
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_order_id_environment_fkey" FOREIGN KEY ("order_id", "environment") REFERENCES "shop_order"("id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "refund_settings" ADD CONSTRAINT "refund_settings_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "refund_settings" ADD CONSTRAINT "refund_settings_sane"
  CHECK ("above_minor" >= 0 AND "before_minor" >= 0 AND ("before_minor" IS NULL) = ("before_until" IS NULL));
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_status_known" CHECK ("status" IN ('open', 'agreed', 'declined', 'withdrawn', 'expired'));
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_amount_positive" CHECK ("amount_minor" > 0);
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_ended_has_time" CHECK (("status" = 'open') = ("decided_at" IS NULL));
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_agreed_for_a_time" CHECK (("status" = 'agreed') = ("agreed_until" IS NOT NULL));
-- THE RULE: two people. Only whoever asked may take it back; only somebody else may agree or decline.
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_two_people" CHECK (
  CASE "status" WHEN 'agreed' THEN "decided_by" IS NOT NULL AND "decided_by" <> "asked_by"
    WHEN 'declined' THEN "decided_by" IS NOT NULL AND "decided_by" <> "asked_by" AND btrim("decision_reason") <> '' AND "decision_reason" IS NOT NULL
    WHEN 'withdrawn' THEN "decided_by" = "asked_by" AND "decided_by" IS NOT NULL
    ELSE "decided_by" IS NULL END);
CREATE UNIQUE INDEX "one_open_refund_request" ON "refund_request" ("order_id") WHERE "status" = 'open';

-- What was asked for never changes, an end is an end, and nobody agrees to what has run out.
CREATE FUNCTION "guard_refund_request"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."status" <> 'open' OR NOT EXISTS (
      SELECT FROM "shop_order" WHERE "id" = NEW."order_id" AND "environment" = NEW."environment" AND "status" = 'paid'
        AND "total_minor" = NEW."amount_minor" AND "currency" = NEW."currency"
    ) THEN
      RAISE EXCEPTION 'a refund is requested of a paid order, all of it' USING ERRCODE = 'TL001';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD."status" <> 'open'
     OR (NEW."id", NEW."environment", NEW."order_id", NEW."asked_by", NEW."amount_minor", NEW."currency", NEW."reason", NEW."return_goods", NEW."asked_at", NEW."expires_at")
        IS DISTINCT FROM (OLD."id", OLD."environment", OLD."order_id", OLD."asked_by", OLD."amount_minor", OLD."currency", OLD."reason", OLD."return_goods", OLD."asked_at", OLD."expires_at") THEN
    RAISE EXCEPTION 'refund request %: what was asked for never changes', OLD."id" USING ERRCODE = 'TL002';
  END IF;
  IF (NEW."status" = 'expired') <> (NEW."decided_at" >= OLD."expires_at") THEN
    RAISE EXCEPTION 'refund request % runs out at %', OLD."id", OLD."expires_at" USING ERRCODE = 'TL001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "guard_refund_request" BEFORE INSERT OR UPDATE ON "refund_request" FOR EACH ROW EXECUTE FUNCTION "guard_refund_request"();
CREATE TRIGGER "refund_request_stays" BEFORE DELETE ON "refund_request" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();

-- Whether a second person is needed for this order at this moment. A rule that was loosened holds as it was until its day is over.
CREATE FUNCTION "needs_second_person"("sold" "shop_order", "at" timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM "refund_settings" r
    WHERE r."environment" = "sold"."environment"
      AND least(r."above_minor", CASE WHEN r."before_until" > "at" THEN r."before_minor" END) IS NOT NULL
      AND ("sold"."currency" <> r."currency"
        OR "sold"."total_minor" > least(r."above_minor", CASE WHEN r."before_until" > "at" THEN r."before_minor" END))
  )
$$;

-- Whatever program asks for it: money above the limit does not leave without two people.
CREATE FUNCTION "refund_has_second_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "shop_order" o WHERE o."id" = NEW."order_id" AND "needs_second_person"(o, NEW."asked_at"))
     AND NOT EXISTS (
       SELECT FROM "refund_request" WHERE "order_id" = NEW."order_id" AND "environment" = NEW."environment" AND "status" = 'agreed'
         AND "decided_by" <> "asked_by" AND "agreed_until" > NEW."asked_at"
     ) THEN
    RAISE EXCEPTION 'the refund of order % needs a second person', NEW."order_id" USING ERRCODE = 'TL006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "refund_has_second_person" BEFORE INSERT ON "refund" FOR EACH ROW EXECUTE FUNCTION "refund_has_second_person"();
