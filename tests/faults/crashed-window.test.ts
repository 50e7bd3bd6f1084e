import { expect, test, type Page } from '@playwright/test';
import { crowding } from '../support/crowding';
import { begin, openFirstSection } from './support/app-in-page';
import { between, chanceFor } from './support/sample';
import { setUpPlace } from './support/study-place';

// F21: the window's process crashes while somebody types without a pause. What was typed up to a second before stands
// in the note.
const CRASHES = 10;
/** Milliseconds of typing that may be lost, on a machine that does nothing else. */
const OLDEST = 1_000;
const SENTENCE = 'The court must consider diversion before a trial begins, and say in writing why it does not. ';

test(`F21: over ${CRASHES} crashes of the window while a note is typed no more than the last second is lost`, async () => {
  test.setTimeout(60_000 + CRASHES * 30_000);
  const chance = chanceFor('F21');
  const place = await setUpPlace('leveldb');
  try {
    const { page: first, context } = await place.openBrowser();
    await begin(first, place.host.url);
    let page = first;
    for (let crash = 0; crash < CRASHES; crash += 1) {
      await openFirstSection(page, place.host.url, 'social-norms');
      const buttons = page.getByRole('button', { name: 'Add a note' });
      await expect(buttons.first()).toBeVisible();
      // A section has fewer blocks than the whole count has crashes: later notes stand beside earlier ones.
      await buttons.nth(crash % (await buttons.count())).click();
      await expect(page.getByLabel('Text of the note')).toBeFocused();
      const oldest = OLDEST * crowding();
      const typed = await typeUntil(page, `Note ${crash}. `, between(chance, 2_000, 4_000), oldest);
      const session = await context.newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      const at = Date.now();
      void session.send('Page.crash').catch(() => undefined);
      await crashed;
      const before = typed
        .filter(({ time }) => time <= at - oldest)
        .map(({ key }) => key)
        .join('');

      const next = await context.newPage();
      await page.close();
      page = next;
      await openFirstSection(page, place.host.url, 'social-norms');
      const note = page.locator('article.note').filter({ hasText: `Note ${crash}.` });
      await expect(note).toBeVisible();
      expect(before.length).toBeGreaterThan(10);
      await expect(note.locator('.text')).toContainText(before.trimEnd());
    }
  } finally {
    await place.remove();
  }
});

/** So many keys must be older than what may be lost, at any speed. */
const KEYS = 25;

interface TypedKey {
  readonly key: string;
  /** When the window had it. */
  readonly time: number;
}

/** Types without a pause, for a time and until enough keys are older than `oldest`, both in milliseconds. */
async function typeUntil(
  page: Page,
  beginning: string,
  milliseconds: number,
  oldest: number,
): Promise<readonly TypedKey[]> {
  const typed: TypedKey[] = [];
  const end = Date.now() + milliseconds;
  const isEnough = (): boolean => (typed[KEYS - 1]?.time ?? Infinity) <= Date.now() - oldest;
  for (let index = 0; Date.now() < end || !isEnough(); index += 1) {
    const text = index < beginning.length ? beginning : SENTENCE;
    const key = text[(index < beginning.length ? index : index - beginning.length) % text.length] ?? ' ';
    await page.keyboard.type(key);
    typed.push({ key, time: Date.now() });
    await new Promise((passed) => setTimeout(passed, 40));
  }
  return typed;
}
