// Writes every rendered picture in FOLDER to public/pictures, in the sizes and formats the pages use. `node prisma/pictures/encode.ts FOLDER`
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { pictureWidths } from '#lib/catalog/picture-widths.ts';

const folder = process.argv[2] ?? '.';
const target = path.join(import.meta.dirname, '../../public/pictures');
mkdirSync(target, { recursive: true });
for (const file of readdirSync(folder).filter((name) => name.endsWith('.png'))) {
  const name = path.basename(file, '.png');
  for (const width of pictureWidths) {
    const sized = sharp(path.join(folder, file)).resize({ width, kernel: 'lanczos3' });
    await sized
      .clone()
      .avif({ quality: 58, effort: 4 })
      .toFile(path.join(target, `${name}-${width}.avif`));
    await sized
      .clone()
      .webp({ quality: 80 })
      .toFile(path.join(target, `${name}-${width}.webp`));
  }
}
