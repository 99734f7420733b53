// Draws the labels on Kopa's goods and the two art prints as PNG, for the scenes to use. `node prisma/pictures/labels.ts FOLDER`
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** Letters are strokes of our own, so that no font has to be installed. Each stands in a box 10 wide and 14 high. */
const letters: Record<string, string> = {
  K: 'M1 0V14M9 0L1.5 8M4 6L9.5 14',
  O: 'M5.5 0.2C1.6 0.2 0.6 3.4 0.6 7S1.6 13.8 5.5 13.8S10.4 10.6 10.4 7S9.4 0.2 5.5 0.2Z',
  P: 'M1 14V0.4H5.2C8.2 0.4 9.4 2 9.4 4.2S8.2 8 5.2 8H1',
  A: 'M0.4 14L5.2 0L10 14M2.2 9.6H8.2',
};

function wordmark(x: number, y: number, height: number, ink: string, weight = 1.3): string {
  const unit = height / 14;
  const glyphs = [...'KOPA'].map((letter, index) => `<path transform="translate(${index * 15} 0)" d="${letters[letter]}"/>`);
  return `<g transform="translate(${x} ${y}) scale(${unit})" fill="none" stroke="${ink}" stroke-width="${weight}" stroke-linejoin="round">${glyphs.join('')}</g>`;
}

const wordmarkWidth = (height: number) => (55 / 14) * height;

