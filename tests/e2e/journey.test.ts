import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from './app-test';
import { beginAs, contentsLine, navigate, openModule, readAllSections } from './pages/app-pages';
import { passQuiz } from './pages/quiz-pages';

/**
 * The whole way, once for both hosts: first run, the three-part sequence with its quizzes, the sequence's certificate
 * with a Khmer name.
 */
test('a member studies modules 8 to 10 and gets the certificate of the sequence', async ({
  eitherHost: page,
}, testInfo) => {
  test.setTimeout(300_000);
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });

  const modules = [
    [8, 'human-rights-treaties'],
    [9, 'united-nations'],
    [10, 'human-rights-council'],
  ] as const;
  for (const [number, moduleId] of modules) {
    await openModule(page, number);
    await readAllSections(page);
    await page.getByRole('link', { name: 'Open the quiz' }).click();
    await passQuiz(page, moduleId);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Passed: 100%');
    await navigate(page, 'Contents');
    await expect(contentsLine(page, number)).toContainText('complete');
  }
  await expect(page.getByText('3 of 10 modules complete')).toBeVisible();

  await page.getByRole('link', { name: 'Certificate of the sequence' }).click();
  const sheet = page.getByRole('img', { name: /Certificate page: .* for Sokha Chan/u });
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  // The native save dialog can't be driven; with the fake it is, in `desktop-host.test.ts`.
  if (testInfo.project.name !== 'browser-host') return;
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as PDF' }).click();
  const download = await downloading;
  await expect(page.getByText('is in your browser’s downloads')).toBeVisible();
  expect(download.suggestedFilename()).toMatch(/\.pdf$/u);
  const bytes = new Uint8Array(await readFile(await download.path()));
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  expect(pdf.numPages).toBe(1);
  const { info } = await pdf.getMetadata();
  expect(JSON.stringify(info)).toContain('Human rights treaties, mechanisms, and engagement');
  expect(JSON.stringify(info)).toContain('ចាន់ សុខា');
});
