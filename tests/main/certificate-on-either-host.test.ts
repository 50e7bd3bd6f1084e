import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateDocument } from '../../src/contract/certificate-document';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { makeFolder } from '../support/remove-folder';

let desktop: BuiltDesktopHost;
let browser: BuiltBrowserHost;
beforeAll(async () => {
  [desktop, browser] = await Promise.all([loadBuiltDesktopHost(), startBuiltBrowserHost()]);
});
afterAll(() => browser.stop());

const corrected: CertificateDocument = {
  ...certificateDocument,
  revision: 2,
  learner: { latinName: 'Dara Sok', khmerName: 'សុខ ដារ៉ា' },
  supersedes: { revision: 1, issuedAt: certificateDocument.issuedAt, reason: 'The name was misspelt' },
};

async function fromBrowser<Value>(name: string, input: unknown): Promise<Value> {
  const { body } = await browser.invoke(name, input);
  return (JSON.parse(body) as { readonly value: Value }).value;
}

async function exportedByBrowser(credential: string): Promise<Buffer> {
  const { path } = await fromBrowser<{ path: string }>('certificate.export', { credential });
  const answer = await fetch(`${browser.origin}${path}`);
  return Buffer.from(await answer.arrayBuffer());
}

async function exportedByDesktop(credential: string): Promise<Buffer> {
  const filePath = join(await makeFolder('either-host'), 'certificate.pdf');
  desktop.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
  expect(await desktop.invoke('certificate.export', { credential })).toMatchObject({
    ok: true,
    value: { outcome: 'saved' },
  });
  return readFile(filePath);
}

describe.each([
  ['a first issue', certificateDocument],
  ['a correction', corrected],
] as const)('%s that was signed on the browser host', (_, document) => {
  it('is exported as the same bytes by the desktop host, which has another key, and is told to be intact there', async () => {
    const { credential } = await fromBrowser<{ credential: string }>('certificate.issue', {
      document,
      evidence: { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
    });
    const pdf = await exportedByBrowser(credential);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await exportedByBrowser(credential)).equals(pdf)).toBe(true);
    expect((await exportedByDesktop(credential)).equals(pdf)).toBe(true);
    expect(await desktop.invoke('credential.verify', { base64: pdf.toString('base64') })).toMatchObject({
      ok: true,
      value: {
        outcome: 'checked',
        signature: 'intact',
        signerIsIssuer: true,
        maker: 'this-kind',
        page: 'genuine',
      },
    });
  });
});
