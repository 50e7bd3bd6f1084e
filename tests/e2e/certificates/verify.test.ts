import { writeFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import type { Page } from '@playwright/test';
import { certificateDocument } from '../../support/inputs/operation-inputs';
import { PICTURES, printedPage } from '../../support/pictures/paper-pictures';
import { expectAccessible } from '../accessible';
import { expect, test } from '../begun-test';
import { invokeInPage } from '../../support/hosts/invoke-in-page';

/** Signs and exports with the host of the page, as the certificate's own screen does, and fetches the file. */
async function exported(page: Page): Promise<{ readonly credential: string; readonly pdf: Buffer }> {
  const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
  const document = certificateDocument;
  const { credential } = await invokeInPage<{ credential: string }>(page, 'certificate.issue', { document, evidence });
  const { path } = await invokeInPage<{ path: string }>(page, 'certificate.export', { credential });
  const file = await page.request.get(new URL(path, page.url()).href);
  return { credential, pdf: await file.body() };
}

/** Drops a file onto the field, as a person does from the file manager. */
async function dropFile(
  page: Page,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dropped = new DataTransfer();
      dropped.items.add(new File([bytes], name, { type: mimeType }));
      return dropped;
    },
    { name: file.name, mimeType: file.mimeType, base64: file.buffer.toString('base64') },
  );
  const field = page.getByText('Choose a file, or drop it here');
  await field.dispatchEvent('dragover', { dataTransfer: transfer });
  await field.dispatchEvent('drop', { dataTransfer: transfer });
}

test('a certificate is checked, chosen or dropped, and each kind of damage has its own answer @walk', async ({
  app: page,
  host,
}, testInfo) => {
  const { credential, pdf } = await exported(page);
  await page.goto(`${host.url}#/certificates`);
  await page.getByRole('link', { name: 'Check a certificate' }).click();
  const picker = page.getByLabel('Choose a file, or drop it here');
  const result = page.getByRole('main').getByRole('status');

  await picker.setInputFiles({ name: 'own.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(result).toContainText('Intact: nothing signed was changed.');
  await expect(result).toContainText('Yes, the key is the named issuer’s:');
  await expect(result).toContainText('This computer’s own key signed it.');
  await expect(result).toContainText('Yes: this app prints exactly this file');
  await expect(result).toContainText('Sok Dara');
  await expectAccessible(page, 'a genuine certificate');

  await picker.setInputFiles({
    name: 'changed.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([pdf, Buffer.from('\n%')]),
  });
  await expect(result).toContainText('It cannot be told: the file differs from what this version of the app prints.');
  await expect(result.getByRole('heading', { name: 'Compare these with the page' })).toBeVisible();
  await expectAccessible(page, 'a changed certificate');

  // The largest file that is taken, with all its bytes on the way to the host.
  const padding = 5 * 1024 * 1024 - Buffer.byteLength(credential);
  const padded = testInfo.outputPath('padded.json');
  writeFileSync(padded, `${credential}${' '.repeat(padding)}`);
  await picker.setInputFiles(padded);
  await expect(result).toContainText('padded.json');
  await expect(result).toContainText('Intact: nothing signed was changed.');

  await picker.setInputFiles({
    name: 'changed.json',
    mimeType: 'application/json',
    buffer: Buffer.from(credential.replace('Sok Dara', 'Sok Dana')),
  });
  await expect(result).toContainText('Not intact: something was changed after it was signed.');

  // Dropped, as from the file manager; the page stays.
  await dropFile(page, { name: 'dropped.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(result).toContainText('dropped.pdf');
  await expect(result).toContainText('Intact: nothing signed was changed.');
  await dropFile(page, { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') });
  await expect(page).toHaveURL(/#\/verify$/u);
  await expect(result).toContainText('This is neither a PDF nor a JSON file, nor a picture as JPEG or PNG.');
  await expect(result).toContainText(
    'The file was left as it is. If it is meant to be a certificate, ask whoever gave it',
  );
  // As clear a card as a genuine one has.
  await expect(result.getByRole('heading', { name: 'Could not be checked' })).toBeVisible();
  await expectAccessible(page, 'a file that is no certificate');

  const large = testInfo.outputPath('large.pdf');
  writeFileSync(large, Buffer.alloc(5 * 1024 * 1024 + 1));
  await picker.setInputFiles(large);
  await expect(result).toContainText('The file is larger than 5 MB.');
});

test('the code on a page is checked from a photograph, and ticked against the paper field by field', async ({
  app: page,
  host,
}) => {
  const { pdf } = await exported(page);
  const photograph = PICTURES['turned by 7 degrees']?.(await printedPage(pdf));
  if (!photograph) throw new Error('There is no such picture.');
  await page.goto(`${host.url}#/verify`);
  const picker = page.getByLabel('Choose a file, or drop it here');
  const result = page.getByRole('main').getByRole('status');
  await picker.setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer: photograph });
  await expect(result.getByRole('heading', { name: 'Signed; compare the paper' })).toBeVisible();
  const fields = result.getByRole('group', { name: 'Tick what the paper says too' });
  for (const said of ['Sok Dara', 'Diversion', '20 November 2026']) await expect(fields).toContainText(said);
  const boxes = await fields.getByRole('checkbox').all();
  for (const box of boxes) {
    await expect(result.getByText('All of it is the same on the paper.')).toHaveCount(0);
    await box.check();
  }
  await expect(result.getByText('All of it is the same on the paper.')).toBeVisible();
  await expectAccessible(page, 'a code from paper');

  const empty = createCanvas(400, 300).toBuffer('image/png');
  await picker.setInputFiles({ name: 'table.png', mimeType: 'image/png', buffer: empty });
  await expect(result).toContainText('No code was found in the picture.');
});
