import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import type { Picture } from './certificate-reading';

/**
 * Pixels that may differ. Drawing is the same on every machine but for the last bit of a blended edge, which the
 * comparison passes over.
 */
export const TOLERATED_PIXELS = 40;

/** `UPDATE_PICTURES=1` stores what is drawn now: look at each picture before it is committed. */
const update = process.env['UPDATE_PICTURES'] === '1';

/** Fails where a page does not look as it did when it was last looked at. @param folder below `tests/fixtures` */
export async function expectStoredPicture(folder: string, name: string, drawn: Picture): Promise<void> {
  const stored = resolve(import.meta.dirname, '../../../fixtures', folder);
  const file = join(stored, `${name}.png`);
  if (update) {
    await mkdir(stored, { recursive: true });
    await writeFile(file, png(drawn));
  }
  expect(existsSync(file), `${file} is not there: draw it with UPDATE_PICTURES=1`).toBe(true);
  const difference = differentPixels(drawn, PNG.sync.read(await readFile(file)));
  const now = join(tmpdir(), `${folder}-${name}.png`);
  if (difference > TOLERATED_PIXELS) await writeFile(now, png(drawn));
  expect(difference, `drawn now: ${now}`).toBeLessThanOrEqual(TOLERATED_PIXELS);
}

/** Number of pixels in which two pictures of the same size differ to the eye. */
export function differentPixels(one: Picture, other: Omit<Picture, 'firstRow'>): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  return pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.15 });
}

function png(picture: Picture): Buffer {
  const image = new PNG({ width: picture.width, height: picture.height });
  picture.data.copy(image.data);
  return PNG.sync.write(image, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}
