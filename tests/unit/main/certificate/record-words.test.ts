import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateTypesetting } from '../../../../src/main/services/certificate/certificate-typesetting';
import { recordTextsSchema } from '../../../../src/main/services/certificate/record-texts';
import { createTypesettingPress } from '../../../../src/main/services/typesetting/press';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, packagesFolder, templateFolder, typesettingPress } from './certificate-samples';
import { partialRecord, recordTypesetting } from './record-samples';

describe('the words of the record of learning', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await makeFolder('record-template');
  });
  afterAll(() => removeFolder(folder));

  it('have the same places to fill in in both languages, and only the Khmer ones are told to be a draft', async () => {
    const shared = typesettingPress();
    const [en, { draft, ...khmer }] = [
      await shared.texts('record-texts.json', recordTextsSchema, 'en'),
      await shared.texts('record-texts.json', recordTextsSchema, 'km'),
    ];
    const places = (words: unknown): unknown =>
      typeof words === 'string'
        ? [...words.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort()
        : Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, places(value)]));
    expect(places(khmer)).toEqual(places(en));
    expect([en.draft, draft]).toEqual([undefined, expect.stringMatching(/\p{Script=Khmer}/u)]);
  });

  it.each([
    ['are incomplete', 'record-texts.json', '{"en": {}, "km": {}}'],
    ['are no JSON', 'record-texts.json', 'not JSON'],
    ['are whole and the template has an error', 'record-of-learning.typ', '#unknown-function()'],
  ])('say with a code, and without a path, when they %s', async (_, file, content) => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await cp(templateFolder, broken, { recursive: true });
    await writeFile(join(broken, file), content);
    const failure = await recordTypesetting(createTypesettingPress({ templateFolder: broken, packagesFolder }))
      .typeset(partialRecord())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'typesetting-failed' });
    expect(failure).toHaveProperty('message', expect.not.stringContaining(folder));
  });

  it('name the file and the language that it lacks', async () => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await cp(templateFolder, broken, { recursive: true });
    const texts = JSON.parse(await readFile(join(broken, 'record-texts.json'), 'utf8')) as object;
    await writeFile(join(broken, 'record-texts.json'), JSON.stringify({ ...texts, km: undefined }));
    await expect(
      recordTypesetting(createTypesettingPress({ templateFolder: broken, packagesFolder })).typeset(partialRecord()),
    ).rejects.toThrow('The texts in certificate/record-texts.json could not be read at km.');
  });

  it('say with a code when they are missing', async () => {
    const bare = await mkdtemp(join(folder, 'bare-'));
    await cp(templateFolder, bare, { recursive: true });
    await rm(join(bare, 'record-texts.json'));
    await expect(
      recordTypesetting(createTypesettingPress({ templateFolder: bare, packagesFolder })).typeset(partialRecord()),
    ).rejects.toMatchObject({ code: 'typesetting-failed' });
  });

  it('share one press with the certificates, and neither changes the other', async () => {
    const shared = typesettingPress();
    const certificates = createCertificateTypesetting(shared);
    const records = recordTypesetting(shared);
    const first = await certificates.typeset(moduleCertificate());
    const record = await records.typeset(partialRecord());
    expect(Buffer.compare(await certificates.typeset(moduleCertificate()), first)).toBe(0);
    expect(Buffer.compare(record, await recordTypesetting().typeset(partialRecord()))).toBe(0);
  });
});
