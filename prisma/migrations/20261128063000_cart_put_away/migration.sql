-- Whoever signs out leaves nothing in the browser: their cart is put away under their account until they sign in again.

-- AlterTable
ALTER TABLE "cart" ADD COLUMN "kept_for" TEXT;

-- CreateIndex
CREATE INDEX "cart_kept_for_idx" ON "cart"("kept_for");

-- AddForeignKey
ALTER TABLE "cart" ADD CONSTRAINT "cart_kept_for_fkey" FOREIGN KEY ("kept_for") REFERENCES "shopper"("id") ON DELETE SET NULL ON UPDATE CASCADE;
