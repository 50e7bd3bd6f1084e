import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { learner } from '../../support/builders/statement-builders';
import { expect, test, withNotes } from '../begun-test';
import { completedSequence } from '../certificates/certificate-scenes';
import { navigate } from '../pages/app-pages';
import { openRecords } from '../pages/learner-pages';

const isPdf = (path: string): boolean => readFileSync(path).subarray(0, 5).toString() === '%PDF-';

test.describe('for who completed a sequence', () => {
  test.use({ record: { make: completedSequence } });

  test('all certificates go into the folder that is chosen, once however often they are saved, and none where it is cancelled', async ({
    app: page,
    desktop,
  }, testInfo) => {
    const folder = testInfo.outputPath('វិញ្ញាបនបត្រ of Sok');
    mkdirSync(folder);
    await navigate(page, 'Certificates');
    const all = page.getByRole('region', { name: 'Save them all' });
    const save = all.getByRole('button', { name: 'Save all certificates' });

    await desktop.answerOpenDialogs(null);
    await save.press('Enter');
    await expect(all.getByRole('status')).toContainText('Nothing was saved.');
    await expect(page.getByText(/Earned on .*, made/u)).toHaveCount(0);

    await desktop.answerOpenDialogs(folder);
    await save.press('Enter');
    await expect(all.getByRole('status')).toContainText('4 certificates are in the folder “វិញ្ញាបនបត្រ of Sok”.');
    await expect(save).toBeFocused();
    const saved = readdirSync(folder).sort();
    expect(saved).toHaveLength(4);
    expect(saved.filter((name) => !isPdf(`${folder}/${name}`))).toEqual([]);
    await expect(page.getByText(/Earned on .*, made/u)).toHaveCount(4);

    const before = await all
      .getByRole('status')
      .getByText('4 certificates')
      .evaluateHandle((element) => element);
    await save.press('Enter');
    // The words are the same: they were taken away while the certificates were saved.
    await expect.poll(() => before.evaluate((element) => (element as Element).isConnected)).toBe(false);
    await expect(all.getByRole('status')).toContainText('4 certificates are in the folder');
    expect(readdirSync(folder).sort()).toEqual(saved);
  });
});

test.describe('for who wrote a note', () => {
  test.use({
    record: { ...withNotes('Ask for diversion.'), learner: learner({ latinName: '', khmerName: 'ចាន់ សុខា' }) },
  });

  test('the notebook and the record go through the save dialog, which suggests their names, and a cancelled one is said to be none', async ({
    app: page,
    desktop,
  }, testInfo) => {
    await navigate(page, 'Notes');
    await page.getByRole('button', { name: 'Take along' }).press('Enter');
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

    await openRecords(page);
    await desktop.answerSaveDialogs(testInfo.outputPath('chosen'));
    await page.getByRole('button', { name: 'Make a backup' }).click();
    await expect(page.getByText('chosen.jsonl was saved.')).toBeVisible();
    expect(readFileSync(testInfo.outputPath('chosen.jsonl'), 'utf8')).toContain('child-justice-series-learner');
    const suggested = desktop.saveDialogs.map(({ defaultPath = '' }) => relative(desktop.dataFolder, defaultPath));
    expect(suggested).toEqual([
      'Notebook - ចាន់ សុខា.pdf',
      'Notebook - ចាន់ សុខា.pdf',
      expect.stringMatching(/\.md$/u),
      expect.stringMatching(/^Backup - 2.* ចាន់ សុខា\.jsonl$/u),
    ]);
  });
});
