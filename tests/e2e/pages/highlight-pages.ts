import { expect, type Page } from '@playwright/test';
import type { PageTexts } from './page-texts';

/**
 * Selects words of the open section as a mouse does: pressed before the first, released behind the last. Both must
 * stand in one piece each, and not far apart.
 */
export async function selectWords(page: Page, from: string, to = from): Promise<void> {
  const [start, end] = await edgesOf(page, from, to);
  await page.mouse.move(start.left + 1, start.middle);
  await page.mouse.down();
  await page.mouse.move(end.right, end.middle, { steps: 4 });
  await page.mouse.up();
}

/** The sentences of a block that stand in one piece each: without a term or a citation in them. */
export async function sentencesOf({ course }: PageTexts, blockId: string): Promise<readonly string[]> {
  const [sectionId = ''] = blockId.split('#');
  const [moduleId = ''] = sectionId.split('/');
  const section = (await course()).module(moduleId).sections.find(({ id }) => id === sectionId);
  const html = section?.blocks.find(({ id }) => id === blockId)?.html;
  if (html === undefined) throw new RangeError(`The course has no block "${blockId}".`);
  return html
    .replaceAll(/<span class="citations">.*?<\/span>/gsu, '<citations>')
    .split(/<[^>]+>/u)
    .flatMap((piece) => piece.split(/(?<=[.។])\s+/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /^[\p{Lu}\p{Lo}].+[.។]$/u.test(sentence));
}

/** Clicks into the beginning of these words. */
export async function clickWords(page: Page, words: string): Promise<void> {
  const [start] = await edgesOf(page, words, words);
  await page.mouse.click(start.left + 8, start.middle);
}

interface Line {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

/** The first line of some words and the last line of others, in the window, after the page was scrolled there. */
async function edgesOf(page: Page, from: string, to: string): Promise<readonly [Line, Line]> {
  await expect(page.locator('[data-text]').filter({ hasText: from }).first()).toBeVisible();
  const found = await page.evaluate(
    async (texts) => {
      // The text moves once more when its fonts are there.
      await document.fonts.ready;
      const ranges = texts.map((text) => {
        for (const root of document.querySelectorAll('[data-text]')) {
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = (node as Text).data.indexOf(text);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + text.length);
            return range;
          }
        }
        return null;
      });
      window.scrollBy({ top: (ranges[0]?.getBoundingClientRect().top ?? 0) - 120, behavior: 'instant' });
      return ranges.map((range, index) => {
        const line = [...(range?.getClientRects() ?? [])].at(index === 0 ? 0 : -1);
        return line ? { left: line.left, right: line.right, middle: line.top + line.height / 2 } : null;
      });
    },
    [from, to],
  );
  const [start, end] = found;
  if (!start || !end) throw new Error(`The section doesn't hold "${from}" and "${to}" in one piece each.`);
  return [start, end];
}

/** What is marked in the text, by the name of the mark: the words as they are read, in the order of the text. */
export async function markedWords(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights].map(([name, ranges]) => [
        name,
        [...ranges].map((range) => (range as Range).toString().replace(/\s+/gu, ' ').trim()),
      ]),
    ),
  );
}

/** Waits until exactly this is marked. */
export async function expectMarked(page: Page, expected: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await expect.poll(() => markedWords(page)).toEqual(expected);
}
