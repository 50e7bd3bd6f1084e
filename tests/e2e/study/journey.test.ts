import { resolve } from 'node:path';
import { exhaustingPdf } from '../../support/hostile/exhausting-pdf';
import { expect, test } from '../app-test';
import { completedModulesFile } from '../certificates/certificate-scenes';
import { contentsLine, navigate, openModule, readAllSections } from '../pages/app-pages';
import { beginWithBackup } from '../pages/learner-pages';
import { passQuiz } from '../pages/quiz-pages';

/** Of an earlier version of the app. */
const CERTIFICATE = resolve(import.meta.dirname, '../../fixtures/certificates/signed.pdf');

const names = { latinName: 'Sokha Chan', khmerName: 'ចាន់ សុខា' };

/**
 * The whole way in a window of the desktop host, on the fake and on a real Electron: first run with what was studied on
 * another computer, the last part of the sequence with its quiz, the sequence's certificate with a Khmer name, and the
 * check of another one. In the browser host all three parts are walked, by keyboard (`keyboard.test.ts`).
 */
test('a member brings modules 8 and 9 along, studies module 10, and gets the certificate of the sequence @walk', async ({
  eitherDesktop: page,
}, testInfo) => {
  test.setTimeout(300_000);
  await beginWithBackup(page, await completedModulesFile(['human-rights-treaties', 'united-nations'], names));
  await expect(page.getByText('2 of 10 complete')).toBeVisible();
  await openModule(page, 10);
  await readAllSections(page);
  await page.getByRole('link', { name: 'Open the quiz' }).click();
  await passQuiz(page, 'human-rights-council');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Passed: 100%');
  await navigate(page, 'Contents');
  await expect(contentsLine(page, 10)).toContainText('complete');
  await expect(page.getByText('3 of 10 complete')).toBeVisible();

  await page.getByRole('link', { name: 'Sequence certificate' }).click();
  const sheet = page.getByRole('img', { name: /Certificate page: .* for Sokha Chan/u });
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await navigate(page, 'Certificates');
  await page.getByRole('link', { name: 'Check a certificate' }).click();
  const picker = page.getByLabel('Choose a file, or drop it here');
  const result = page.getByRole('main').getByRole('status');
  if (testInfo.project.name === 'electron') {
    // A file that ends the process by which it is read: in the other hosts so in `tests/main/hostile-pdf.test.ts`.
    await picker.setInputFiles({ name: 'hostile.pdf', mimeType: 'application/pdf', buffer: exhaustingPdf() });
    await expect(result).toContainText('The PDF unpacks to too much or takes too long to read');
  }
  await picker.setInputFiles(CERTIFICATE);
  await expect(result).toContainText('Intact: nothing signed was changed.');
});
