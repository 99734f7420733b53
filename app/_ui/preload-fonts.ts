// The two faces of the first lines of every page are asked for before the style sheet names them, so that text is drawn once.
import { preload } from 'react-dom';

// The bundler puts the address of the file it serves in place of these.
const text = new URL('../../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2', import.meta.url)
  .href;
const display = new URL('../../node_modules/@fontsource-variable/literata/files/literata-latin-wght-normal.woff2', import.meta.url).href;

function preloadFont(href: string): void {
  preload(href, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
}

export function preloadTextFont(): void {
  preloadFont(text);
}

/** For pages of the shop; the desk has no headings in it. */
export function preloadDisplayFont(): void {
  preloadFont(display);
}
