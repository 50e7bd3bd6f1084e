import type { Page } from '@playwright/test';
import { expect, test } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate, writeNote } from '../pages/app-pages';
import { expectLocked, goOnWithoutSealed, removePin, setPin, unlock } from '../pages/protection-pages';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';
const LATE = 'Late words in the second browser';

async function expectNotes(page: Page, ...texts: readonly string[]): Promise<void> {
  await navigate(page, 'Notes');
  for (const text of texts) await expect(page.getByText(text, { exact: true })).toBeVisible();
}

test.describe('with a PIN', () => {
  test.use({ record: { ...withNotes(CANARY), pin: PIN } });

  test('a browser that is open while another one removes the PIN seals nothing again, and both show every note without a PIN', async ({
    host,
    openBrowser,
  }) => {
    const [first, second] = [await openBrowser(), await openBrowser()];
    for (const page of [first, second]) {
      await expectLocked(page);
      await unlock(page, PIN);
      await expectNotes(page, CANARY);
    }
    await removePin(first, PIN);
    await expect(first.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
    await writeNote(second, LATE);
    await expect(second.getByText('The PIN was removed')).toBeVisible();
    await expect.poll(async () => (await storedRows(second)).includes('"sealed"')).toBe(false);
    await expect.poll(() => filesWith(host.dataFolder, LATE)).not.toEqual([]);
    expect(filesWith(host.dataFolder, 'sealed')).toEqual([]);
    for (const page of [second, first]) {
      await page.reload();
      await expectNotes(page, CANARY, LATE);
    }
    expect(filesWith(host.dataFolder, 'sealed')).toEqual([]);
  });
});

test.describe('without a PIN', () => {
  test.use({ record: withNotes(CANARY) });

  test('a browser that had the notes before another one set the PIN shows none of them to whoever goes on without it', async ({
    host,
    openBrowser,
  }) => {
    const edge = await openBrowser();
    await expectNotes(edge, CANARY);
    await edge.goto('about:blank');

    const chrome = await openBrowser();
    await expectNotes(chrome, CANARY);
    await setPin(chrome, PIN);
    expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

    await edge.goto(host.url);
    await expectLocked(edge);
    await goOnWithoutSealed(edge);
    await navigate(edge, 'Notes');
    await expect(edge.getByText(/^No notes yet/u).or(edge.getByText(CANARY))).toBeVisible();
    await expect(edge.getByText(CANARY)).toHaveCount(0);
    expect(await storedRows(edge)).not.toContain(CANARY);
  });
});
