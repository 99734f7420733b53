-- What must hold whoever writes: the invariants of the money, kept by the database itself.

-- Words -------------------------------------------------------------------------------------------------------------
ALTER TABLE "shopper" ADD CONSTRAINT "shopper_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "wallet_token" ADD CONSTRAINT "wallet_token_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "staff" ADD CONSTRAINT "staff_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "staff" ADD CONSTRAINT "staff_role_known" CHECK ("role" IN ('owner', 'clerk'));
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_status_known" CHECK ("status" IN ('pending', 'paid', 'refunded', 'expired', 'cancelled'));
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_close_as_known" CHECK ("close_as" IN ('expired', 'cancelled'));
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_language_known" CHECK ("language" IN ('lt', 'en', 'ru'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_status_known"
  CHECK ("status" IN ('creating', 'created', 'confirming', 'confirmed', 'releasing', 'abandoned', 'dead', 'review'));
ALTER TABLE "callback_inbox" ADD CONSTRAINT "callback_inbox_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
ALTER TABLE "callback_inbox" ADD CONSTRAINT "callback_inbox_verdict_known" CHECK ("verdict" IN ('accepted', 'forged'));

-- Amounts and stock -------------------------------------------------------------------------------------------------
ALTER TABLE "product_variant" ADD CONSTRAINT "product_variant_price_positive" CHECK ("price_minor" > 0);
ALTER TABLE "product_variant" ADD CONSTRAINT "product_variant_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "product_variant" ADD CONSTRAINT "product_variant_stock_never_negative"
  CHECK ("stock_on_hand" >= 0 AND "stock_reserved" >= 0 AND "stock_sold" >= 0);
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_quantity_range" CHECK ("quantity" BETWEEN 1 AND 99);
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_total_positive" CHECK ("total_minor" > 0);
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_adds_up"
  CHECK ("quantity" > 0 AND "unit_price_minor" > 0 AND "line_total_minor" = "unit_price_minor" * "quantity");
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_amount_positive" CHECK ("amount_minor" > 0);
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_amount_not_zero" CHECK ("amount_minor" <> 0);

-- What belongs together ---------------------------------------------------------------------------------------------
-- Goods are held exactly while an order waits for its money: a change of status moves the stock in the same statement.
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_holds_stock_while_pending" CHECK (("status" = 'pending') = "stock_held");
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_paid_has_time" CHECK (("status" IN ('paid', 'refunded')) = ("paid_at" IS NOT NULL));
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_closed_has_time" CHECK (("status" IN ('expired', 'cancelled')) = ("closed_at" IS NOT NULL));
-- An attempt without a stored key was never shown to anybody; one with a key may have been.
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_key_from_created_on" CHECK (("status" IN ('creating', 'abandoned')) = ("transaction_key" IS NULL));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_at_rest_is_not_read"
  CHECK ("status" NOT IN ('confirmed', 'abandoned', 'dead') OR "next_read_at" IS NULL);

-- One of each -------------------------------------------------------------------------------------------------------
CREATE UNIQUE INDEX "one_live_attempt" ON "attempt" ("order_id")
  WHERE "status" IN ('creating', 'created', 'confirming', 'releasing', 'review');
CREATE UNIQUE INDEX "one_capture" ON "attempt" ("order_id") WHERE "status" IN ('confirming', 'confirmed');
CREATE INDEX "shop_order_unpaid_until" ON "shop_order" ("expires_at") WHERE "status" = 'pending';
CREATE INDEX "outbox_unsent" ON "outbox" ("created_at") WHERE "sent_at" IS NULL;

-- The first order a shop sees is 1001, not 1.
ALTER SEQUENCE "shop_order_number_seq" RESTART WITH 1001;

