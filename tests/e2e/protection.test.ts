import { readdirSync, readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app-test';
import { beginAs, navigate } from './pages/app-pages';
import { confirmCode, expectLocked, openProtection, setPin, unlock, writeNote } from './pages/protection-pages';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/browser-host-process';
import { changeRow, filesWith, storedRows } from '../support/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

async function protectedRecord(page: Page, latin = 'Sokha Chan'): Promise<string> {
  await beginAs(page, { latin });
  await writeNote(page, CANARY);
  return setPin(page, PIN);
}

async function expectNote(page: Page): Promise<void> {
  await navigate(page, 'Notes');
  await expect(page.getByText(CANARY)).toBeVisible();
}

async function openAnew(page: Page, host: BrowserHostProcess): Promise<void> {
  await page.goto('about:blank');
  await page.goto(host.url);
}

test('a PIN seals notes in the database, the journal and the snapshots, and opens them again', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await writeNote(page, CANARY);
  expect(await storedRows(page)).toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);

  await setPin(page, PIN);
  expect(await storedRows(page)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);
  expect(readdirSync(host.dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(0);

  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
  expect(await page.content()).not.toContain(CANARY);
  await unlock(page, PIN);
  await expectNote(page);

  await writeNote(page, `${CANARY}, and a second one`);
  expect(await storedRows(page)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

  await page.reload();
  await expectLocked(page);
  await unlock(page, PIN);
  await navigate(page, 'Notes');
  await expect(page.getByText(`${CANARY}, and a second one`)).toBeVisible();
});

test('nothing of a locked record is left in the window: no text, no store, no address of another learner', async ({ app: page }) => {
  await protectedRecord(page);
  await expectNote(page);
  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  const left = await page.evaluate(() => {
    const app = (document.querySelector('#app') as unknown as { __vue_app__: { config: { globalProperties: { $pinia: { state: { value: unknown } } } } } }).__vue_app__;
    const seen = new WeakSet();
    const state = JSON.stringify(app.config.globalProperties.$pinia.state.value, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value;
      if (seen.has(value)) return undefined;
      seen.add(value);
      return value instanceof Map || value instanceof Set ? [...value] : value;
    });
    return { state, document: document.documentElement.outerHTML, local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), history: JSON.stringify(history.state) };
  });
  expect(left.state.length).toBeGreaterThan(100);
  expect(JSON.stringify(left)).not.toContain(CANARY);
  expect(JSON.parse(left.state)).toMatchObject({ record: { loaded: false, record: { statementCount: 0 } } });
});

test('wrong PINs slow down, loading the page again forgets none, and the right one opens', async ({ app: page }) => {
  await protectedRecord(page);
  await page.clock.install();
  await page.reload();
  await expectLocked(page);
  for (let count = 0; count < 5; count += 1) {
    await page.getByLabel('PIN', { exact: true }).fill(`green river 5${count}`);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByText('That is not the PIN.')).toBeVisible();
    if (count < 4) await expect(page.getByText(/The next try is taken in/u)).toBeHidden();
  }
  await expect(page.getByText(/The next try is taken in (?:30|2\d) s/u).first()).toBeVisible();
  // Four more, without waiting for each: a quarter of an hour, which the slowest machine doesn't use up.
  await changeRow(page, 'meta', 'unlockTries', { failures: 9, lastAt: await page.evaluate(() => Date.now()) });
  await page.reload();
  await expectLocked(page);
  await expect(page.getByText(/The next try is taken in [78]\d\d s/u).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unlock' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Unlock' })).toHaveAttribute('aria-disabled', 'true');
  await expectLocked(page);
  await page.clock.fastForward('15:01');
  await expect(page.getByText(/The next try is taken in \d+ s/u).locator('visible=true')).toHaveCount(0);
  await unlock(page, PIN);
  await expectNote(page);
});

