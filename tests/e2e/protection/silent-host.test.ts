import type { Page } from '@playwright/test';
import { readJournals } from '../../faults/support/journal-lines';
import { placeRecord } from '../../support/hosts/placed-record';
import { expect, test } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate, openFirstSection } from '../pages/app-pages';
import { expectLocked, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';
const record = { ...withNotes(CANARY), pin: PIN };

test.use({ record });

/** What the browser says of a host that is gone. */
const GONE = ['Failed to load resource', 'Failed to fetch'];

/** Opens the record, with everything loaded that a lock needs, and from there on a clock that the test moves. */
async function openWithClock(page: Page): Promise<void> {
  await expectLocked(page);
  await page.clock.install();
  const lock = page.waitForResponse(/assets\/RecordLock-[\w-]+\.js/u);
  await unlock(page, PIN);
  await lock;
  await navigate(page, 'Notes');
  await expect(page.getByText(CANARY)).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** Lets the window's clock run ahead until something is to be seen; a moment for each look, as nothing else moves. */
async function inTime(
  page: Page,
  step: string,
  look: (moment: { readonly timeout: number }) => Promise<void>,
): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(step);
    await look({ timeout: 100 });
  }).toPass({ intervals: [0] });
}

test('a protected record locks, by key and by itself, after the host has ended, and opens with its PIN', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push(...GONE);
  await openWithClock(page);
  await host.stop('SIGKILL');

  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  await expect(page.getByText(CANARY)).toHaveCount(0);

  await unlock(page, PIN);
  await expect(page.getByText(CANARY)).toBeVisible();
  await page.clock.fastForward('15:30');
  await expectLocked(page);
  await expect(page.getByText(CANARY)).toHaveCount(0);
});

test('while the host hangs words are saved as they are typed, "Saved" isn’t said, and the record locks and opens', async ({
  startHost,
  openBrowser,
}) => {
  const host = await startHost();
  await placeRecord(host, record);
  const page = await openBrowser({ host });
  await openWithClock(page);
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.waitForLoadState('networkidle');
  host.freeze();

  const field = page.getByLabel('Text of the note');
  const editor = page.locator('.editor').getByRole('status').last();
  const header = page.getByRole('banner').getByRole('status');
  await field.pressSequentially('Words of the first pause');
  await expect(editor).toHaveText('Saved');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(header).toHaveText('Saving');
  await inTime(page, '00:05', (moment) => expect(header).toHaveText('Saved here, not yet in the journal', moment));
  await expect(page.getByText('stopped in the background').first()).toBeVisible();

  const note = page.locator('.note').filter({ hasText: 'Words of the first pause' });
  await note.getByRole('button', { name: 'Edit' }).click();
  await field.press('End');
  await field.pressSequentially(' and words typed after it');
  await expect(editor).toHaveText('Saved');
  await field.pressSequentially(', the last one');
  await page.keyboard.press('Control+Shift+L');
  await inTime(page, '00:01', (moment) => expect(page.getByLabel('PIN', { exact: true })).toBeVisible(moment));
  await expectLocked(page);
  await unlock(page, PIN);
  const words = page.getByText('Words of the first pause and words typed after it, the last one');
  await inTime(page, '00:03', (moment) => expect(words).toBeVisible(moment));

  host.resume();
  await page.locator('.note').filter({ has: words }).getByRole('button', { name: 'Delete' }).click();
  await inTime(page, '00:05', (moment) => expect(header).toHaveClass(/\bsaved\b/u, moment));
  const notes = readJournals(host).filter(({ change }) => change.kind === 'note');
  expect(notes.length).toBeGreaterThanOrEqual(4);
});
