import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { CertificateDocument } from '../../../src/contract/certificate-document';
import { drawPdf, type Picture } from './certificate-reading';
import { moduleCertificate, named, names, sequenceCertificate, seriesCertificate, typesetting } from './certificate-samples';

const press = typesetting();
const storedFolder = resolve(import.meta.dirname, '../../fixtures/certificates');
const WIDTH = 900;
/** Of 572,400. Drawing is the same on every machine but for the last bit of a blended edge, which the comparison passes over. */
const TOLERATED_PIXELS = 40;

/** `UPDATE_PICTURES=1` stores what is drawn now: look at each picture before it is committed. */
const update = process.env['UPDATE_PICTURES'] === '1';

const both = { learner: { latinName: 'Chanthou Sovannarith', khmerName: 'ចាន់ធូ សុវណ្ណារិទ្ធ' } };
const pictures: Readonly<Record<string, CertificateDocument>> = {
  'short-latin': moduleCertificate(named(names.shortLatin)),
  'latin-of-60-characters': moduleCertificate({ ...named(names.latin60), revision: 2 }),
  'latin-of-120-characters': moduleCertificate(named(names.latin120)),
  'one-word-of-120-characters': moduleCertificate(named(names.endlessWord)),
  'short-khmer': moduleCertificate(named(names.shortKhmer)),
  'khmer-of-40-characters': moduleCertificate(named(names.khmer40)),
  'khmer-of-120-characters': moduleCertificate(named(names.khmer120)),
  'both-scripts': moduleCertificate({ learner: { latinName: names.shortLatin, khmerName: names.shortKhmer } }),
  'right-to-left': moduleCertificate(named(names.rightToLeft)),
  'markup-and-emoji': moduleCertificate(named(names.markup)),
  'missing-characters': moduleCertificate(named('Li 漢字')),
  sequence: sequenceCertificate(both),
  series: seriesCertificate(both),
  'series-longest-names': seriesCertificate({ learner: { latinName: names.latin120, khmerName: names.khmer120 } }),
  'sequence-in-khmer': sequenceCertificate({ ...both, language: 'km', revision: 2 }),
};

describe('the printed page looks as it did when it was last looked at', () => {
  it.each(Object.entries(pictures))('%s', async (name, document) => {
    const drawn = await drawPdf(await press.typeset(document), WIDTH);
    const file = join(storedFolder, `${name}.png`);
    if (update) {
      await mkdir(storedFolder, { recursive: true });
      await writeFile(file, png(drawn));
    }
    expect(existsSync(file), `${file} is not there: draw it with UPDATE_PICTURES=1`).toBe(true);
    const stored = PNG.sync.read(await readFile(file));
    const difference = differentPixels(drawn, stored);
    if (difference > TOLERATED_PIXELS) await writeFile(join(tmpdir(), `certificate-${name}.png`), png(drawn));
    expect(difference, `drawn now: ${join(tmpdir(), `certificate-${name}.png`)}`).toBeLessThanOrEqual(TOLERATED_PIXELS);
  });

  it('and a single changed letter is noticed', async () => {
    const [one, other] = await Promise.all(
      ['Sok Dara', 'Sok Dana'].map(async (name) => drawPdf(await press.typeset(moduleCertificate(named(name))), WIDTH)),
    );
    expect(one && other && differentPixels(one, other)).toBeGreaterThan(TOLERATED_PIXELS);
  });
});

function differentPixels(one: Picture, other: Picture): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  return pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.15 });
}

function png(picture: Picture): Buffer {
  const image = new PNG({ width: picture.width, height: picture.height });
  picture.data.copy(image.data);
  return PNG.sync.write(image, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}
