import type { Page } from '@playwright/test';
import { readJournals } from '../../faults/support/journal-lines';
import { placeRecord } from '../../support/hosts/placed-record';
import { expect, inBothLanguages, test } from '../app-test';
import { withNotes } from '../begun-test';
import { beginNote, navigate } from '../pages/app-pages';
import { ENGLISH, type PageTexts } from '../pages/page-texts';
import { expectLocked, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';
const record = { ...withNotes(CANARY), pin: PIN };

test.use({ record });

/** What the browser says of a host that is gone. */
const GONE = ['Failed to load resource', 'Failed to fetch'];

/** Opens the record, with everything loaded that a lock needs, and from there on a clock that the test moves. */
async function openWithClock(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  await expectLocked(page, texts);
  await page.clock.install();
  const lock = page.waitForResponse(/assets\/RecordLock-[\w-]+\.js/u);
  await unlock(page, PIN, texts);
  await lock;
  await navigate(page, 'Notes', texts);
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

inBothLanguages(() => {
  test('while the host hangs words are saved as they are typed, "Saved" isn’t said, and the record locks and opens', async ({
    startHost,
    openBrowser,
    texts,
  }) => {
    const { t, language } = texts;
    const host = await startHost();
    await placeRecord(host, { ...record, learner: { ...record.learner, language } });
    const page = await openBrowser({ host });
    await openWithClock(page, texts);
    const field = await beginNote(page, texts);
    await page.waitForLoadState('networkidle');
    host.freeze();

    const editor = page.locator('.editor').getByRole('status').last();
    const header = page.getByRole('banner').getByRole('status');
    await field.pressSequentially('Words of the first pause');
    await expect(editor).toHaveText(t('notes.state.saved'));
    await page.getByRole('button', { name: t('notes.done') }).click();
    await expect(header).toHaveText(t('saveState.saving'));
    await inTime(page, '00:05', (moment) => expect(header).toHaveText(t('saveState.local'), moment));
    await expect(page.getByText(t('notices.journalBehind.silent.text')).first()).toBeVisible();

    const note = page.locator('.note').filter({ hasText: 'Words of the first pause' });
    await note.getByRole('button', { name: t('notes.edit') }).click();
    await field.press('End');
    await field.pressSequentially(' and words typed after it');
    await expect(editor).toHaveText(t('notes.state.saved'));
    await field.pressSequentially(', the last one');
    await page.keyboard.press('Control+Shift+L');
    const pin = page.getByLabel(t('lock.pin'), { exact: true });
    await inTime(page, '00:01', (moment) => expect(pin).toBeVisible(moment));
    await expectLocked(page, texts);
    await unlock(page, PIN, texts);
    const words = page.getByText('Words of the first pause and words typed after it, the last one');
    await inTime(page, '00:03', (moment) => expect(words).toBeVisible(moment));

    host.resume();
    await page
      .locator('.note')
      .filter({ has: words })
      .getByRole('button', { name: t('notes.remove') })
      .click();
    await inTime(page, '00:05', (moment) => expect(header).toHaveClass(/\bsaved\b/u, moment));
    const notes = readJournals(host).filter(({ change }) => change.kind === 'note');
    expect(notes.length).toBeGreaterThanOrEqual(4);
  });
});
