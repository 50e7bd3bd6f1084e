import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { placeRecord } from '../../support/hosts/placed-record';
import { answer, startFakeStore } from '../../support/hosts/fake-store';
import { expect, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { completedModule, downloadBy, openCertificate } from './certificate-scenes';

/** Opens files on the coordinator's desk and marks Sok Darra as known. */
async function knowMember(page: Page, url: string, folder: string): Promise<void> {
  await page.goto(`${url}#/facilitators/group`);
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await page.getByRole('button', { name: 'Sok Darra' }).click();
  await page
    .getByRole('region', { name: 'Sok Darra' })
    .getByRole('checkbox', { name: /^Compared: Sok Darra/u })
    .check();
}

const asFile = ({ name, bytes }: { readonly name: string; readonly bytes: Buffer }) => ({
  name,
  mimeType: 'application/json',
  buffer: bytes,
});

test('a coordinator countersigns a known member’s certificate, sends facts to a store, and takes back', async ({
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
  await navigate(member, 'Certificates');
  await member.getByRole('link', { name: 'Progress report' }).click();
  const report = await downloadBy(member, member.getByRole('button', { name: 'Save the report' }));
  const folder = testInfo.outputPath('group');
  mkdirSync(folder);
  for (const { name, bytes } of [certificate, report]) writeFileSync(join(folder, name), bytes);
  await knowMember(page, host.url, folder);

  // Countersigned on the desk; kept and shown where the certificate is.
  const details = page.getByRole('region', { name: 'Sok Darra' });
  const signed = await downloadBy(page, details.getByRole('button', { name: 'Countersign 1 and save' }));
  await navigate(member, 'Certificates');
  await member.getByLabel('Open a countersignature (.json file)').setInputFiles(asFile(signed));
  await expect(member.getByText('countersigned. The PDF carries it from now on.')).toBeVisible();
  await openCertificate(member, members.url);
  const standing = member.getByRole('main').getByText(/Countersigned with key (?:\d{5} ?){6}/u);
  await expect(standing.first()).toContainText('Sokha Chan');
  const changed = { ...signed, bytes: Buffer.from(signed.bytes.toString('utf8').replaceAll('Sokha', 'Sokho')) };
  await navigate(member, 'Certificates');
  await member.getByLabel('Open a countersignature (.json file)').setInputFiles(asFile(changed));
  await expect(member.getByText('The countersignature was changed after it was signed.')).toBeVisible();

  // Taken back: refused where the withdrawal is known.
  const withdrawn = await downloadBy(page, details.getByRole('button', { name: 'Withdraw these' }));
  await member.getByLabel('Open a countersignature (.json file)').setInputFiles(asFile(withdrawn));
  await expect(member.getByText(/^Withdrawn with key/u)).toBeVisible();
  await openCertificate(member, members.url);
  await expect(member.getByText('Its owner withdrew it. It no longer counts.').first()).toBeVisible();

  // Nothing goes to a store before it was shown; a store that asks to wait is waited for, until somebody stops it.
  const store = await startFakeStore();
  const show = async (): Promise<void> => {
    await page.getByLabel('User name or key').fill('key');
    await page.getByLabel('Password or secret', { exact: true }).fill('secret');
    await page.getByRole('button', { name: 'Show what would be sent' }).click();
    await expect(page.getByText('1 fact, known people: 1.')).toBeVisible();
  };
  store.misbehave = (_request, response) => answer(response, 429, '', { 'retry-after': '600' });
  await page.getByRole('heading', { name: 'Learning record store', exact: true }).click();
  await page.getByLabel('Address of the store').fill(store.address);
  await show();
  expect(store.requests).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Once more in 600 s.')).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('the store counts nothing twice')).toBeVisible();
  expect([store.requests.length, store.statements.size]).toEqual([1, 0]);
  expect(store.requests[0]?.body).not.toContain('Darra');

  // Whoever stops it in the midst of a request stops the host too: it gives the request up.
  const asked = { since: false, givenUp: false };
  store.misbehave = (_request, response) => {
    asked.since = true;
    response.once('close', () => {
      asked.givenUp = true;
    });
    return true;
  };
  await show();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => asked.since).toBe(true);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => asked.givenUp).toBe(true);
  await store.stop();

  // Whoever would leave is told so in sight, wherever the page stands; the notice goes with what is discarded.
  await page.evaluate(() => {
    window.scrollTo(0, document.body.scrollHeight);
  });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contents' }).click();
  const notice = page.getByText('Decisions are not saved');
  await expect(notice).toBeInViewport();
  await page.getByRole('heading', { name: 'Decisions', exact: true }).click();
  await page.getByRole('button', { name: 'Discard what is not saved' }).click();
  await expect(notice).toBeHidden();
});
