import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateTypesetting } from '../../../../src/main/services/certificate/certificate-typesetting';
import { PAPER_CODE, shortCode } from '../../../../src/main/services/certificate/credential-code';
import { createTypesettingPress } from '../../../../src/main/services/typesetting/press';
import { credentialText } from '../../../support/inputs/certificate-inputs';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { drawPdf, firstPage, pageText, readPdf, usedFonts } from './certificate-reading';
import {
  moduleCertificate,
  named,
  names,
  packagesFolder,
  sequenceCertificate,
  seriesCertificate,
  templateFolder,
  typesetting,
} from './certificate-samples';

const press = typesetting();
const kinds = { module: moduleCertificate, sequence: sequenceCertificate, series: seriesCertificate };

describe('the certificate as a file', () => {
  it.each(Object.entries(kinds))('is exactly one A4 landscape page for a %s', async (_, certificate) => {
    const pdf = await readPdf(await press.typeset(certificate()));
    const [left = 0, bottom = 0, right = 0, top = 0] = (await pdf.getPage(1)).view;
    expect(pdf.numPages).toBe(1);
    expect(right - left).toBeCloseTo(841.89, 1);
    expect(top - bottom).toBeCloseTo(595.28, 1);
  });

  it('carries every font that it uses', async () => {
    const learner = { latinName: names.markup + names.rightToLeft, khmerName: names.shortKhmer };
    const fonts = await usedFonts(await press.typeset(moduleCertificate({ learner })));
    expect(fonts.length).toBeGreaterThanOrEqual(4);
    expect(fonts.filter((font) => !font.embedded)).toEqual([]);
    expect(fonts.filter((font) => !/^[A-Z]{6}\+Noto/u.test(font.name))).toEqual([]);
  });

  it('is tagged: a heading, paragraphs, and the modules as a table', async () => {
    const bytes = await press.typeset(sequenceCertificate());
    const pdf = await readPdf(bytes);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await firstPage(bytes)).getStructTree());
    for (const role of ['Document', 'H1', 'P', 'Table', 'TR', 'TH', 'TD']) expect(tree).toContain(`"role":"${role}"`);
  });

  it('says that it is PDF/A-3a', async () => {
    const { metadata } = await (await readPdf(await press.typeset(moduleCertificate()))).getMetadata();
    const xmp = metadata.getRaw();
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
  });

  it.each([
    ['en', 'Certificate of completion'],
    ['km', 'វិញ្ញាបនបត្របញ្ចប់ការសិក្សា'],
  ] as const)('names title, author, language, keywords and learner in its metadata (%s)', async (language, heading) => {
    const document = moduleCertificate({
      language,
      learner: { latinName: 'Sok Dara', khmerName: names.shortKhmer },
      revision: 2,
    });
    const { info } = await (await readPdf(await press.typeset(document))).getMetadata();
    expect(info).toMatchObject({
      Title: `${heading} – Sok Dara – ${names.shortKhmer} – ${document.title}`,
      Author: 'Child Justice Series app',
      Language: language,
      CreationDate: 'D:20261125081200Z',
    });
    expect(info).toHaveProperty(
      'Keywords',
      `Sok Dara, ${names.shortKhmer}, CJN Child Justice Series, ${document.certificateId}, revision 2`,
    );
    expect(info).toHaveProperty('Subject', expect.stringContaining('Sok Dara'));
  });

  it('gives the same bytes for the same document, from another compiler and in another zone too', async () => {
    const document = sequenceCertificate(named(names.shortKhmer));
    const first = await press.typeset(document);
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Pacific/Kiritimati';
      await press.typeset(moduleCertificate());
      expect(Buffer.compare(await press.typeset(document), first)).toBe(0);
      expect(Buffer.compare(await typesetting().typeset(document), first)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('holds its own credential and no other, whatever was typeset before', async () => {
    const attached = async (credential?: string) => {
      const files = (await (
        await readPdf(await press.typeset(moduleCertificate(), credential))
      ).getAttachments()) as Record<string, { content: Uint8Array }> | null;
      return Object.values(files ?? {}).map(({ content }) => new TextDecoder().decode(content));
    };
    expect(await attached('{"one":1}')).toEqual(['{"one":1}']);
    expect(await attached('{"two":2}')).toEqual(['{"two":2}']);
    expect(await attached()).toEqual([]);
    expect(await attached('{"one":1}')).toEqual(['{"one":1}']);
  });

  it.each([
    ['name', named('Sok Darah')],
    ['revision', { revision: 2 }],
    ['id', { certificateId: '00000000-5a7d-4c1e-9b0f-6d2e8a417c55' }],
    ['score', { score: 0.96 }],
    ['date of completion', { completedOn: '2026-11-24' }],
    ['day of issue', { issuedOn: '2026-11-24' }],
    ['instant of issue', { issuedAt: '2026-11-25T08:13:00.000Z' }],
  ])('gives other bytes for another %s', async (_, change) => {
    const usual = await press.typeset(moduleCertificate());
    expect(Buffer.compare(await press.typeset(moduleCertificate(change)), usual)).not.toBe(0);
  });
});

describe('the mark of a signed credential', () => {
  const credential = credentialText(moduleCertificate());
  const code = (JSON.parse(credential) as { evidence: { name: string; description: string }[] }).evidence.find(
    ({ name }) => name === PAPER_CODE,
  )?.description;

  it('is a QR code of the text that the credential has for it, square for square, 32 mm wide in the corner', async () => {
    const picture = await drawPdf(await press.typeset(moduleCertificate(), credential), 3_508);
    const { data: squares } = encode(code ?? '', { ecc: 'M', border: 0, maskPattern: 0 });
    const millimetre = picture.width / 297;
    const side = (32 * millimetre) / squares.length;
    const isDark = (x: number, y: number): boolean => {
      const [column, row] = [
        Math.floor(252 * millimetre + (x + 0.5) * side),
        Math.floor(13 * millimetre + (y + 0.5) * side),
      ];
      return (picture.data[(row * picture.width + column) * 4 + 1] ?? 0) < 128;
    };
    expect(squares.map((row, y) => row.map((_, x) => isDark(x, y)))).toEqual(squares);
  });

  it('says what it is to those who cannot see it, beside the code in words', async () => {
    const bytes = await press.typeset(moduleCertificate(), credential);
    expect(JSON.stringify(await (await firstPage(bytes)).getStructTree())).toContain(
      `"alt":"QR code of the signed credential ${shortCode(credential)}"`,
    );
    expect(await pageText(bytes)).toContain(shortCode(credential));
  });

  it('is the short code alone for a credential of an older version, which has no text for a QR code', async () => {
    const older = '{"signed":true}';
    const bytes = await press.typeset(moduleCertificate(), older);
    expect(await pageText(bytes)).toContain(shortCode(older));
    expect(JSON.stringify(await (await firstPage(bytes)).getStructTree())).not.toContain('"Figure"');
  });

  it('stands in the preview too, which loads nothing from elsewhere', async () => {
    const { svg } = await press.preview(moduleCertificate(), credential);
    const references = [...svg.matchAll(/href="([^"]*)"/gu)]
      .map((match) => match[1] ?? '')
      .filter((reference) => !reference.startsWith('#'));
    expect(references).toEqual([expect.stringMatching(/^data:image\/svg\+xml;base64,/u)]);
    expect(Buffer.from(references[0]?.split(',')[1] ?? '', 'base64').toString()).toMatch(
      /^<svg xmlns='[^']+' viewBox='0 0 (\d+) \1'><path fill='#1c2430' d='[Mhvz\d -]+'\/><\/svg>$/u,
    );
  });
});

