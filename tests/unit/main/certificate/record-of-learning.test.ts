import { describe, expect, it } from 'vitest';
import type { RecordOfLearningDocument } from '../../../../src/contract/record-of-learning-document';
import { isBlank } from './certificate-ink';
import { bare, drawPdf, pageText, pageTexts, readPdf, textBoxes, usedFonts } from './certificate-reading';
import { moduleTitles, names } from './certificate-samples';
import {
  completeModule,
  emptyRecord,
  fullRecord,
  inBoth,
  issued,
  longestTitles,
  longTitle,
  newModule,
  partialRecord,
  recordTypesetting,
} from './record-samples';

const press = recordTypesetting();
const millimetre = 72 / 25.4;

const printed = new Map<RecordOfLearningDocument, Promise<Uint8Array>>();

/** The document's pages, typeset once: some have dozens. */
function printedOnce(document: RecordOfLearningDocument): Promise<Uint8Array> {
  const printing = printed.get(document) ?? press.typeset(document);
  printed.set(document, printing);
  return printing;
}

async function textsOf(document: RecordOfLearningDocument): Promise<readonly string[]> {
  return pageTexts(await printedOnce(document));
}

const endless = fullRecord({
  modules: Array.from({ length: 40 }, (_, index) =>
    completeModule((index % 10) + 1, {
      number: index + 1,
      attempts: 999_999,
      sections: 999_999,
      sectionsRead: 999_999,
      studyMinutes: 100_000,
    }),
  ),
  certificates: Array.from({ length: 500 }, (_, index) => ({
    ...issued(index, 'sequence', moduleTitles[0], '2026-11-20'),
    revision: 999,
    replaced: true,
  })),
});

