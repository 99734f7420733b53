import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preloadTextFont } from './_ui/preload-fonts.ts';
import { shopName } from './(shop)/_frame/shop-facts.ts';
import './globals.css';

export function generateMetadata(): Metadata {
  return {
    title: { default: shopName(), template: `%s · ${shopName()}` },
    description: 'Ceramics, linen, coffee and print from the Baltic coast.',
    manifest: '/site.webmanifest',
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf9f5' },
    { media: '(prefers-color-scheme: dark)', color: '#101516' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }): ReactNode {
  preloadTextFont();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
