import { join } from 'node:path';
import { expect, test } from './app-test';
import { beginAs, navigate } from './pages/app-pages';
import { expectLocked, setPin, unlock, writeNote } from './pages/protection-pages';
import { filesWith, storedRows } from '../support/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

test('a PIN seals notes in the database, the journal and the snapshots, and opens them again', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await writeNote(page, CANARY);
  expect(await storedRows(page)).toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).not.toEqual([]);

  await setPin(page, PIN);
  expect(await storedRows(page)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);
  expect(filesWith(join(host.dataFolder, 'snapshots'), '"kind":"key"')).toEqual([]);

  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
  expect(await page.content()).not.toContain(CANARY);
  await unlock(page, PIN);
  await navigate(page, 'Notes');
  await expect(page.getByText(CANARY)).toBeVisible();

  await writeNote(page, `${CANARY}, and a second one`);
  expect(await storedRows(page)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

  await page.reload();
  await expectLocked(page);
  await unlock(page, PIN);
  await navigate(page, 'Notes');
  await expect(page.getByText(`${CANARY}, and a second one`)).toBeVisible();
});
