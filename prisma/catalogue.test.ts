import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pictureWidths } from '#lib/catalog/picture-widths.ts';
import { catalogue } from './catalogue.ts';

test('every picture of the goods is there in each width and form, and no other picture is', () => {
  const files = readdirSync(path.join(import.meta.dirname, '../public/pictures'));
  const wanted = catalogue.flatMap(({ pictures }) =>
    pictures.flatMap(({ name }) => pictureWidths.flatMap((width) => ['avif', 'webp'].map((form) => `${name}-${width}.${form}`))),
  );
  assert.deepEqual(files.sort(), wanted.sort());
});
