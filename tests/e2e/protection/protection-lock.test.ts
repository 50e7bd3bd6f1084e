import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { RECOVERY_CODE } from '../../support/hosts/placed-record';
import { expect, inBothLanguages, test } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate, openFirstSection } from '../pages/app-pages';
import { expectMarked, sentencesOf } from '../pages/highlight-pages';
import { confirmCode, expectLocked, openProtection, removePin, unlock } from '../pages/protection-pages';
import { quizSteps } from '../pages/quiz-pages';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

test.use({ record: { ...withNotes(CANARY), pin: PIN } });

/** What the host's file says of the tries at each key. */
function keysIn(file: string): object {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly keys: object }).keys;
}

async function expectNote(page: Page): Promise<void> {
  await navigate(page, 'Notes');
  await expect(page.getByText(CANARY)).toBeVisible();
}

test('wrong PINs slow down, loading the page again forgets none, and the right one opens', async ({
  app: page,
  host,
}) => {
  await expectLocked(page);
  for (let count = 0; count < 5; count += 1) {
    await unlock(page, `green river 5${count}`);
    await expect(page.getByText('That is not the PIN.')).toBeVisible();
    if (count < 4) await expect(page.getByText(/The next try is taken in/u)).toBeHidden();
  }
  await expect(page.getByText(/The next try is taken in (?:30|2\d) s/u).first()).toBeVisible();
  // Four more, without waiting for each: a quarter of an hour, which the slowest machine doesn't use up. As after a
  // restart of the host, by the computer's clock.
  const folder = join(host.dataFolder, 'unlock-tries');
  const file = join(folder, readdirSync(folder)[0] ?? '');
  const [keyId = ''] = Object.keys(keysIn(file));
  expect(keysIn(file)).toMatchObject({ [keyId]: { failures: 5 } });
  const steady = { run: 'earlier', milliseconds: 0 };
  writeFileSync(file, JSON.stringify({ keys: { [keyId]: { failures: 9, lastAt: Date.now(), steady } } }));
  await page.clock.install();
  await page.reload();
  await expectLocked(page);
  await expect(page.getByText(/The next try is taken in 1[1-5] min \d+ s/u).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unlock' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Unlock' })).toHaveAttribute('aria-disabled', 'true');
  await expectLocked(page);
  writeFileSync(file, JSON.stringify({ keys: { [keyId]: { failures: 9, lastAt: Date.now() - 901_000, steady } } }));
  await page.clock.fastForward('15:01');
  await expect(page.getByText(/The next try is taken in \d+ (?:s|min)/u).locator('visible=true')).toHaveCount(0);
  await unlock(page, PIN);
  await expectNote(page);
  expect(readdirSync(folder)).toEqual([]);
});

test('the recovery code sets a new PIN and a new code, nothing is lost, and the old ones open nothing', async ({
  app: page,
}) => {
  const code = RECOVERY_CODE;
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code.slice(0, -1));
  await page.getByRole('button', { name: 'Set the new PIN' }).click();
  await expect(page.getByText('That is not a whole recovery code')).toBeVisible();
  await page.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByLabel('New PIN', { exact: true }).fill('123456');
  await page.getByLabel('New PIN once more', { exact: true }).fill('123456');
  await page.getByRole('button', { name: 'Set the new PIN' }).click();
  await expect(page.getByText('Characters in a row are easily guessed.')).toBeVisible();
  await page.getByLabel('New PIN', { exact: true }).fill('blue hill 12');
  await page.getByLabel('New PIN once more', { exact: true }).fill('blue hill 12');
  await page.getByRole('button', { name: 'Set the new PIN' }).click();
  const next = await confirmCode(page);
  expect(next).not.toBe(code);
  await expectNote(page);

  await page.reload();
  await expectLocked(page);
  await unlock(page, PIN);
  await expect(page.getByText('That is not the PIN.')).toBeVisible();
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code);
  await page.getByLabel('New PIN', { exact: true }).fill('red field 90');
  await page.getByLabel('New PIN once more', { exact: true }).fill('red field 90');
  await page.getByRole('button', { name: 'Set the new PIN' }).click();
  await expect(page.getByText('That recovery code belongs to another record')).toBeVisible();
  await page.getByRole('button', { name: 'Use the PIN' }).click();
  await unlock(page, 'blue hill 12');
  await expectNote(page);
});

