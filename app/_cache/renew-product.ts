// After a product changed: its page and the catalogue are made anew at the next visit, here and on every other instance.
import { revalidatePath } from 'next/cache';

export function renewProduct(slug: string): void {
  revalidatePath(`/products/${slug}`);
  revalidatePath('/');
}