describe('the record of learning as a file', () => {
  it('is A4 portrait, tagged, PDF/A-3a, with every font that it uses', async () => {
    const bytes = await press.typeset(fullRecord());
    const pdf = await readPdf(bytes);
    const [left = 0, bottom = 0, right = 0, top = 0] = (await pdf.getPage(1)).view;
    expect([right - left, top - bottom].map(Math.round)).toEqual([595, 842]);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const xmp = (await pdf.getMetadata()).metadata.getRaw();
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    const fonts = await usedFonts(bytes);
    expect(fonts.length).toBeGreaterThanOrEqual(2);
    expect(fonts.filter(({ name, embedded }) => !embedded || !/^[A-Z]{6}\+Noto/u.test(name))).toEqual([]);
  });

  it('has a title, headings, and tables with heads', async () => {
    const pdf = await readPdf(await press.typeset(fullRecord()));
    const trees = await Promise.all(
      [1, 2].map(async (page) => JSON.stringify(await (await pdf.getPage(page)).getStructTree())),
    );
    const tree = trees.join('');
    for (const role of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD'])
      expect(tree).toContain(`"role":"${role}"`);
    expect((await pdf.getOutline())?.[0]?.title).toBe('Record of learning');
  });

  it('names title, author, language and learner in its metadata, and the instant at which it was made', async () => {
    const { info } = await (await readPdf(await press.typeset(partialRecord()))).getMetadata();
    expect(info).toMatchObject({
      Title: 'Record of learning – Sok Dara – សុខ ដារ៉ា – CJN Child Justice Series',
      Author: 'Child Justice Series app',
      Language: 'en',
      CreationDate: 'D:20261125081200Z',
      Keywords: 'Sok Dara, សុខ ដារ៉ា, CJN Child Justice Series, 2026-11-25',
    });
  });

  it('gives the same bytes for the same record, and others for any other', async () => {
    const first = await press.typeset(partialRecord());
    await press.typeset(fullRecord({ language: 'km' }));
    expect(Buffer.compare(await press.typeset(partialRecord()), first)).toBe(0);
    expect(Buffer.compare(await recordTypesetting().typeset(partialRecord()), first)).toBe(0);
    expect(Buffer.compare(await press.typeset(partialRecord({ madeOn: '2026-11-24' })), first)).not.toBe(0);
  });
});

describe('what the record of learning says', () => {
  it('tells of each module its sections, days, best score, attempts, material and completion', async () => {
    const [page = ''] = await textsOf(partialRecord());
    const lines = page.split('\n');
    for (const expected of [
      '6 of 6',
      '8 Sep 2026',
      '13 Sep 2026',
      '85%',
      '12 Sep 2026',
      '1 h',
      '2 min',
      '4 of 6',
      '65%',
      'In progress',
      'Not begun',
      '0 of 6',
    ])
      expect(lines).toContain(expected);
    expect(page.replaceAll('\n', ' ')).toContain('Social norms, root causes of');
  });

  it('sums up, and names sequences and certificates', async () => {
    const [first = '', second = ''] = await textsOf(fullRecord());
    for (const expected of [
      'Modules completed',
      '10 of 10',
      '90%',
      '10 h',
      '22 min',
      '60 of 60',
      'Human rights treaties, mechanisms, and engagement',
      '8–10',
      '3 of 3',
      '14 Nov 2026',
    ])
      expect(first).toContain(expected);
    for (const expected of [
      'Certificates issued',
      '018f3c1e-7b2a-7c3d-8e4f-000000000021',
      '1, replaced',
      'Sequence',
      '14 Nov 2026',
    ])
      expect(second).toContain(expected);
  });

  it('says what it is and is not, and on which day it was made', async () => {
    const text = (await textsOf(partialRecord())).join('\n').replaceAll('\n', ' ');
    for (const expected of [
      'Made on 25 November 2026',
      'This paper is not signed',
      'not time that was measured',
      'Nothing here is issued or endorsed by the presenters’ organisations.',
    ])
      expect(text.replace(/\s+/gu, ' ')).toContain(expected);
  });

  it('claims nothing for a learner who has done nothing', async () => {
    const text = (await textsOf(emptyRecord())).join('\n');
    expect(text).toContain('0 of 10');
    expect(text).toContain('No certificate has been issued on this record yet.');
    expect(text.split('\n').filter((line) => line === 'Not begun')).toHaveLength(10);
    expect(text).not.toMatch(/\d%/u);
  });

  it('repeats the heads of a table, the learner’s name and the number of the page on every page', async () => {
    const pages = await textsOf(endless);
    expect(pages.length).toBeGreaterThan(20);
    pages.forEach((page, index) => {
      const lines = page.split('\n');
      expect(lines).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(lines).toContain('Sok Dara');
      expect(lines.some((line) => line === 'Module' || line === 'Kind' || line === 'About this record')).toBe(true);
    });
  });

  it('takes as many certificates as the contract lets through, and says how many have no line', async () => {
    const certificates = Array.from({ length: 1_000 }, (_, index) =>
      issued(index, 'module', moduleTitles[index % 10] ?? '', '2026-11-20'),
    );
    const bytes = await press.typeset(fullRecord({ certificates, unlistedCertificates: 1_000 }));
    const pages = (await readPdf(bytes)).numPages;
    expect(pages).toBeGreaterThan(20);
    const last = [await pageText(bytes, pages - 1), await pageText(bytes, pages)].join(' ');
    expect(last.replace(/\s+/gu, ' ')).toContain('1000 older certificates have no line here.');
  });

  it('is printed in Khmer with Khmer digits, and says so in its metadata', async () => {
    const bytes = await press.typeset(
      partialRecord({ language: 'km', learner: { latinName: '', khmerName: names.shortKhmer } }),
    );
    // Khmer words read out of a page come out reordered, whatever made it; digits do not.
    const text = await pageText(bytes);
    expect(text).toMatch(/[០-៩]/u);
    expect(text.replace(/Part \d|No. 24/gu, '')).not.toMatch(/\d/u);
    expect((await (await readPdf(bytes)).getMetadata()).info).toMatchObject({
      Language: 'km',
      Title: `ប្រវត្តិសិក្សា – ${names.shortKhmer} – CJN Child Justice Series`,
    });
  });

  it('says everything in both languages, each line with the digits of its own, and once what is the same in both', async () => {
    const document = inBoth(fullRecord());
    const bytes = await printedOnce(document);
    const text = bare((await textsOf(document)).join(''));
    const { beside, modules, sequences } = document;
    for (const words of [
      ...[
        'Made on 25 November 2026',
        'ធ្វើនៅថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦',
        '10 of 10',
        '១០ / ១០',
        '10 h 22 min',
        '១០ ម៉ោង ២២ នាទី',
      ],
      ...['Page 1 of 3', '១ / ៣', 'Certificates issued', 'វិញ្ញាបនបត្រដែលបានចេញ', '14 Nov 2026', '១៤/១១/២០២៦'],
      ...[...modules, ...sequences].map(({ title }) => title),
      ...(beside ? [beside.seriesTitle, ...beside.moduleTitles, ...beside.sequenceTitles] : []),
    ])
      expect(text).toContain(bare(words));
    expect(text).toContain(bare('ពាក្យខ្មែរលើទំព័រនេះមិនទាន់ត្រូវបានពិនិត្យទេ'));
    expect(text.split('018f3c1e-7b2a-7c3d-8e4f-000000000020')).toHaveLength(2);
    for (const number of [1, 2, 3]) {
      const lines = new Map<string, string>();
      for (const { baseline, left, text: piece } of await textBoxes(bytes, number)) {
        // Two languages stand side by side in different columns of a row alone.
        const at = `${Math.round(baseline)} ${Math.round(left / 40)}`;
        lines.set(at, (lines.get(at) ?? '') + piece);
      }
      expect([...lines.values()].filter((line) => /\d/u.test(line) && /[០-៩]/u.test(line))).toEqual([]);
    }
  });

  it.each([
    '#read("/etc/passwd")',
    '#panic("x")',
    '$x$ = y',
    '= Heading',
    '"}, "language": "km"',
    '</script>',
    '*_#$\\[]<>@',
  ])('takes %s for a name and nothing else', async (latinName) => {
    const [page = ''] = await textsOf(partialRecord({ learner: { latinName, khmerName: '' } }));
    expect(page).toContain(latinName);
  });

  it('prints a square for what no face has, and the true name in its metadata', async () => {
    const bytes = await press.typeset(partialRecord({ learner: { latinName: 'Li 漢字', khmerName: '' } }));
    expect(await pageText(bytes)).toContain('□□');
    expect((await (await readPdf(bytes)).getMetadata()).info).toHaveProperty(
      'Title',
      expect.stringContaining('Li 漢字'),
    );
  });

  it.each([
    ['there is no name', { learner: { latinName: ' ', khmerName: '' } }],
    ['a day is none of the calendar', { madeOn: '2026-02-30' }],
  ])('says with a code that it cannot be typeset when %s', async (_, change) => {
    await expect(press.typeset(partialRecord(change))).rejects.toMatchObject({
      name: 'OperationFailure',
      code: 'typesetting-failed',
    });
  });
});

describe('the pages', () => {
  it.each([
    ['the longest names and titles', longestTitles],
    ['the longest names and titles in both languages', inBoth(longestTitles)],
    ['the longest numbers', endless],
    ['the longest numbers in both languages', inBoth(endless)],
    [
      'one module of the longest title',
      emptyRecord({
        modules: [newModule(1, { title: 'W'.repeat(400) })],
        sequences: [{ title: longTitle, modules: [1], completeModules: 0, completedOn: null }],
      }),
    ],
    [
      'marks stacked on a name',
      partialRecord({ learner: { latinName: `Ann${'\u0301\u0316'.repeat(58)}`, khmerName: 'ឃ្ញើ'.repeat(24) } }),
    ],
    ['a name of 120 emoji', partialRecord({ learner: { latinName: '🙂'.repeat(60), khmerName: '' } })],
  ])('hold %s within the margins', async (_, document) => {
    const bytes = await printedOnce(document);
    const { numPages } = await readPdf(bytes);
    for (const number of [1, 2, numPages]) {
      const boxes = await textBoxes(bytes, number);
      expect(boxes.filter(({ left, right }) => left < 18 * millimetre - 1 || right > 192 * millimetre + 1)).toEqual([]);
      expect(boxes.filter(({ baseline }) => baseline < 9 * millimetre || baseline > 290 * millimetre)).toEqual([]);
      const picture = await drawPdf(bytes, 1_190, number);
      expect(isBlank(picture, { left: 0, right: 17 * millimetre, top: 297 * millimetre, bottom: 0 })).toBe(true);
      expect(
        isBlank(picture, { left: 193 * millimetre, right: 210 * millimetre, top: 297 * millimetre, bottom: 0 }),
      ).toBe(true);
      expect(
        isBlank(picture, { left: 0, right: 210 * millimetre, top: 297 * millimetre, bottom: 290 * millimetre }),
      ).toBe(true);
    }
  });
});
