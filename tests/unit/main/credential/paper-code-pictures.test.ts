import { generate } from '@digitalcredentials/ed25519-multikey';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../../src/domain/quiz/seeded-random';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { makePaperCode } from '../../../../src/main/services/credential/paper-code';
import { readPictureCodes } from '../../../../src/main/services/credential/picture-codes';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { MEASURED_PICTURES, printedPage } from '../../../support/pictures/paper-pictures';
import { moduleCertificate, moduleTitles, named, names, typesetting } from '../certificate/certificate-samples';

/** Twelve codes, five pictures of each: `docs/benchmarks.md` has the figure. */
const NAMES = [...Object.values(names), 'Chan Bopha', 'ចាន់ បុប្ផា', 'Keo Mony'].slice(0, 12);
const PICTURES_OF_EACH = 5;
const SEED = Number(process.env['CJS_PICTURES_SEED'] ?? 34);

it('60 pictures of twelve codes: 95 % are read, and none as another', async () => {
  const pair = await generate({ seed: new Uint8Array(32).fill(3) });
  pair.controller = `did:key:${pair.publicKeyMultibase}`;
  pair.id = `${pair.controller}#${pair.publicKeyMultibase}`;
  const key = { keyPair: async () => pair } as Parameters<typeof signCredential>[2];
  const press = typesetting();
  const random = seededRandom(SEED);
  const between = (least: number, most: number): number => least + random() * (most - least);
  const ways = Object.entries(MEASURED_PICTURES);
  const unread: string[] = [];
  const wrong: string[] = [];
  let count = 0;
  for (const [index, name] of NAMES.entries()) {
    const document = moduleCertificate({
      ...named(name),
      title: moduleTitles[index % moduleTitles.length] ?? moduleTitles[0],
      certificateId: `3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c${String(10 + index)}`,
    });
    const evidence = { sectionsRead: 1, questionsAnswered: 1, attempts: 1 };
    const page = await printedPage(await press.typeset(document, await signCredential(document, evidence, key)));
    const code = await makePaperCode(document, pair);
    for (let picture = 0; picture < PICTURES_OF_EACH; picture += 1, count += 1) {
      const [way, take] = ways[count % ways.length] ?? [];
      if (!way || !take) throw new Error('No way to take a picture.');
      const codes = await readPictureCodes(take(page, between), 'picture', pdfReaderParts());
      const where = `${index + 1}, ${way}`;
      if (typeof codes === 'string' || codes.length === 0) unread.push(where);
      else if (codes.length !== 1 || codes[0] !== code) wrong.push(where);
    }
  }
  console.log(`${count - unread.length} of ${count} read (seed ${SEED}); not: ${unread.join('; ') || 'none'}`);
  expect(count).toBe(60);
  expect(wrong).toEqual([]);
  expect(count - unread.length).toBeGreaterThanOrEqual(0.95 * count);
});
