'use client';
// When even the frame of the page failed. It brings its own document and needs nothing else.
import type { ReactNode } from 'react';
import './globals.css';

export default function GlobalError(): ReactNode {
  return (
    <html lang="en">
      <body>
        <main className="shop-column grid max-w-[44rem] justify-items-start gap-4 py-24">
          <h1 className="text-28 font-semibold">The shop cannot be shown right now</h1>
          <p className="text-18">The fault is ours, and your cart and orders are safe. Please load the page again in a moment.</p>
          <a href="/" className="link inline-flex min-h-11 items-center">
            Load the shop again
          </a>
        </main>
      </body>
    </html>
  );
}