describe('the preview', () => {
  it('is one self-contained picture: no script, style, text, foreign object or outside reference', async () => {
    const { svg } = await press.preview(
      sequenceCertificate({ learner: { latinName: names.markup, khmerName: names.shortKhmer } }),
    );
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 841\.88\d* 595\.27\d*"/u);
    expect(svg).not.toMatch(/<(?:script|style|text|foreignObject|image|a|iframe)\b/u);
    expect(svg).not.toMatch(/\son\w+=|javascript:|url\((?!#)/u);
    const references = [...svg.matchAll(/href="([^"]*)"/gu)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => !reference.startsWith('#'))).toEqual([]);
  });

  it('stays small enough to hand over as a data address', async () => {
    const { svg } = await press.preview(
      seriesCertificate({ language: 'km', learner: { latinName: names.latin120, khmerName: names.khmer120 } }),
    );
    expect(svg.length).toBeLessThan(1_000_000);
  });
});

describe('when it cannot be typeset', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await makeFolder('certificate-template');
  });
  afterAll(() => removeFolder(folder));

  it.each([
    ['there is no name', { learner: { latinName: ' ', khmerName: '' } }],
    ['the date is none of the calendar', { completedOn: '2026-02-30' }],
    ['the day of issue is none of the calendar', { issuedOn: '2026-02-30' }],
  ])('says so with a code when %s', async (_, change) => {
    await expect(press.typeset(moduleCertificate(change))).rejects.toMatchObject({
      name: 'OperationFailure',
      code: 'typesetting-failed',
    });
  });

  it('says so when the template is missing, and works as soon as it is there', async () => {
    const moved = join(folder, 'moved');
    const late = createCertificateTypesetting(createTypesettingPress({ templateFolder: moved, packagesFolder }));
    await expect(late.texts('en')).rejects.toMatchObject({ code: 'typesetting-failed' });
    await cp(templateFolder, moved, { recursive: true });
    await late.texts('en');
    expect((await readPdf(await late.typeset(moduleCertificate()))).numPages).toBe(1);
  });

  it('needs nothing of the disk once it is warm: what the compiler cannot read itself, as in an archive, was handed to it', async () => {
    const gone = join(folder, 'gone');
    await cp(templateFolder, gone, { recursive: true });
    const warm = createCertificateTypesetting(createTypesettingPress({ templateFolder: gone, packagesFolder }));
    await warm.texts('en');
    await removeFolder(gone);
    expect(
      Buffer.compare(
        await warm.typeset(seriesCertificate(), '{"signed":true}'),
        await press.typeset(seriesCertificate(), '{"signed":true}'),
      ),
    ).toBe(0);
  });

  it('says so when the fonts are missing', async () => {
    const fontless = createCertificateTypesetting(createTypesettingPress({ templateFolder, packagesFolder: folder }));
    await expect(fontless.preview(moduleCertificate())).rejects.toMatchObject({
      code: 'typesetting-failed',
      cause: { code: 'ENOENT' },
    });
  });

  it.each([
    ['the template has an error', 'certificate.typ', '#unknown-function()'],
    ['the texts are incomplete', 'texts.json', '{"en": {}, "km": {}}'],
    ['the texts are no JSON', 'texts.json', 'not JSON'],
  ])('says so when %s, without a path in the message', async (_, file, content) => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await cp(templateFolder, broken, { recursive: true });
    await writeFile(join(broken, file), content);
    const brokenPress = createTypesettingPress({ templateFolder: broken, packagesFolder });
    const failure = await createCertificateTypesetting(brokenPress)
      .typeset(moduleCertificate())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'typesetting-failed' });
    expect(failure).toHaveProperty('message', expect.not.stringContaining(folder));
  });
});
