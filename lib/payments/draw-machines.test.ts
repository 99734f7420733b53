import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { attemptDrawing, orderDrawing } from './draw-machines.ts';

test('the drawings in the README say what the tables say', () => {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  for (const drawing of [attemptDrawing, orderDrawing]) assert.ok(readme.includes(drawing), `not in README.md:\n${drawing}`);
});
