import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '../app-test';
import { bringIn, completedSeriesFile } from '../certificates/certificate-scenes';
import { beginAs, navigate, writeNote } from '../pages/app-pages';

const isPdf = (path: string): boolean => readFileSync(path).subarray(0, 5).toString() === '%PDF-';

test('all certificates go into the folder that is chosen, once however often they are saved, and none where it is cancelled', async ({
  app: page,
  desktop,
}, testInfo) => {
  const folder = testInfo.outputPath('វិញ្ញាបនបត្រ of Sok');
  mkdirSync(folder);
  await beginAs(page, { latin: 'Sok' });
  await bringIn(page, await completedSeriesFile());
  await navigate(page, 'Certificates');
  const all = page.getByRole('region', { name: 'Save them all' });
  const save = all.getByRole('button', { name: 'Save all certificates' });

  await desktop.answerOpenDialogs(null);
  await save.press('Enter');
  await expect(all.getByRole('status')).toContainText('Nothing was saved.');
  await expect(page.getByText(/Earned on .*, issued/u)).toHaveCount(0);

  await desktop.answerOpenDialogs(folder);
  await save.press('Enter');
  await expect(all.getByRole('status')).toContainText('12 certificates are in the folder “វិញ្ញាបនបត្រ of Sok”.');
  await expect(save).toBeFocused();
  const saved = readdirSync(folder).sort();
  expect(saved).toHaveLength(12);
  expect(saved.filter((name) => !isPdf(`${folder}/${name}`))).toEqual([]);
  await expect(page.getByText(/Earned on .*, issued/u)).toHaveCount(12);

  const before = await all
    .getByRole('status')
    .getByText('12 certificates')
    .evaluateHandle((element) => element);
  await save.press('Enter');
  // The words are the same: they were taken away while the certificates were saved.
  await expect.poll(() => before.evaluate((element) => (element as Element).isConnected)).toBe(false);
  await expect(all.getByRole('status')).toContainText('12 certificates are in the folder');
  expect(readdirSync(folder).sort()).toEqual(saved);
});

test('the notebook goes through the save dialog, as PDF and as text, and a cancelled one is said to be none', async ({
  app: page,
  desktop,
}, testInfo) => {
  await beginAs(page, { khmer: 'ចាន់ សុខា' });
  await writeNote(page, 'Ask for diversion.');
  await navigate(page, 'Notes');
  const take = page.getByRole('group', { name: 'Take along' });
  await desktop.answerSaveDialogs(null);
  await take.getByRole('button', { name: 'Save as PDF' }).press('Enter');
  await expect(take).toContainText('Stopped. Nothing was changed.');

  await desktop.answerSaveDialogs(testInfo.outputPath('kept.pdf'));
  await take.getByRole('button', { name: 'Save as PDF' }).press('Enter');
  await expect(take).toContainText('kept.pdf was saved.');
  expect(isPdf(testInfo.outputPath('kept.pdf'))).toBe(true);

  await desktop.answerSaveDialogs(testInfo.outputPath('kept.md'));
  await take.getByRole('button', { name: 'Save as text (Markdown)' }).press('Enter');
  await expect(take).toContainText('kept.md was saved.');
  expect(readFileSync(testInfo.outputPath('kept.md'), 'utf8')).toContain('Ask for diversion.');
  expect(desktop.saveDialogs.map(({ defaultPath }) => defaultPath?.split('/').at(-1))).toEqual([
    'Notebook - ចាន់ សុខា.pdf',
    'Notebook - ចាន់ សុខា.pdf',
    expect.stringMatching(/\.md$/u),
  ]);
});
