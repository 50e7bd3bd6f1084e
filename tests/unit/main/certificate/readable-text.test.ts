import { PDFiumLibrary } from '@hyzyla/pdfium';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesetJobAid, typesetNotebook } from '../../../../src/main/services/certificate/document-typesetting';
import { jobAidDocument } from '../../../support/inputs/job-aid-inputs';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';
import { makeFolderSync, removeFolderSync } from '../../../support/remove-folder';
import { bare, readPdf } from './certificate-reading';
import { moduleCertificate, named, names, typesetting, typesettingPress } from './certificate-samples';
import { khmerWords } from './job-aid-samples';
import { partialRecord, recordTypesetting } from './record-samples';

/**
 * Names whose letters stack, join or are written before the letter that they follow, as members have them. Those from
 * the mark on were first read after the text layer was written; Hebrew apart, nothing was changed for them.
 */
const people = [
  'ខ្ញុំបាទ',
  'សុខ ដារ៉ា',
  'ធឿន សុភ័ក្ត្រ',
  'កក បប ស្រីពេជ្រចន្ទ',
  'ស៊ុន ម៉ៅ',
  'ឈឿន ស្រីអូន',
  'محمد عبد الله بن سعيد',
  'علاء الدين',
  'بب تت ببب',
  'สมชาย น้ำใจ',
  'ບຸນມີ',
  'Nguyễn Thị Hồng',
  // Not looked at before.
  'ជា ច័ន្ទមុនី',
  'ឃឹម ស្រ៊ាង',
  'ព្រំ សោភ័ណ',
  'នួន ញ៉ែម',
  'ហេង សម្រិន ឬទ្ធី',
  'លី ស្រ៊ុនហៃ',
  'ទេព វណ្ណៈ',
  'សៅ កញ្ញារតនៈ',
  'خديجة الشيخ',
  'فاطمة الزهراء بنت علي',
  'שרה בת אברהם',
  'יצחק',
];

let folder = '';
let pdfium: PDFiumLibrary;
beforeAll(async () => {
  folder = makeFolderSync('readable-text');
  pdfium = await PDFiumLibrary.init();
});
afterAll(() => {
  pdfium.destroy();
  removeFolderSync(folder);
});

/** Page 1 as Firefox reads it: pdf.js, which doesn't know `ActualText`. */
async function asFirefoxReads(pdf: Uint8Array): Promise<string> {
  const { items } = await (await (await readPdf(pdf)).getPage(1)).getTextContent();
  return plain(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
}

/** Page 1 as Chrome and Edge read it. */
async function asChromeReads(pdf: Uint8Array): Promise<string> {
  const document = await pdfium.loadDocument(pdf);
  try {
    return plain(document.getPage(0).getText());
  } finally {
    document.destroy();
  }
}

/** As the readers of Linux desktops read it; undefined where Poppler isn't installed. */
function asPopplerReads(pdf: Uint8Array): string | undefined {
  const file = join(folder, 'page.pdf');
  writeFileSync(file, pdf);
  try {
    return plain(execFileSync('pdftotext', ['-enc', 'UTF-8', '-l', '1', file, '-'], { encoding: 'utf8' }));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** One kind of line end, and no signs of direction, which Poppler adds. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u202A-\u202E]/gu, '')
    .normalize('NFC');
}

describe('a name in a printed page', () => {
  const press = typesetting();

  it.each(people)('is read as it was typed, by three readers: %s', async (name) => {
    const pdf = await press.typeset(moduleCertificate(named(name)));
    const reads = [await asFirefoxReads(pdf), await asChromeReads(pdf), asPopplerReads(pdf)];
    for (const text of reads)
      if (text !== undefined) expect(text.split('\n').map((line) => line.trim())).toContain(name);
  });

  it('is read on both of its lines where it is long', async () => {
    const pdf = await press.typeset(moduleCertificate(named(names.khmer120)));
    for (const text of [await asFirefoxReads(pdf), await asChromeReads(pdf), asPopplerReads(pdf)])
      if (text !== undefined) expect(text.replaceAll('\n', '')).toContain(names.khmer120);
  });

  it('is read in the record of learning and in a job aid too', async () => {
    const name = 'ធឿន សុភ័ក្ត្រ';
    const recordPdf = await recordTypesetting().typeset(partialRecord({ learner: { latinName: '', khmerName: name } }));
    const aidPdf = await typesetJobAid(typesettingPress(), {
      language: 'en',
      madeAt: '2026-11-25T08:00:00.000Z',
      origin: 'Module 5',
      kind: 'Checklist',
      title: 'A concern',
      purpose: name,
      parts: [{ heading: 'At once', style: 'checks', items: ['Make safe.'], source: 'From the section' }],
      provenance: 'Made by this project.',
      pageNumber: '{page} / {pages}',
    });
    for (const pdf of [recordPdf, aidPdf])
      for (const text of [await asFirefoxReads(pdf), await asChromeReads(pdf), asPopplerReads(pdf)])
        if (text !== undefined) expect(text).toContain(name);
  });

  it('is read at the foot of a page, which is no part of its structure, like all that stands there', async () => {
    const name = 'ធឿន សុភ័ក្ត្រ';
    const provenance = khmerWords('jobAid.provenance', { number: '២' });
    const foot = khmerWords('notes.paper.foot', { name });
    const draft = 'ពាក្យខ្មែរលើទំព័រនេះមិនទាន់ត្រូវបានពិនិត្យទេ';
    const made = 'ធ្វើនៅថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦';
    const papers: readonly (readonly [Uint8Array, readonly string[]])[] = [
      [await typesetJobAid(typesettingPress(), { ...jobAidDocument, provenance, draft }), [provenance, draft]],
      [await typesetNotebook(typesettingPress(), { ...notebookDocument, foot, draft }), [foot, draft]],
      [await recordTypesetting().typeset(partialRecord({ language: 'km' })), [made, draft]],
      [await press.typeset(moduleCertificate({ ...named(name), language: 'km' })), [draft]],
    ];
    for (const [pdf, texts] of papers)
      for (const read of [await asFirefoxReads(pdf), await asChromeReads(pdf), asPopplerReads(pdf)])
        for (const text of texts) if (read !== undefined) expect(bare(read)).toContain(bare(text));
  });

  it('leaves a page without such letters as the compiler wrote it, so that a page printed before is still the same', async () => {
    const pdf = Buffer.from(await press.typeset(moduleCertificate())).toString('latin1');
    expect(pdf).toContain('/CIDSet');
    expect(pdf).not.toMatch(/\/CIDToGIDMap \d/u);
  });
});
