import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readJournals } from '../../faults/support/journal-lines';
import { expect, test } from '../app-test';
import { SECTION_READ, withNotes } from '../begun-test';
import { beginAs, contentsLine, deleteDatabases, navigate, writeNote } from '../pages/app-pages';
import { openRecords, showPicker } from '../pages/learner-pages';

const NOTE = 'A note that moves along.';

test.use({ record: { ...withNotes(NOTE), statements: SECTION_READ } });

async function saveFile(page: Page, path: string): Promise<string> {
  await openRecords(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  const file = await download;
  // Told in sight, though it stands below the button by more than a small window is high.
  await expect(page.getByText('is in your browser’s downloads')).toBeInViewport();
  await file.saveAs(path);
  return file.suggestedFilename();
}

test('a record moves to another computer in a file, notes and all, and comes back merged', async ({
  app: page,
  host,
  startHost,
  openBrowser,
}, testInfo) => {
  const path = testInfo.outputPath('record.jsonl');
  expect(await saveFile(page, path)).toMatch(/^Backup - \d{4}-\d{2}-\d{2} Sokha Chan\.jsonl$/u);

  await page.goto(`${host.url}#/facilitators`);
  const statements = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the steps' }).click();
  const statementsPath = testInfo.outputPath('statements.json');
  await (await statements).saveAs(statementsPath);
  const steps = readFileSync(statementsPath, 'utf8');
  // Under an id in place of the name.
  expect(steps).not.toContain('Sokha');
  expect(JSON.parse(steps)).toMatchObject([
    {
      actor: { account: { name: expect.stringMatching(/^[0-9a-f]{64}$/u) } },
      verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
    },
  ]);

  // Another computer: another data folder, another browser profile, a first run.
  const elsewhere = await startHost();
  const other = await openBrowser({ host: elsewhere });
  await other.getByLabel('I have a backup').setInputFiles(path);
  await expect(other.getByRole('heading', { name: 'A backup of Sokha Chan' })).toBeFocused();
  await other.getByRole('button', { name: 'Open this record' }).click();
  await expect(other.getByRole('banner')).toContainText('Sokha Chan');
  await expect(contentsLine(other, 2)).toContainText('1 of');
  await navigate(other, 'Notes');
  await expect(other.getByText(NOTE)).toBeVisible();
  await expect.poll(() => JSON.stringify(readJournals(elsewhere))).toContain(NOTE);

  // The other computer's browser loses everything: the journals bring back the learner who moved.
  await deleteDatabases(other, elsewhere.url);
  await other.goto(elsewhere.url);
  await expect(other.getByRole('banner')).toContainText('Sokha Chan');
  await expect(contentsLine(other, 2)).toContainText('1 of');

  // The file merged where it was made brings nothing new.
  await page.goto(host.url);
  await openRecords(page);
  await page.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
  await expect(page.getByText('Everything in the file is in this record already.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bring it in' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByLabel('Choose a backup, or drop it here')).toBeVisible();
});

test('a damaged file, and the file of another learner, are refused and change nothing', async ({
  app: page,
  startHost,
  openBrowser,
}, testInfo) => {
  const path = testInfo.outputPath('record.jsonl');
  await saveFile(page, path);
  const damaged = testInfo.outputPath('damaged.jsonl');
  writeFileSync(damaged, readFileSync(path, 'utf8').replace('moves along', 'moves alone'));
  await page.getByLabel('Choose a backup, or drop it here').setInputFiles(damaged);
  await expect(page.getByRole('alert').filter({ hasText: 'changed or damaged' })).toContainText('Nothing was changed.');

  const other = await openBrowser({ host: await startHost() });
  await beginAs(other, { latin: 'Vanna Kim' });
  await writeNote(other, NOTE);
  await openRecords(other);
  await other.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
  await expect(other.getByText('It belongs to Sokha Chan')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Bring it in' })).toBeHidden();

  // Beside the record that is open there is room for another learner's.
  await other.getByRole('button', { name: 'Add as another learner on this computer' }).click();
  await expect(other.getByText('Sokha Chan is a learner on this computer now')).toBeVisible();
  await expect(other.getByRole('banner')).toContainText('Vanna Kim');
  await other.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
  await expect(other.getByText('switch to Sokha Chan first')).toBeVisible();
  await other.getByRole('button', { name: 'Leave it' }).click();
  await showPicker(other);
  await other.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(other.getByRole('banner')).toContainText('Sokha Chan');
  await navigate(other, 'Notes');
  await expect(other.getByText(NOTE)).toHaveCount(1);
});
