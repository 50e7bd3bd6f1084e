import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { textsInHeap } from '../../support/traces/heap-texts';
import { auditWindow, leaks } from '../../support/traces/leak-audit';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { navigate, writeNote } from '../pages/app-pages';
import { addLearner } from '../pages/learner-pages';
import { expectLocked, setPin, unlock } from '../pages/protection-pages';

const PIN = 'heapcanary of seven herons';
const NOTE = 'Heapcanary of the mango tree';
const WORDS = [PIN, NOTE];

/** Words that the memory of the window still holds; garbage is collected at leisure. */
async function expectForgotten(page: Page, words = WORDS): Promise<void> {
  await expect.poll(() => textsInHeap(page, words), { timeout: 30_000 }).toEqual([]);
}

inBothLanguages(() => {
  test.use({ record: { learner: SOKHA } });

  test('a locked window holds neither the PIN nor a note in its memory, its stores or its storage, each time that it is locked, nor does one whose learner left', async ({
    app: page,
    texts,
  }) => {
    await writeNote(page, NOTE, texts);
    await setPin(page, PIN, texts);
    await navigate(page, 'Notes', texts);
    await expect(page.getByText(NOTE)).toBeVisible();
    expect(await textsInHeap(page, [NOTE])).toEqual([NOTE]);

    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    await expectForgotten(page);
    expect(leaks(await auditWindow(page), WORDS)).toEqual([]);

    await unlock(page, PIN, texts);
    await expect(page.getByText(NOTE)).toBeVisible();
    await page.getByLabel(texts.t('notes.search')).fill('mango');
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    await expectForgotten(page);

    // Nor what the PIN opened, while the next learner is at work.
    await unlock(page, PIN, texts);
    await expect(page.getByText(NOTE)).toBeVisible();
    await addLearner(page, { latin: 'Chan Bopha' }, texts);
    await expectForgotten(page);
  });
});

test.describe(() => {
  test.use({ record: { ...withNotes(NOTE), pin: PIN } });

  test('nor does one whose record another window takes, nor one of a learner who was removed', async ({
    app: page,
    context,
    host,
  }) => {
    await unlock(page, PIN);
    await navigate(page, 'Notes');
    await expect(page.getByText(NOTE)).toBeVisible();
    const other = await context.newPage();
    await other.goto(host.url);
    await other.getByRole('button', { name: 'Use it here' }).click();
    await unlock(other, PIN);
    await navigate(other, 'Notes');
    await expect(other.getByText(NOTE)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'This record is open in another window' })).toBeFocused();
    await expectForgotten(page);

    await other.goto(`${host.url}#/settings/remove-learner`);
    await other.getByLabel('Type the name').fill('Sokha Chan');
    await other.getByRole('button', { name: 'Remove for good' }).click();
    await expect(other.getByRole('heading', { name: 'Your name' })).toBeVisible();
    await expect(other.getByText('The record was removed')).toBeVisible();
    await expectForgotten(other);
    expect(readdirSync(join(host.dataFolder, 'journals'))).toEqual([]);

    // The window that had it doesn't bring them back.
    await page.getByRole('button', { name: 'Use it here' }).click();
    await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
    expect(readdirSync(join(host.dataFolder, 'journals'))).toEqual([]);
  });
});
