import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { NotebookDocument } from '../../../../src/contract/notebook-document';
import { createDocumentExports } from '../../../../src/main/services/certificate/document-export';
import { typesetNotebook } from '../../../../src/main/services/certificate/document-typesetting';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';
import { bare, drawPdf, pageTexts, type Picture } from './certificate-reading';
import { typesettingPress } from './certificate-samples';
import { differentPixels } from './stored-pictures';

const press = typesettingPress();

async function pagesOf(document: NotebookDocument): Promise<readonly string[]> {
  return (await pageTexts(await typesetNotebook(press, document))).map(bare);
}

/** A process of its own takes two to six seconds of an idle core. */
const CHILD_MILLISECONDS = 120_000;

/** The memory of a process after each of some notebooks of short lines, in megabytes (`notebook-memory-child.ts`). */
function memoryAfter(line: string, count: number, share: number): readonly number[] {
  const child = resolve(import.meta.dirname, 'notebook-memory-child.ts');
  const written = execFileSync(process.execPath, ['--import', 'tsx', child, line, String(count), String(share)], {
    cwd: resolve(import.meta.dirname, '../../../..'),
    encoding: 'utf8',
  });
  return v.parse(v.array(v.number()), JSON.parse(written));
}

function withText(text: string): NotebookDocument {
  return { ...notebookDocument, sections: [{ title: 'The six points', notes: [{ quote: '', text }] }] };
}

/** The rows of a notebook's picture in which the first line of its only note is. */
async function firstLineOf(text: string): Promise<Picture> {
  const drawn = await drawPdf(await typesetNotebook(press, withText(text)), 1_190, 1, { top: 663, bottom: 640 });
  return { ...drawn, height: drawn.data.length / drawn.width / 4 };
}

describe('the notebook on paper', () => {
  it('has its words and headings in both languages, the notes once, and says at its foot what is a draft', async () => {
    const { madeAt: _madeAt, sections, ...own } = notebookDocument;
    const beside = { ...own, language: 'km', title: 'សៀវភៅកំណត់ត្រា', sections: [{ title: 'មេរៀនទី ២៖ ចំណុច' }] } as const;
    const draft = 'Draft translation';
    const [page = ''] = await pagesOf({
      ...notebookDocument,
      beside: { ...beside, sections: [...beside.sections] },
      draft,
    });
    for (const text of ['Notebook', beside.title, sections[0]?.title ?? '', 'មេរៀនទី ២៖ ចំណុច', draft])
      expect(page).toContain(bare(text));
    expect(page.split(bare('compelling evidence'))).toHaveLength(2);
  });

  it('has each entry under its section, with what it quotes, its lines and its tags, and says whose it is', async () => {
    const [page = '', ...others] = await pagesOf(notebookDocument);
    expect(others).toEqual([]);
    for (const text of [
      'CJN Child Justice Series',
      'Notebook',
      '2 entries of Sok Dara.',
      'Read them first.',
      'Module 2, The six points',
      'compelling evidence',
      'First line',
      'សួស្តី',
      'hearing · សវនាការ',
      'a highlight alone',
      'Notes of Sok Dara, private',
      '1 / 1',
    ])
      expect(page).toContain(bare(text));
  });

  it('takes whatever a note holds as text, and as many pages as it needs', async () => {
    const hostile = '#read("/etc/passwd") *bold* $x$ @ref <label> \u{1F469}\u200D\u{1F4BB} \u202Egnp.exe \uE000 ';
    const pages = await pagesOf(withText(`${hostile}\n`.repeat(400).slice(0, 60_000)));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages[0]).toContain(bare('#read("/etc/passwd") *bold* $x$ @ref <label>'));
  });

  /** A line of the note takes all of the page's width up to a word whose letters have signs above, below and before. */
  const UP_TO_A_BREAK = 'កកកកកកកកុមារមានសិទ្ធិត្រូវបានស្ដាប់ ហើយការឃុំខ្លួនត្រូវប្រើជាមធ្យោបាយចុងក្រោយបំផុត និងក្នុងរយៈពេលខ្លី';
  const AFTER_IT = 'បំផុត។ សួរអំពីការបង្វែរចេញពីប្រព័ន្ធយុត្តិធម៌ និងច្បាប់ស្ដីពីយុត្តិធម៌អនីតិជន។';

  it('has the signs of a Khmer letter on that letter where a line ends after it', async () => {
    const [broken, alone] = await Promise.all([firstLineOf(UP_TO_A_BREAK + AFTER_IT), firstLineOf(UP_TO_A_BREAK)]);
    expect(differentPixels(broken, alone)).toBe(0);
  });

  it('has every Khmer letter for those who search it and copy from it', async () => {
    const text = (UP_TO_A_BREAK + AFTER_IT).repeat(5);
    expect((await pagesOf(withText(text))).join('').replaceAll('\u200B', '')).toContain(bare(text));
  });

  it('is the same bytes for the same document', async () => {
    const [first, second] = [
      await typesetNotebook(press, notebookDocument),
      await typesetNotebook(press, notebookDocument),
    ];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it.each(['', '\u1780'])(
    'of lines of a letter or two, as many as one document may have, takes less than half a gigabyte: %j',
    (line) => {
      expect(Math.max(...memoryAfter(line, 1, 1))).toBeLessThan(500);
    },
    CHILD_MILLISECONDS,
  );

  it(
    'stays in memory no longer than until the next one',
    () => {
      const [first = 0, ...others] = memoryAfter('', 6, 0.3);
      // One of these takes some 90 MB; six of them would stay here.
      expect(Math.max(...others) - first).toBeLessThan(200);
    },
    CHILD_MILLISECONDS,
  );

  it('is saved under its owner’s name', async () => {
    const offered: string[] = [];
    const exports = createDocumentExports({
      typesetting: { typeset: async () => new Uint8Array() },
      press,
      host: {
        deliverFile: async ({ suggestedName }) => {
          offered.push(suggestedName);
          return { outcome: 'cancelled' };
        },
      },
    });
    await exports.notebook(notebookDocument);
    await exports.notebook({ ...notebookDocument, language: 'km' });
    expect(offered).toEqual(['Notebook - Sok Dara.pdf', 'សៀវភៅកំណត់ត្រា - Sok Dara.pdf']);
  });
});
