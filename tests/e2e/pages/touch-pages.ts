import { expect, type Locator, type Page } from '@playwright/test';

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface WordsBox extends Spot {
  readonly bottom: number;
}

/**
 * A finger on the page: real touch input, which the browser turns into pointer, touch and mouse events and into
 * scrolling.
 */
export interface Finger {
  readonly down: (spot: Spot) => Promise<void>;
  /** The browser takes the touch over, as it does for a selection: the page gets `pointercancel`. */
  readonly takenOver: () => Promise<void>;
  readonly tap: (target: Locator) => Promise<void>;
  readonly tapWords: (words: string, within?: string) => Promise<void>;
  /** Moves the end of the selection behind a word, as its handle does: no pointer is told of it. */
  readonly drawSelectionTo: (words: string) => Promise<void>;
  /** Draws the page by so many px; negative scrolls down. */
  readonly scroll: (by: number) => Promise<void>;
}

/** Puts a finger on the page. */
export async function finger(page: Page): Promise<Finger> {
  const devTools = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...touchPoints: Spot[]) =>
    devTools.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map(({ x, y }) => ({ x, y })) });

  async function tapAt(spot: Spot): Promise<void> {
    await send('touchStart', spot);
    await send('touchEnd');
  }

  return {
    down: (spot) => send('touchStart', spot).then(() => undefined),
    takenOver: () => send('touchCancel').then(() => undefined),
    async tap(target) {
      await target.scrollIntoViewIfNeeded();
      const box = await target.boundingBox();
      if (!box) throw new Error('There is nothing to tap.');
      await tapAt({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    },
    async tapWords(words, within) {
      await tapAt(await boxOf(page, words, within));
    },
    async drawSelectionTo(words) {
      await page.evaluate((text) => {
        const selection = document.getSelection();
        const walker = document.createTreeWalker(
          document.querySelector('[data-text]') ?? document.body,
          NodeFilter.SHOW_TEXT,
        );
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node as Text).data.indexOf(text);
          if (at < 0) continue;
          selection?.extend(node, at + text.length);
          return;
        }
        throw new Error(`"${text}" isn't in the text.`);
      }, words);
    },
    async scroll(by) {
      // The page goes on for a moment after the finger has left it: what is measured before it rests is somewhere else
      // when it is tapped.
      const scrolling = await page.evaluateHandle(() => {
        const seen = { rests: false };
        document.addEventListener(
          'scrollend',
          () => {
            seen.rests = true;
          },
          { once: true },
        );
        return seen;
      });
      await send('touchStart', { x: 300, y: 400 });
      for (let step = 1; step <= 6; step += 1) await send('touchMove', { x: 300, y: 400 + (by * step) / 6 });
      await send('touchEnd');
      await expect.poll(() => scrolling.evaluate(({ rests }) => rests), 'the page was drawn and rests').toBe(true);
    },
  };
}

/**
 * Holds a finger on a word until it is selected. Headless Chromium tells the page of the finger, but has no long press:
 * its selection is made here, while the finger is down, and the touch taken over, as Chromium does it.
 */
export async function longPress(page: Page, touch: Finger, word: string): Promise<WordsBox> {
  const box = await boxOf(page, word);
  await touch.down(box);
  await page.evaluate(({ x, y }) => {
    const caret = document.caretPositionFromPoint(x, y);
    const selection = document.getSelection();
    if (!caret || !selection) throw new Error('There is no text at this place.');
    selection.collapse(caret.offsetNode, caret.offset);
    selection.modify('move', 'backward', 'word');
    selection.modify('extend', 'forward', 'word');
    // Chromium for Windows takes the space behind the word with it.
    const text = String(selection);
    for (let extra = text.length - text.trimEnd().length; extra > 0; extra -= 1)
      selection.modify('extend', 'backward', 'character');
  }, box);
  await touch.takenOver();
  return box;
}

/** Every one of these is as large as a finger: 44 CSS px in both directions. */
export async function expectLargeEnough(targets: Locator): Promise<void> {
  await expect(targets.first()).toBeVisible();
  const sizes = await targets.evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return { name: element.textContent?.trim(), width: Math.round(width), height: Math.round(height) };
      }),
  );
  expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
}

/** The middle of some words, after the page was scrolled there if they were out of sight. */
async function boxOf(page: Page, words: string, within = '[data-text]'): Promise<WordsBox> {
  await expect(page.locator(within).first()).toBeVisible();
  return page.evaluate(
    async ([text, selector]) => {
      // The text moves once more when its fonts are there.
      await document.fonts.ready;
      for (const root of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node as Text).data.indexOf(text);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + text.length);
          const before = range.getBoundingClientRect();
          if (before.top < 120 || before.bottom > window.innerHeight - 120)
            window.scrollBy({ top: before.top - 200, behavior: 'instant' });
          // The words of the first line: between two lines there is nothing to touch.
          const { left, top, width, height, bottom } = range.getClientRects()[0] ?? range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2, bottom };
        }
      }
      throw new Error(`"${text}" isn't in the text.`);
    },
    [words, within] as const,
  );
}
