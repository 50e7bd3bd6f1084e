import { mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { readPdfContents } from '../../src/main/services/credential/pdf-contents';
import { startBrowserHostProcess } from '../support/hosts/browser-host-process';
import { invokeInPage } from '../support/hosts/invoke-in-page';
import { chromiumOptions } from '../support/find-chromium';
import { hostileNames } from '../support/hostile/hostile-names';
import { learnerFile, readInPieces } from '../support/learner-files/learner-files';
import { sampleContents } from '../support/learner-files/learner-file-samples';
import { credentialText } from '../support/inputs/certificate-inputs';
import { makeFolder, removeFolder } from '../support/remove-folder';
import { moduleCertificate } from '../unit/main/certificate/certificate-samples';
import { desktopServices, saveLearnerFile } from './support/desktop-services';
import { pdfReaderParts } from '../support/hosts/pdf-reader-parts';

// F20: each name as the learner's, on a certificate and a learner file; on the desktop host as its save dialog suggests
// it, in a browser as a download.
const text = learnerFile(sampleContents());

/** A file that stands directly in the folder, no link, under a plain name. */
async function expectInside(folder: string, path: string, extension: string): Promise<void> {
  expect(dirname(path)).toBe(folder);
  expect(await realpath(path)).toBe(path);
  expectPlain(basename(path), extension);
}

/** With this extension, no device, nothing that hides or reorders. */
function expectPlain(name: string, extension: string): void {
  expect(name).toMatch(/^[^.\-\s]/u);
  expect(name.endsWith(extension)).toBe(true);
  expect(name).not.toMatch(/[\p{Cc}\p{Cs}<>:"/\\|?*\u200B\u202A-\u202E\u2066-\u2069\uFEFF]|[. ]\.\w+$/u);
  expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
}

test.describe('F20: a hostile name', () => {
  test(`stays inside the folder that the dialog shows, and the file opens, ${hostileNames.length} times two`, async () => {
    expect(hostileNames.length).toBeGreaterThanOrEqual(60);
    const folder = await realpath(await makeFolder('names'));
    const [documents, data] = [join(folder, 'documents'), join(folder, 'data')];
    await mkdir(documents);
    const host = desktopServices({ data, documents });
    try {
      for (const name of hostileNames) {
        const saved = await host.invoke('certificate.export', {
          credential: credentialText(moduleCertificate({ learner: { latinName: name, khmerName: '' } })),
        });
        expect([name, saved]).toMatchObject([name, { ok: true, value: { outcome: 'saved' } }]);
        const pdf = host.suggested.at(-1) ?? '';
        await expectInside(documents, pdf, '.pdf');
        const bytes = await readFile(pdf);
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        expect(bytes.toString('latin1')).toContain('%%EOF');

        expect([name, await saveLearnerFile(host, text, name)]).toMatchObject([
          name,
          { ok: true, value: { outcome: 'saved' } },
        ]);
        const file = host.suggested.at(-1) ?? '';
        await expectInside(documents, file, '.jsonl');
        expect(readInPieces(await readFile(file))).toEqual(sampleContents());
      }
      // Some of the certificates through a PDF reader, which takes a fifth of a second each.
      const pdfs = (await readdir(documents)).filter((each) => each.endsWith('.pdf'));
      for (const each of pdfs.filter((_, index) => index % 8 === 0)) {
        expect(await readPdfContents(await readFile(join(documents, each)), pdfReaderParts())).toMatchObject({
          title: expect.stringContaining('Social norms') as unknown,
        });
      }
      // Nothing else was written anywhere near: no temporary file, no folder, no file of another name.
      expect(await readdir(folder)).toEqual(['documents']);
      expect((await readdir(documents)).filter((each) => !/\.(?:pdf|jsonl)$/u.test(each))).toEqual([]);
    } finally {
      await removeFolder(folder);
    }
  });

  test('is a plain name among the downloads of a real browser, and no header of its own', async () => {
    const host = await startBrowserHostProcess();
    const browser = await chromium.launch(chromiumOptions());
    try {
      const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
      await host.letIn(page.context());
      for (const [index, name] of hostileNames.entries()) {
        // Chromium lets a page begin ten downloads by itself.
        if (index % 8 === 0) await page.goto(host.url);
        const downloading = page.waitForEvent('download', { timeout: 20_000 });
        const { exportId } = await invokeInPage<{ exportId: string }>(page, 'export.begin', {
          kind: 'learner-file',
          label: name,
        });
        await invokeInPage(page, 'export.append', { exportId, text });
        const { path } = await invokeInPage<{ path: string }>(page, 'export.finish', { exportId });
        await page.evaluate((href) => {
          const link = document.createElement('a');
          link.href = href;
          link.download = '';
          link.click();
        }, path);
        const download = await downloading.catch((error: unknown) => {
          throw new Error(`No download of ${JSON.stringify(name)}`, { cause: error });
        });
        const suggested = download.suggestedFilename();
        expectPlain(suggested, '.jsonl');
        expect(await readFile(await download.path(), 'utf8')).toBe(text);
        // The host sets none, and a name can't.
        expect(await page.context().cookies()).toEqual([]);
      }
    } finally {
      await browser.close();
      await host.remove();
    }
  });
});
