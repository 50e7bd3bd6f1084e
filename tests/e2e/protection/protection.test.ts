import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { beginAs, deleteDatabases, navigate, writeNote } from '../pages/app-pages';
import { ENGLISH, type PageTexts } from '../pages/page-texts';
import { confirmCode, expectLocked, openProtection, setPin, unlock } from '../pages/protection-pages';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';
import { chooseState, keepPresentState, restoreChosenState } from '../pages/snapshot-pages';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

async function expectNote(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  await navigate(page, 'Notes', texts);
  await expect(page.getByText(CANARY)).toBeVisible();
}

inBothLanguages(() => {
  test.use({ record: { learner: SOKHA } });

  test('a PIN seals notes in the database, the journal and the snapshots, and opens them again', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    await writeNote(page, CANARY, texts);
    expect(await storedRows(page)).toContain(CANARY);
    expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);

    await setPin(page, PIN, texts);
    expect(await storedRows(page)).not.toContain(CANARY);
    expect(filesWith(host.dataFolder, CANARY)).toEqual([]);
    expect(
      readdirSync(host.dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz')).length,
    ).toBeGreaterThan(0);

    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    await expect(page.getByLabel(t('lock.pin'), { exact: true })).toBeFocused();
    expect(await page.content()).not.toContain(CANARY);
    await unlock(page, PIN, texts);
    await expectNote(page, texts);

    await writeNote(page, `${CANARY}, and a second one`, texts);
    expect(await storedRows(page)).not.toContain(CANARY);
    expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

    await page.reload();
    await expectLocked(page, texts);
    await unlock(page, PIN, texts);
    await navigate(page, 'Notes', texts);
    await expect(page.getByText(`${CANARY}, and a second one`)).toBeVisible();
  });
});

test('a state that was kept before the PIN is sealed too, and a record that is set back to it stays protected, also where the journal alone is left', async ({
  app: page,
  host,
}) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await writeNote(page, CANARY);
  await keepPresentState(page, host.url);
  await setPin(page, PIN);
  await writeNote(page, 'Written with a PIN.');
  await page.goto(`${host.url}#/records`);
  await chooseState(page, 'Kept by you', 'Compare with now');
  await restoreChosenState(page);
  await expect(page.getByRole('main').getByText('Your record is set back.')).toBeVisible();
  await expectNote(page);
  await expect(page.getByText('Written with a PIN.')).toBeHidden();
  for (const word of [CANARY, 'Written with a PIN.']) {
    expect(await storedRows(page)).not.toContain(word);
    expect(filesWith(host.dataFolder, word)).toEqual([]);
  }
  await deleteDatabases(page, host.url);
  await page.goto(host.url);
  await expectLocked(page);
  expect(await storedRows(page)).not.toContain(CANARY);
  await unlock(page, PIN);
  await expectNote(page);
});

test.describe(() => {
  test.use({ record: withNotes(CANARY) });

  test('a sealing that was cut off by the end of the host goes on at the next unlock', async ({
    app: page,
    host,
    expectedErrors,
  }) => {
    expectedErrors.push('Failed to load resource', 'net::ERR');
    await openProtection(page);
    await page.getByLabel('New PIN', { exact: true }).fill(PIN);
    await page.getByLabel('New PIN once more', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
    await page.route('**/operations', async (route) => {
      if (route.request().postData()?.includes('"journal.rewrite"')) await host.stop('SIGKILL');
      await route.continue();
    });
    await confirmCode(page);
    await expect(page.getByText('Not everything is encrypted yet')).toBeVisible();
    expect(await storedRows(page)).not.toContain(CANARY);
    expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);

    await page.unroute('**/operations');
    await host.start();
    await page.reload();
    await expectLocked(page);
    await unlock(page, PIN);
    await expect.poll(() => filesWith(host.dataFolder, CANARY)).toEqual([]);
    await expectNote(page);
  });

  test('a learner file of a protected record is encrypted, and opens elsewhere with the PIN', async ({
    app: page,
    host,
    startHost,
    openBrowser,
  }, testInfo) => {
    await setPin(page, PIN);
    await page.goto(`${page.url().split('#')[0] ?? ''}#/records`);
    await expect(page.getByText('The file is encrypted: it opens with the PIN')).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make a backup' }).click();
    const path = testInfo.outputPath('record.jsonl');
    await (await download).saveAs(path);
    const bytes = readFileSync(path, 'utf8');
    expect(bytes).toContain('"protected":true');
    expect(bytes.match(/"iterations":\d+/gu)).toEqual(Array.from({ length: 2 }, () => '"iterations":600000'));
    for (const word of [CANARY, 'Sokha', 'statement']) expect(bytes).not.toContain(word);
    expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

    const elsewhere = await startHost();
    const other = await openBrowser({ host: elsewhere });
    await other.getByLabel('I have a backup').setInputFiles(path);
    await expect(other.getByRole('heading', { name: 'This file is protected' })).toBeVisible();
    await other.getByLabel('PIN or recovery code of the file', { exact: true }).fill('green river 48');
    await other.getByRole('button', { name: 'Open the file' }).click();
    await expect(other.getByText('That is neither the PIN nor the recovery code of this file.')).toBeVisible();
    await other.getByLabel('PIN or recovery code of the file', { exact: true }).fill(PIN);
    await other.getByRole('button', { name: 'Open the file' }).click();
    await expect(other.getByRole('heading', { name: 'A backup of Sokha Chan' })).toBeFocused();
    await expect(other.getByText('the record that it goes into has none')).toBeVisible();
    await other.getByRole('button', { name: 'Open this record' }).click();
    await expect(other.getByRole('heading', { name: 'Contents' })).toBeVisible();
    await expectNote(other);

    // Where it was made it brings nothing new, and nothing in clear.
    await page.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
    await page.getByLabel('PIN or recovery code of the file', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect(page.getByText('Everything in the file is in this record already.')).toBeVisible();
  });
});
