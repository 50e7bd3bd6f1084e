import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scored } from '../../support/builders/statement-builders';
import { expectAccessible } from '../accessible';
import { expect, test } from '../begun-test';
import {
  completedModule,
  completedModuleFile,
  completedSeriesRecord,
  downloadBy,
  MODULE,
  openCertificate,
  rename,
} from './certificate-scenes';
import { beginAs, navigate } from '../pages/app-pages';
import { addFromBackup, bringIn } from '../pages/learner-pages';

test.use({ record: { make: completedModule } });

test('a misspelt name is corrected by a second revision; the first stays, byte for byte, wherever it is exported', async ({
  app: page,
  host,
  startHost,
  openBrowser,
}) => {
  await openCertificate(page, host.url);
  const sheet = page.getByRole('img', { name: /certificate/iu });
  await expect(sheet).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('This page is not the certificate.')).toBeVisible();
  await expect(sheet).toBeHidden();
  await page.emulateMedia({ media: null });
  const first = await downloadBy(page, page.getByRole('button', { name: 'Save as PDF' }));
  await expect(page.getByText('is in your browser’s downloads')).toBeVisible();

  await rename(page, { latin: 'Sok Dara' });
  await openCertificate(page, host.url);
  expect((await downloadBy(page, page.getByRole('button', { name: 'Save as PDF' }))).bytes.equals(first.bytes)).toBe(
    true,
  );

  const correction = page.getByRole('region', { name: 'The name on the certificate' });
  await expect(correction).toContainText('Sok Darra');
  await expect(correction.getByRole('definition').last()).toContainText('Sok Dara');
  await correction.getByRole('button', { name: 'Make revision 2' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose a reason');
  await correction.getByLabel('Another reason').check();
  await correction.getByLabel('The reason in your own words').fill('x'.repeat(201));
  await correction.getByRole('button', { name: 'Make revision 2' }).click();
  await expect(page.getByRole('alert')).toContainText('longer than 200 characters');
  await correction.getByLabel('The reason in your own words').fill('One letter too many');
  await correction.getByRole('button', { name: 'Make revision 2' }).click();
  const outcome = page.getByRole('main').getByRole('status').filter({ hasText: 'Revision 2 was made and signed.' });
  await expect(outcome).toBeFocused();
  await expect(correction).toContainText('It is your name in Settings.');

  const revisions = page.getByRole('region', { name: 'Revisions' }).getByRole('listitem');
  await expect(revisions).toHaveCount(2);
  await expect(revisions.nth(0)).toContainText('This is the one that counts.');
  await expect(revisions.nth(0)).toContainText('Reason: One letter too many');
  await expect(revisions.nth(1)).toContainText('Superseded by a later revision.');
  const second = await downloadBy(page, page.getByRole('button', { name: 'Save as PDF', exact: true }));
  expect(second.name).toContain('revision 2');
  expect(second.bytes.equals(first.bytes)).toBe(false);
  expect(
    (await downloadBy(page, page.getByRole('button', { name: 'Save revision 1 as PDF' }))).bytes.equals(first.bytes),
  ).toBe(true);
  await expectAccessible(page, 'a certificate with its revisions');

  await navigate(page, 'Certificates');
  await expect(page.getByRole('listitem').filter({ hasText: 'Revision 2, made on' }).first()).toContainText(
    'It takes the place of revision 1',
  );

  // Checked where the record is.
  await page.goto(`${host.url}#/verify`);
  const picker = page.getByLabel('Choose a file, or drop it here');
  const result = page.getByRole('main').getByRole('status');
  await picker.setInputFiles({ name: 'first.pdf', mimeType: 'application/pdf', buffer: first.bytes });
  await expect(result).toContainText('It is superseded: your record holds revision 2');
  await expect(result).toContainText('Reason: One letter too many');
  await picker.setInputFiles({ name: 'second.pdf', mimeType: 'application/pdf', buffer: second.bytes });
  await expect(result).toContainText('It is in your record, and it is the one that counts.');
  await expect(result).toContainText('Takes the place of revision');

  // Moved by learner file: another data folder, another browser, another key; the same bytes.
  await page.goto(`${host.url}#/records`);
  const moved = await downloadBy(page, page.getByRole('button', { name: 'Make a backup' }));
  const elsewhere = await startHost();
  const other = await openBrowser({ host: elsewhere });
  await beginAs(other, { latin: 'Somebody' });
  // Before the record is there: a stranger checks the certificate.
  await other.goto(`${elsewhere.url}#/verify`);
  await other
    .getByLabel('Choose a file, or drop it here')
    .setInputFiles({ name: 'first.pdf', mimeType: 'application/pdf', buffer: first.bytes });
  const strange = other.getByRole('main').getByRole('status');
  await expect(strange).toContainText('Intact: nothing signed was changed.');
  await expect(strange).toContainText('Yes, the key is the named issuer’s:');
  await expect(strange).toContainText('It has the form that this app writes on another computer.');
  await expect(strange).toContainText('Yes: this app prints exactly this file');
  await expect(strange).toContainText('Sok Darra');
  await expect(strange).not.toContainText('your record');
  await addFromBackup(other, moved.bytes);
  await openCertificate(other, elsewhere.url);
  expect(
    (await downloadBy(other, other.getByRole('button', { name: 'Save revision 1 as PDF' }))).bytes.equals(first.bytes),
  ).toBe(true);
  expect(
    (await downloadBy(other, other.getByRole('button', { name: 'Save revision 2 as PDF' }))).bytes.equals(second.bytes),
  ).toBe(true);
});

test('a better score renews a certificate, and the signed credential is saved as JSON', async ({ app: page, host }) => {
  await openCertificate(page, host.url);
  await downloadBy(page, page.getByRole('button', { name: 'Save as PDF' }));
  await expect(page.getByText('is in your browser’s downloads')).toBeVisible();
  await expect(page.getByRole('region', { name: 'More than the certificate says' })).toBeHidden();

  // The better attempt was made elsewhere and comes by file.
  await bringIn(
    page,
    await completedModuleFile(
      { verb: 'initialized', attemptId: 'better', moduleId: MODULE, mode: 'attempt', seed: 2, questionIds: [] },
      scored(MODULE, 1, 'better'),
    ),
  );
  await openCertificate(page, host.url);
  await expect(page.getByRole('region', { name: 'More than the certificate says' })).toContainText(
    'A better score was reached in a quiz.',
  );
  await page.getByRole('button', { name: 'Renew as revision 2' }).click();
  await expect(page.getByText('Revision 2 was made and signed.')).toBeVisible();

  const credential = await downloadBy(page, page.getByRole('button', { name: 'Save the signed data' }));
  expect(credential.name).toMatch(/^Signed credential - revision 2 - .*\.json$/u);
  const json = JSON.parse(credential.bytes.toString('utf8')) as {
    readonly id: string;
    readonly evidence: readonly { readonly name: string; readonly narrative?: string }[];
  };
  expect(json.id).toMatch(/#revision-2$/u);
  expect(json.evidence).toContainEqual(
    expect.objectContaining({ name: 'Supersedes revision 1', narrative: 'Renewed with what was reached since' }),
  );
  await page.goto(`${host.url}#/verify`);
  await page
    .getByLabel('Choose a file, or drop it here')
    .setInputFiles({ name: credential.name, mimeType: 'application/json', buffer: credential.bytes });
  const result = page.getByRole('main').getByRole('status');
  await expect(result).toContainText('Intact: nothing signed was changed.');
  await expect(result).toContainText('100%');
  await expect(result).toContainText('it is the one that counts');
});

test('a damaged signing key stops the issue, and is put aside for a new one only when asked', async ({
  app: page,
  host,
}) => {
  const file = { damaged: true };
  writeFileSync(join(host.dataFolder, 'signing-key.json'), JSON.stringify(file));
  await openCertificate(page, host.url);
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  const failure = page.getByRole('alert').filter({ hasText: 'signing key is damaged. It was left as it is.' });
  await expect(failure).toContainText('What you completed is safe in your record.');
  await expect(page.getByText('The first saving makes the certificate')).toBeVisible();
  expect(readdirSync(host.dataFolder).filter((name) => name.startsWith('signing-key'))).toEqual(['signing-key.json']);
  const { bytes } = await downloadBy(
    page,
    failure.getByRole('button', { name: 'Put the damaged key aside and make a new one' }),
  );
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const [aside = ''] = readdirSync(host.dataFolder).filter((name) => name.startsWith('signing-key.damaged-'));
  expect(JSON.parse(readFileSync(join(host.dataFolder, aside), 'utf8'))).toEqual(file);
  await expect(page.getByRole('status').filter({ hasText: 'is in your browser’s downloads' })).toBeFocused();
  await expect(page.getByText('Made. A certificate that was made never changes')).toBeVisible();
});

test.describe('for who completed the whole series', () => {
  test.use({ record: { make: completedSeriesRecord } });

  test('with everything complete all certificates are saved in one go', async ({ app: page }) => {
    await navigate(page, 'Certificates');
    const files: string[] = [];
    page.on('download', (download) => files.push(download.suggestedFilename()));
    const all = page.getByRole('region', { name: 'Save them all' });
    await expect(all).toContainText('12 certificates are ready');
    await all.getByRole('button', { name: 'Save all certificates' }).click();
    // Each is signed and typeset in its turn.
    await expect(all.getByRole('status')).toContainText('12 certificates went to your browser’s downloads', {
      timeout: 120_000,
    });
    await expect(all.getByRole('button', { name: 'Save all certificates' })).toBeFocused();
    await expect.poll(() => new Set(files).size).toBe(12);
    await expect(page.getByText(/Earned on .*, made/u)).toHaveCount(12);
    await expectAccessible(page, 'the certificates after all were saved');
  });
});