-- Status machines: lib/payments/attempt-status.ts and lib/orders/order-status.ts say the same, a test compares them. --
CREATE FUNCTION "guard_attempt_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" <> OLD."status" AND (OLD."status", NEW."status") NOT IN (
    ('creating', 'created'), ('creating', 'abandoned'),
    ('created', 'confirming'), ('created', 'releasing'), ('created', 'dead'), ('created', 'review'),
    ('confirming', 'confirmed'), ('confirming', 'dead'), ('confirming', 'review'),
    ('releasing', 'dead'), ('releasing', 'review'),
    ('review', 'dead')
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
CREATE TRIGGER "guard_attempt_change" BEFORE UPDATE ON "attempt" FOR EACH ROW EXECUTE FUNCTION "guard_attempt_change"();

CREATE FUNCTION "guard_order_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" <> OLD."status" AND (OLD."status", NEW."status") NOT IN (
    ('pending', 'paid'), ('pending', 'expired'), ('pending', 'cancelled'),
    ('paid', 'refunded')
  ) THEN
    RAISE EXCEPTION 'order % may not go from % to %', OLD."id", OLD."status", NEW."status" USING ERRCODE = 'TL001';
  END IF;
  IF (NEW."id", NEW."number", NEW."environment", NEW."total_minor", NEW."currency", NEW."placed_at")
     IS DISTINCT FROM (OLD."id", OLD."number", OLD."environment", OLD."total_minor", OLD."currency", OLD."placed_at")
     OR (OLD."close_as" IS NOT NULL AND NEW."close_as" IS DISTINCT FROM OLD."close_as") THEN
    RAISE EXCEPTION 'order %: what was agreed never changes', OLD."id" USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "guard_order_change" BEFORE UPDATE ON "shop_order" FOR EACH ROW EXECUTE FUNCTION "guard_order_change"();

-- Both machines begin at their beginning.
CREATE FUNCTION "refuse_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % begins as %, not as %', TG_TABLE_NAME, TG_ARGV[0], NEW."status" USING ERRCODE = 'TL001';
END $$;
CREATE TRIGGER "attempt_begins_creating" BEFORE INSERT ON "attempt" FOR EACH ROW
  WHEN (NEW."status" <> 'creating') EXECUTE FUNCTION "refuse_insert"('creating');
CREATE TRIGGER "order_begins_pending" BEFORE INSERT ON "shop_order" FOR EACH ROW
  WHEN (NEW."status" <> 'pending') EXECUTE FUNCTION "refuse_insert"('pending');

-- Only ever added ---------------------------------------------------------------------------------------------------
CREATE FUNCTION "refuse_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'TL003';
END $$;
CREATE TRIGGER "audit_event_only_grows" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
CREATE TRIGGER "ledger_entry_only_grows" BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
CREATE TRIGGER "order_line_only_grows" BEFORE UPDATE OR DELETE ON "order_line" FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
CREATE TRIGGER "audit_event_not_emptied" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewrite"();
CREATE TRIGGER "ledger_entry_not_emptied" BEFORE TRUNCATE ON "ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewrite"();

-- True at every commit ----------------------------------------------------------------------------------------------
CREATE FUNCTION "ledger_sums_to_zero"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "ledger_entry" WHERE "order_id" = NEW."order_id" GROUP BY "currency" HAVING sum("amount_minor") <> 0) THEN
    RAISE EXCEPTION 'the ledger of order % does not sum to zero', NEW."order_id" USING ERRCODE = 'TL004';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_sums_to_zero" AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_sums_to_zero"();

-- Paid means: exactly one confirmed attempt, in the same environment, for the same amount. Closed means: nothing can still arrive.
CREATE FUNCTION "order_status_is_true"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  captured bigint;
BEGIN
  IF NEW."status" IN ('paid', 'refunded') THEN
    SELECT count(*) FILTER (WHERE "environment" = NEW."environment" AND "amount_minor" = NEW."total_minor" AND "currency" = NEW."currency")
      INTO captured FROM "attempt" WHERE "order_id" = NEW."id" AND "status" = 'confirmed';
    IF captured <> 1 THEN
      RAISE EXCEPTION 'order % is % with % confirmed attempts', NEW."id", NEW."status", captured USING ERRCODE = 'TL005';
    END IF;
  ELSIF EXISTS (SELECT FROM "attempt" WHERE "order_id" = NEW."id" AND "status" NOT IN ('abandoned', 'dead')) THEN
    RAISE EXCEPTION 'order % is % while an attempt may still bring money', NEW."id", NEW."status" USING ERRCODE = 'TL005';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "order_status_is_true" AFTER UPDATE OF "status" ON "shop_order"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" <> 'pending') EXECUTE FUNCTION "order_status_is_true"();

-- A confirmed attempt without its paid order would be money without goods: both are written together or not at all.
CREATE FUNCTION "confirmed_attempt_paid_its_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "shop_order" WHERE "id" = NEW."order_id" AND "status" IN ('paid', 'refunded')) THEN
    RAISE EXCEPTION 'attempt % is confirmed, but its order is not paid', NEW."id" USING ERRCODE = 'TL005';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "confirmed_attempt_paid_its_order" AFTER UPDATE OF "status" ON "attempt"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" = 'confirmed') EXECUTE FUNCTION "confirmed_attempt_paid_its_order"();

CREATE FUNCTION "order_lines_add_up"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum("line_total_minor") FROM "order_line" WHERE "order_id" = NEW."id") IS DISTINCT FROM NEW."total_minor" THEN
    RAISE EXCEPTION 'the lines of order % do not add up to its total', NEW."id" USING ERRCODE = 'TL005';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "order_lines_add_up" AFTER INSERT ON "shop_order"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "order_lines_add_up"();
