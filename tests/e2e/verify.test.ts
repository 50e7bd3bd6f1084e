import type { Page } from '@playwright/test';
import { certificateDocument } from '../support/operation-inputs';
import { expect, test } from './app-test';
import { beginAs } from './pages/app-pages';

const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };

/** Signs and exports with the host of the page, as the certificate's own screen does, and fetches the file. */
async function exported(page: Page): Promise<{ readonly credential: string; readonly pdf: Buffer }> {
  const { credential, base64 } = await page.evaluate(
    async ({ document, counts }) => {
      const invoke = async (name: string, input: unknown): Promise<Record<string, string>> => {
        const response = await fetch('/operations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, input }) });
        return ((await response.json()) as { value: Record<string, string> }).value;
      };
      const signed = await invoke('credential.sign', { document, evidence: counts });
      const delivery = await invoke('certificate.export', { document, credential: signed['credential'] });
      const bytes = new Uint8Array(await (await fetch(delivery['path'] ?? '')).arrayBuffer());
      return { credential: signed['credential'] ?? '', base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
    },
    { document: certificateDocument, counts: evidence },
  );
  return { credential, pdf: Buffer.from(base64, 'base64') };
}

test('a certificate is checked, and each kind of damage has its own answer', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sok Dara', khmer: '' });
  const { credential, pdf } = await exported(page);
  await page.goto(`${host.url}#/certificates`);
  await page.getByRole('link', { name: 'Check a certificate' }).click();
  const picker = page.getByLabel('Choose a file, or drop it here');
  const result = page.getByRole('main').getByRole('status');

  await picker.setInputFiles({ name: 'own.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(result).toContainText('Intact: nothing signed was changed.');
  await expect(result).toContainText('Yes, the key is the named issuer’s:');
  await expect(result).toContainText('This computer’s own key signed it.');
  await expect(result).toContainText('Yes: id, names and title in the PDF are the signed ones.');
  await expect(result).toContainText('Yes: this app prints exactly this file');
  await expect(result).toContainText('Sok Dara');

  await picker.setInputFiles({ name: 'changed.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf, Buffer.from('\n%')]) });
  await expect(result).toContainText('No: the file differs from what this version of the app prints.');

  await picker.setInputFiles({ name: 'changed.json', mimeType: 'application/json', buffer: Buffer.from(credential.replace('Sok Dara', 'Sok Dana')) });
  await expect(result).toContainText('Not intact: something was changed after it was signed.');

  await picker.setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') });
  await expect(result).toContainText('This is neither a PDF nor a JSON file.');

  await picker.setInputFiles({ name: 'large.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
  await expect(result).toContainText('The file is larger than 5 MB.');
});
