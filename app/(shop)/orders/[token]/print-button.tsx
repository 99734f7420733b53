'use client';
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';

/** Without JavaScript the browser's own menu prints the same receipt. */
export function PrintButton(): ReactNode {
  return (
    <Button type="button" tone="secondary" onClick={() => window.print()}>
      Print receipt
    </Button>
  );
}
