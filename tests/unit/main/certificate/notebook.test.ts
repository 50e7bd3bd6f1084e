import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { NotebookDocument } from '../../../../src/contract/notebook-document';
import { exportNotebook } from '../../../../src/main/services/certificate/document-export';
import { typesetNotebook } from '../../../../src/main/services/certificate/notebook-typesetting';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';
import { bare, pageTexts } from './certificate-reading';
import { typesettingPress } from './certificate-samples';

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

describe('the notebook on paper', () => {
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
    await exportNotebook(notebookDocument, {
      press,
      host: {
        deliverFile: async ({ suggestedName }) => {
          offered.push(suggestedName);
          return { outcome: 'cancelled' };
        },
      },
    });
    expect(offered).toEqual(['Notebook - Sok Dara.pdf']);
  });
});
