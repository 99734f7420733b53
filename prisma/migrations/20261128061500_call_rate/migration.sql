-- Paysera counts our calls by the minute and by the hour. What pages only want to show is asked inside a bound of ours, which all
-- instances share: for each asker one moment, up to which its calls are spent.

-- CreateTable
CREATE TABLE "call_rate" (
    "environment" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "spent_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_rate_pkey" PRIMARY KEY ("environment","asker")
);

ALTER TABLE "call_rate" ADD CONSTRAINT "call_rate_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