test('the recovery code sets a new PIN and a new code, nothing is lost, and the old ones open nothing', async ({ app: page }) => {
  const code = await protectedRecord(page);
  await page.reload();
  await expectLocked(page);
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

test('a record locks itself after a quarter of an hour in the midst of a quiz, and stands at the same question with its answers', async ({ app: page, host }) => {
  await protectedRecord(page);
  await page.clock.install();
  await page.goto(`${host.url}#/modules/diversion/quiz`);
  await page.getByRole('button', { name: 'Begin the quiz' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  for (let index = 1; index < 3; index += 1) await page.getByRole('navigation', { name: 'Questions' }).getByRole('button', { name: 'Next' }).click();
  await expect(heading).toHaveText(/^Question 3 of/u);
  for (let index = 3; (await page.getByRole('main').getByRole('radio').count()) === 0; index += 1) await page.getByRole('navigation', { name: 'Questions' }).getByRole('button', { name: 'Next' }).click();
  const place = (await heading.textContent()) ?? '';
  await page.getByRole('main').getByRole('radio').first().click();
  await expect(page.getByRole('banner').getByText('Saved', { exact: true })).toBeVisible();

  await page.clock.fastForward('14:00');
  await expect(heading).toHaveText(place);
  await page.mouse.move(200, 200);
  await page.clock.fastForward('14:00');
  await expect(heading).toHaveText(place);
  await page.clock.fastForward('02:00');
  await expectLocked(page);
  await unlock(page, PIN);
  await expect(heading).toHaveText(place);
  await expect(page.getByRole('main').getByRole('radio').first()).toBeChecked();
});

test('a note that is being written is kept when the record is locked', async ({ app: page }) => {
  await protectedRecord(page);
  await navigate(page, 'Contents');
  await page.goto(`${page.url().split('#')[0] ?? ''}#/modules/diversion`);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Add a note' }).last().click();
  await page.getByLabel('Text of the note').pressSequentially('Half a thou');
  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  expect(await storedRows(page)).not.toContain('Half a thou');
  await unlock(page, PIN);
  await navigate(page, 'Notes');
  await expect(page.getByText('Half a thou')).toBeVisible();
});

test('all windows of a learner lock together, and no window of another learner', async ({ app: page, context, host }) => {
  await protectedRecord(page);
  const second = await context.newPage();
  await second.goto(host.url);
  await unlock(second, PIN);
  await expectNote(second);
  const third = await context.newPage();
  await third.goto(host.url);
  await third.getByRole('button', { name: 'Add a learner' }).click();
  await third.getByLabel('Name in Latin script').fill('Vanna Kim');
  await third.getByRole('button', { name: 'Begin' }).click();
  await expect(third.getByRole('heading', { name: 'Contents' })).toBeVisible();

  await second.keyboard.press('Control+Shift+L');
  await expectLocked(second);
  await expectLocked(page);
  await expect(third.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expect(third.getByRole('banner')).toContainText('VK');
});

test('a sealing that was cut off by the end of the host goes on at the next unlock', async ({ app: page, host, expectedErrors }) => {
  expectedErrors.push('Failed to load resource', 'net::ERR');
  await beginAs(page, { latin: 'Sokha Chan' });
  await writeNote(page, CANARY);
  await openProtection(page);
  await page.getByLabel('New PIN', { exact: true }).fill(PIN);
  await page.getByLabel('New PIN once more', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
  await page.route('**/operations', async (route) => {
    if (route.request().postData()?.includes('"journal.rewrite"')) await host.stop('SIGKILL');
    await route.continue();
  });
  await confirmCode(page);
  await expect(page.getByText('Not everything is sealed yet')).toBeVisible();
  expect(await storedRows(page)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);

  await page.unroute('**/operations');
  await host.start();
  await openAnew(page, host);
  await expectLocked(page);
  await unlock(page, PIN);
  await expect.poll(() => filesWith(host.dataFolder, CANARY)).toEqual([]);
  await expectNote(page);
});

test('a protected record whose IndexedDB was deleted while it was locked comes back from the journal, and opens with the PIN', async ({ app: page, host }) => {
  await protectedRecord(page);
  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  const session = await page.context().newCDPSession(page);
  await page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', { origin: host.url.slice(0, -1), storageTypes: 'indexeddb' });
  await page.goto(host.url);
  await expectLocked(page);
  expect(await storedRows(page)).not.toContain(CANARY);
  await unlock(page, PIN);
  await expectNote(page);
});

test('a learner file of a protected record is encrypted, and opens elsewhere with the PIN', async ({ app: page, host, browser }, testInfo) => {
  await protectedRecord(page);
  await page.goto(`${page.url().split('#')[0] ?? ''}#/records`);
  await expect(page.getByText('this file is encrypted as a whole')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the learner file' }).click();
  const path = testInfo.outputPath('record.jsonl');
  await (await download).saveAs(path);
  const bytes = readFileSync(path, 'utf8');
  expect(bytes).toContain('"protected":true');
  for (const word of [CANARY, 'Sokha', 'statement']) expect(bytes).not.toContain(word);
  // The file in the making lies in the data folder.
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

  const elsewhere = await startBrowserHostProcess();
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(elsewhere.url);
  await beginAs(other, { latin: 'Sokha' });
  await other.goto(`${elsewhere.url}#/records`);
  await other.getByLabel('Learner file (.jsonl)').setInputFiles(path);
  await expect(other.getByRole('heading', { name: 'This file is protected' })).toBeVisible();
  await other.getByLabel('PIN or recovery code of the file', { exact: true }).fill('green river 48');
  await other.getByRole('button', { name: 'Open the file' }).click();
  await expect(other.getByText('That is neither the PIN nor the recovery code of this file.')).toBeVisible();
  await other.getByLabel('PIN or recovery code of the file', { exact: true }).fill(PIN);
  await other.getByRole('button', { name: 'Open the file' }).click();
  await expect(other.getByRole('heading', { name: 'A file of Sokha Chan' })).toBeFocused();
  await expect(other.getByText('the record that it goes into has none')).toBeVisible();
  await other.getByRole('button', { name: 'Bring it in' }).click();
  await expect(other.getByText('The file is part of the record now')).toBeVisible();
  await expectNote(other);
  await context.close();
  await elsewhere.remove();

  // Where it was made it brings nothing new, and nothing in clear.
  await page.getByLabel('Learner file (.jsonl)').setInputFiles(path);
  await page.getByLabel('PIN or recovery code of the file', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Open the file' }).click();
  await expect(page.getByText('New for this record: 0 steps and 0 states of notes.')).toBeVisible();
});

test('the PIN is changed and removed by whoever knows it, and everything is open again', async ({ app: page, host }) => {
  await protectedRecord(page);
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
  await openProtection(page);
  await page.getByRole('button', { name: 'Remove the PIN' }).click();
  await page.getByLabel('Present PIN', { exact: true }).fill('blue hill 12');
  await page.getByRole('button', { name: 'Remove the PIN' }).click();
  await expect(page.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
  expect(await storedRows(page)).toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);
  await page.reload();
  await expectNote(page);
});

test('with PIN and code both lost the rest of the record goes on, and a PIN that is found opens the notes again', async ({ app: page }) => {
  await protectedRecord(page);
  await page.reload();
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
  await page.getByRole('button', { name: 'Go on without the sealed notes' }).click();
  await expect(page.getByText('Tick the box first.')).toBeVisible();
  await page.getByLabel('I understand that my sealed notes can not be read.').check();
  await page.getByRole('button', { name: 'Go on without the sealed notes' }).click();
  await navigate(page, 'Notes');
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  await expect(page.getByText(CANARY)).toBeHidden();
  await openProtection(page);
  await expect(page.getByText('One note is sealed with a PIN that is not in use here.')).toBeVisible();
  await page.getByLabel('Earlier PIN or recovery code', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Open them' }).click();
  await expect(page.getByText('Everything is open.')).toBeVisible();
  await expectNote(page);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`lock, recovery and PIN screens break no accessibility rule, ${scheme}`, async ({ app: page }, testInfo) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const look = async (name: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), name).toEqual([]);
      for (const size of [{ width: 900, height: 600 }, { width: 1280, height: 800 }]) {
        await page.setViewportSize(size);
        await page.screenshot({ path: testInfo.outputPath(`${name}-${scheme}-${size.width}.png`), fullPage: true });
      }
    };
    await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
    await openProtection(page);
    await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
    await look('set-up');
    await page.getByLabel('New PIN', { exact: true }).fill(PIN);
    await page.getByLabel('New PIN once more', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
    await expect(page.getByRole('heading', { name: 'Recovery code' })).toBeFocused();
    await look('code');
    await confirmCode(page);
    await expect(page.getByText('Everything is sealed')).toBeVisible();
    await look('protected');
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page);
    await look('lock');
    await unlock(page, 'wrong one');
    await expect(page.getByText('That is not the PIN.')).toBeVisible();
    await look('lock-wrong');
    await page.getByRole('button', { name: 'Use the recovery code' }).click();
    await look('lock-code');
    await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
    await look('lock-forgotten');
  });
}
