-- Comparing with Paysera goes through attempts and the ledger by time.

-- CreateIndex
CREATE INDEX "attempt_created_at_idx" ON "attempt"("created_at");

-- CreateIndex
CREATE INDEX "ledger_entry_at_idx" ON "ledger_entry"("at");
