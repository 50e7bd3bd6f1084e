import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { placeRecord } from '../../support/hosts/placed-record';
import { auditFolder, leaks } from '../../support/traces/leak-audit';
import { expectAccessible } from '../accessible';
import { expect, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { addLearner } from '../pages/learner-pages';
import { completedModule, downloadBy, openCertificate } from './certificate-scenes';

const PASSPHRASE = 'seven quiet rivers';

/** Two clicks from any screen: the member's way to a file for their coordinator. Returns it. */
async function reportOf(page: Page): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await navigate(page, 'Certificates');
  await page.getByRole('link', { name: 'Progress report' }).click();
  return downloadBy(page, page.getByRole('button', { name: 'Save the report' }));
}

/** The digits of the page's computer, as its owner reads them aloud. */
async function digitsOf(page: Page): Promise<string> {
  return page.getByRole('region', { name: 'The key of this computer' }).locator('.digits').innerText();
}

/** Opens a folder on the coordinator's desk, which begins empty. */
async function openFolder(page: Page, url: string, folder: string): Promise<void> {
  await navigate(page, 'Contents');
  await page.goto(`${url}#/facilitators`);
  await page.getByRole('link', { name: 'Open a group’s folder' }).click();
  await expect(page.getByRole('table')).toHaveCount(0);
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(page.getByText('4 files, 4 of them intact and counted in the table.')).toBeVisible();
}

test('members save progress reports, and a coordinator opens a folder of them, compares digits, saves decisions and opens them again @walk', async ({
  app: page,
  host,
  startHost,
  openBrowser,
}, testInfo) => {
  const members = await startHost();
  await placeRecord(members, await completedModule());
  const member = await openBrowser({ host: members });
  await expect(member.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await openCertificate(member, members.url);
  const certificate = await downloadBy(member, member.getByRole('button', { name: 'Save as PDF' }));
  const first = await reportOf(member);
  const everything = member.getByRole('region', { name: 'This is everything that is in it' });
  await expect(everything.getByRole('row', { name: /^9\. United Nations 6 of 6/u })).toContainText('20 November 2026');
  for (const shown of ['Sok Darra', 'Certificate: 9. United Nations']) await expect(everything).toContainText(shown);
  await expectAccessible(member, 'a progress report');
  const digits = await digitsOf(member);
  await addLearner(member, { latin: 'Chan Bopha' });
  const second = await reportOf(member);
  // Nothing of the one is in the other's.
  expect(second.bytes.toString('utf8')).not.toContain('Darra');
  const own = await reportOf(page);

  const folder = testInfo.outputPath('group');
  mkdirSync(folder);
  for (const { name, bytes } of [certificate, first, second, own]) writeFileSync(join(folder, name), bytes);
  await openFolder(page, host.url, folder);
  const row = page.getByRole('row').filter({ hasText: 'Sok Darra' });
  await expect(row).toContainText('computer not yet known');
  await page.getByRole('button', { name: 'Sok Darra' }).click();
  const details = page.getByRole('region', { name: 'Sok Darra' });
  await expect(details).toContainText(digits);
  await expect(details).toContainText('Chan Bopha');
  await details.getByRole('checkbox', { name: /^Compared: Sok Darra/u }).check();
  await expect(row.getByRole('cell', { name: 'known', exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Chan Bopha' })).toContainText('person not yet known');
  await expectAccessible(page, 'a group with a person');

  // What is decided isn't left behind by mistake.
  await navigate(page, 'Contents');
  await expect(page.getByText('Decisions are not saved')).toBeVisible();
  await page.getByRole('heading', { name: 'Decisions', exact: true }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more', { exact: true }).fill(PASSPHRASE);
  const decisions = await downloadBy(page, page.getByRole('button', { name: 'Save decisions' }));
  expect(decisions.bytes.toString('utf8')).not.toContain('known');
  await expect(page.getByText('is in your browser’s downloads')).toBeVisible();
  await page.getByRole('button', { name: 'The file is there' }).click();

  await openFolder(page, host.url, folder);
  await expect(row).toContainText('computer not yet known');
  await page.getByRole('heading', { name: 'Decisions', exact: true }).click();
  const file = { name: decisions.name, mimeType: 'application/json', buffer: decisions.bytes };
  await page.getByLabel('Open saved decisions').setInputFiles(file);
  await page.getByLabel('Passphrase', { exact: true }).fill('seven quiet river');
  await page.getByRole('button', { name: 'Open the file' }).click();
  await expect(page.getByText('This passphrase does not open it')).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open the file' }).click();
  await expect(page.getByText('Opened: saved on')).toBeVisible();
  await expect(row.getByRole('cell', { name: 'known', exact: true })).toBeVisible();
  // The members are in no file of the coordinator's app.
  expect(leaks(auditFolder(host.dataFolder), ['Darra', 'Bopha'])).toEqual([]);
});