inBothLanguages(() => {
  test(
    'a record locks itself after a quarter of an hour in the midst of a quiz, and stands at the same question with its answers, though the lock could not be loaded at first',
    { tag: '@browser-host' },
    async ({ app: page, host, texts, expectedErrors }) => {
      const { t, like } = texts;
      expectedErrors.push('Failed to fetch dynamically imported module', 'Failed to load resource');
      await expectLocked(page, texts);
      await page.clock.install();
      const lock = /assets\/RecordLock-[\w-]+\.js/u;
      await page.route(lock, (route) => route.abort());
      const loading = page.waitForRequest(lock);
      await unlock(page, PIN, texts);
      await loading;
      const told = page.getByText(t('notices.lockUnavailable.title'));
      await expect(async () => {
        await page.clock.fastForward(1_000);
        await expect(told).toBeVisible({ timeout: 500 });
      }).toPass();
      await page.unroute(lock);
      await expect(async () => {
        await page.clock.fastForward(5_000);
        await expect(told).toBeHidden({ timeout: 500 });
      }).toPass();
      await page.goto(`${host.url}#/modules/diversion/quiz`);
      await page.getByRole('button', { name: t('quiz.beginAttempt') }).click();
      const heading = page.getByRole('heading', { level: 1 });
      // The third question, or the first one after it that takes one option.
      for (let number = 1; number < 3 || (await page.getByRole('main').getByRole('radio').count()) === 0; number += 1) {
        await quizSteps(page, texts)
          .getByRole('button', { name: t('quiz.next') })
          .click();
        await expect(heading).toHaveText(like('quiz.place', { index: number + 1 }));
      }
      const place = (await heading.textContent()) ?? '';
      await page.getByRole('main').getByRole('radio').first().click();
      await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

      await page.clock.fastForward('14:00');
      await expect(heading).toHaveText(place);
      await page.mouse.move(200, 200);
      await page.clock.fastForward('14:00');
      await expect(heading).toHaveText(place);
      await page.clock.fastForward('02:00');
      await expectLocked(page, texts);
      await unlock(page, PIN, texts);
      await expect(heading).toHaveText(place);
      await expect(page.getByRole('main').getByRole('radio').first()).toBeChecked();
    },
  );

  test('a note that is being written, and what was marked while words are chosen, are kept when the record is locked', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    const [sentence = ''] = await sentencesOf(texts, 'diversion/why-not-court#opening');
    await unlock(page, PIN, texts);
    await openFirstSection(page, 2, texts);
    await page
      .getByRole('button', { name: t('highlights.choose') })
      .first()
      .press('Enter');
    await expect(page.getByRole('application')).toBeFocused();
    await page.keyboard.press('3');
    await expectMarked(page, { 'highlight-violet': [sentence] });
    await page
      .getByRole('button', { name: t('notes.add') })
      .last()
      .click();
    await page.getByLabel(t('notes.text')).pressSequentially('Half a thou');
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    expect(await storedRows(page)).not.toContain('Half a thou');
    await expectMarked(page, {});
    await expect(page.getByRole('application')).toBeHidden();
    expect(await page.evaluate(() => String(document.getSelection()))).toBe('');
    await unlock(page, PIN, texts);
    await expectMarked(page, { 'highlight-violet': [sentence] });
    await navigate(page, 'Notes', texts);
    await expect(page.getByText('Half a thou')).toBeVisible();
    await expect(page.getByText(`${t('highlights.said.violet')} ${sentence}`)).toBeVisible();

    // What an address asks for is asked for again behind the lock.
    await page
      .getByRole('article')
      .filter({ hasText: `${t('highlights.said.violet')} ${sentence}` })
      .getByRole('link', { name: t('notes.show') })
      .click();
    const found = {
      'highlight-violet': [sentence],
      'words-pointed-at': [sentence],
    };
    await expectMarked(page, found);
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    await expectMarked(page, {});
    await unlock(page, PIN, texts);
    await expectMarked(page, found);
    await expect(page.locator('[data-text] :focus')).toContainText(sentence);
    await page.reload();
    await unlock(page, PIN, texts);
    await expectMarked(page, found);
  });
});

test('the PIN is changed and removed by whoever knows it, and everything is open again', async ({
  app: page,
  host,
}) => {
  await unlock(page, PIN);
  await openProtection(page);
  await page.getByRole('button', { name: 'Change the PIN' }).click();
  await page.getByLabel('Present PIN', { exact: true }).fill('not the PIN');
  await page.getByLabel('New PIN', { exact: true }).fill('blue hill 12');
  await page.getByLabel('New PIN once more', { exact: true }).fill('blue hill 12');
  await page.getByRole('button', { name: 'Change the PIN' }).click();
  await expect(page.getByText('That is not the PIN.')).toBeVisible();
  await page.getByLabel('Present PIN', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Change the PIN' }).click();
  await expect(page.getByText('The PIN is changed.').first()).toBeVisible();
  await page.reload();
  await expectLocked(page);
  await unlock(page, 'blue hill 12');
  await removePin(page, 'blue hill 12');
  await expect(page.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
  expect(await storedRows(page)).toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);
  await page.reload();
  await expectNote(page);
});

test('with PIN and code both lost the rest of the record goes on, and a PIN that is found opens the notes again', async ({
  app: page,
}) => {
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
  await page.getByRole('button', { name: 'Go on without the encrypted notes' }).click();
  await expect(page.getByText('Tick the box first.')).toBeVisible();
  await expect(page.getByText('A backup that was made before still has the notes of that time')).toBeVisible();
  await page.getByLabel('I understand that my encrypted notes cannot be read.').check();
  await page.getByRole('button', { name: 'Go on without the encrypted notes' }).click();
  await navigate(page, 'Notes');
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  await expect(page.getByText(CANARY)).toBeHidden();
  await openProtection(page);
  await expect(page.getByText('One note is encrypted with a PIN that is not in use here.')).toBeVisible();
  await page.getByLabel('Earlier PIN or recovery code', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Open them' }).click();
  await expect(page.getByText('Everything is open.')).toBeVisible();
  await expectNote(page);
});