function label(options: { paper: string; ink: string; mark: string; width?: number; height?: number }): string {
  const { paper, ink, mark, width = 800, height = 800 } = options;
  const letterHeight = height * 0.1;
  return svg(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="${paper}"/>
     <rect x="26" y="26" width="${width - 52}" height="${height - 52}" fill="none" stroke="${ink}" stroke-width="3"/>
     <g transform="translate(${width / 2} ${height * 0.38})">${mark}</g>
     ${wordmark((width - wordmarkWidth(letterHeight)) / 2, height * 0.72, letterHeight, ink)}`,
  );
}

const svg = (width: number, height: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;

const lines = (ink: string, ...paths: string[]) =>
  `<g fill="none" stroke="${ink}" stroke-width="12" stroke-linecap="round">${paths.map((d) => `<path d="${d}"/>`).join('')}</g>`;

const dune = (ink: string) => lines(ink, 'M-200 70C-120 40-90-70-10-80C60-60 70 40 200 70', 'M-10-80C-30-20 10 20-10 74', 'M-150 110H150');
const boat = (ink: string) =>
  lines(
    ink,
    'M-170 60H170L120 120H-110Z',
    'M0 60V-140',
    'M0-140C70-80 80-10 76 40H0',
    'M-200 160C-150 140-110 180-60 160S30 140 80 160S160 180 200 160',
  );
const harbour = (ink: string) =>
  lines(ink, 'M0-150V90', 'M-60-110H60', 'M-130 10C-120 90-60 120 0 120S120 90 130 10', 'M-130 10L-160 44M130 10L160 44') +
  `<circle cx="0" cy="-176" r="24" fill="none" stroke="${ink}" stroke-width="9"/>`;
const pine = (ink: string) =>
  lines(
    ink,
    'M0-150V150',
    ...[-100, -55, -10, 35, 80].flatMap((y, i) => [`M0 ${y}L${-46 - i * 18} ${y + 46}`, `M0 ${y}L${46 + i * 18} ${y + 46}`]),
  );
const filter = (ink: string) => lines(ink, 'M-150-90H150L60 110H-60Z', 'M-110 0H110', 'M0 130V160');

const lighthouse = () =>
  svg(
    1000,
    1380,
    `<rect width="1000" height="1380" fill="#efe8da"/><g transform="translate(120 140)">
      <rect width="760" height="1100" fill="#c9d4d1"/>
      <circle cx="560" cy="250" r="86" fill="#eadfbf"/>
      <path d="M0 700C160 640 300 690 420 660S640 610 760 650V1100H0Z" fill="#6f9089"/>
      <path d="M300 780L322 330H418L440 780Z" fill="#efe8da"/>
      <path d="M307 640L314 500H426L433 640Z" fill="#a5492f"/><path d="M318 410L322 330H418L422 410Z" fill="#a5492f"/>
      <rect x="318" y="262" width="104" height="68" fill="#24363b"/><path d="M306 262L370 196L434 262Z" fill="#24363b"/><rect x="300" y="326" width="140" height="14" fill="#24363b"/>
      <path d="M0 860C120 760 240 740 370 770S620 860 760 790V1100H0Z" fill="#d9bd8b"/>
      <path d="M0 960C180 900 330 960 480 930S690 880 760 900V1100H0Z" fill="#c4a06a"/>
      <g stroke="#5b6b4a" stroke-width="6" fill="none">${[70, 100, 128, 560, 590, 622, 650].map((x, i) => `<path d="M${x} ${900 + (i % 3) * 12}q${8 + i} -60 ${22 - i * 6} -104"/>`).join('')}</g></g>`,
  );

const bough = (x: number, y: number, size: number) =>
  `<path d="M${x} ${y}c${-size} ${-size * 0.2} ${-size * 1.3} ${-size * 0.7} ${-size * 0.7} ${-size * 0.72}c${size * 0.1} ${-size * 0.42} ${size * 0.9} ${-size * 0.5} ${size * 1.1} ${-size * 0.1}c${size * 0.6} ${-size * 0.2} ${size * 1.2} ${size * 0.1} ${size} ${size * 0.44}c${size * 0.2} ${size * 0.36} ${-size * 0.7} ${size * 0.5} ${-size * 1.4} ${size * 0.38}Z"/>`;
const threePines = () =>
  svg(
    1000,
    1380,
    `<rect width="1000" height="1380" fill="#efe8da"/><g transform="translate(120 140)">
      <rect width="760" height="1100" fill="#e3d6bd"/>
      <g stroke="#2f4a45" fill="none" stroke-linecap="round">
        <path d="M170 930C180 760 230 640 300 470" stroke-width="22"/><path d="M390 950C396 740 430 560 520 330" stroke-width="26"/><path d="M600 920C604 800 630 700 690 560" stroke-width="19"/>
        <path d="M450 610C500 560 540 540 590 530" stroke-width="12"/><path d="M228 680C250 640 290 620 330 612" stroke-width="10"/></g>
      <g fill="#2f4a45">${bough(310, 500, 110)}${bough(540, 360, 150)}${bough(600, 560, 86)}${bough(672, 590, 76)}${bough(340, 640, 70)}${bough(470, 470, 84)}</g>
      <path d="M0 930C160 880 320 960 470 930S680 890 760 910V1100H0Z" fill="#c4a06a"/><path d="M0 1010C200 960 420 1030 760 980V1100H0Z" fill="#b08a55"/></g>`,
  );

const ink = { slate: '#22323f', bone: '#efe8da', sea: '#1f5148', brown: '#4a3524' };
const drawings: Record<string, string> = {
  harbour: label({ paper: '#2c4356', ink: ink.bone, mark: harbour(ink.bone) }),
  'night-boat': label({ paper: '#e9e0cf', ink: ink.slate, mark: boat(ink.slate) }),
  filters: label({ paper: '#e9e0cf', ink: ink.brown, mark: filter(ink.brown), width: 1140, height: 800 }),
  soap: label({ paper: '#2e6357', ink: ink.bone, mark: pine(ink.bone), width: 1256, height: 800 }),
  notebook: label({ paper: '#efe8da', ink: ink.slate, mark: dune(ink.slate), width: 1236, height: 800 }),
  tag: svg(
    900,
    1600,
    `<rect width="900" height="1600" fill="#ece4d3"/><circle cx="450" cy="130" r="34" fill="#5a4a38"/><circle cx="450" cy="130" r="52" fill="none" stroke="#b49a6c" stroke-width="12"/>
     <g transform="translate(450 760) scale(1.7)">${dune(ink.sea)}</g>${wordmark((900 - wordmarkWidth(78)) / 2, 1180, 78, ink.sea)}`,
  ),
  lighthouse: lighthouse(),
  'three-pines': threePines(),
};

const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
for (const [name, drawing] of Object.entries(drawings))
  await sharp(Buffer.from(drawing))
    .png()
    .toFile(path.join(folder, `${name}.png`));
