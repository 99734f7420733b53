-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "difference" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "order_id" TEXT,
    "attempt_id" TEXT,
    "asked" JSONB NOT NULL,
    "paysera" JSONB NOT NULL,
    "recorded" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "repair" TEXT,

    CONSTRAINT "difference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "compared" INTEGER NOT NULL DEFAULT 0,
    "differing" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "difference_resolved_at_found_at_idx" ON "difference"("resolved_at", "found_at");

-- CreateIndex
CREATE UNIQUE INDEX "difference_environment_kind_subject_key" ON "difference"("environment", "kind", "subject");

-- CreateIndex
CREATE INDEX "reconciliation_run_environment_kind_started_at_idx" ON "reconciliation_run"("environment", "kind", "started_at" DESC);



ALTER TABLE "difference" ADD CONSTRAINT "difference_environment_known" CHECK ("environment" IN ('production', 'sandbox', 'local'));
-- A flood of forged callbacks is cut off by counting today's.
CREATE INDEX "callback_inbox_forged" ON "callback_inbox" ("day") WHERE "verdict" = 'forged';
