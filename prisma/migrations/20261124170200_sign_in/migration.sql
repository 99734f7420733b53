-- Sign-ins that were finished: the way back from Paysera is walked once, on whichever instance.
-- CreateTable
CREATE TABLE "used_state" (
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_state_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "used_state_expires_at_idx" ON "used_state"("expires_at");

-- Of two refreshes of one token at once, one is stored.
-- AlterTable
ALTER TABLE "wallet_token" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
