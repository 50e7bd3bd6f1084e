import { readFileSync } from 'node:fs';
import { learner } from '../../support/builders/statement-builders';
import { expect, test, withNotes } from '../begun-test';
import { expectAccessible } from '../accessible';
import { navigate } from '../pages/app-pages';
import { openSearch, searchFor } from '../pages/search-pages';

test.describe('with notes on two modules', () => {
  test.use({
    record: withNotes('Ask for diversion. Call 012 345 678.', {
      sectionId: 'general-comment-24/how-it-came-about',
      text: 'Read paragraph 18 again.',
    }),
  });

  test('notes are tagged, narrowed by module and tag, renamed, and leave as Markdown', async ({ app }, testInfo) => {
    await navigate(app, 'Notes');
    const first = app.getByRole('article').filter({ hasText: 'Ask for diversion' });
    const second = app.getByRole('article').filter({ hasText: 'paragraph 18' });
    // The warning stays on the card until it is dismissed.
    await expect(first.getByText('may identify a child')).toBeVisible();
    await first.getByRole('button', { name: 'Dismiss' }).click();
    await expect(first.getByText('may identify a child')).toHaveCount(0);
    await first.getByRole('button', { name: 'Tags' }).click();
    await first.getByLabel('Add tags').fill('bail, ការពារ');
    await first.getByLabel('Add tags').press('Enter');
    await expect(first.getByRole('list', { name: 'Tags' })).toContainText('ការពារ');
    await first.getByRole('button', { name: 'Done' }).click();
    await expect(first.getByRole('button', { name: 'Tags' })).toBeFocused();
    await expectAccessible(app, 'the notebook with tags');
    await app.getByLabel('Tag', { exact: true }).selectOption('bail');
    await expect(second).toHaveCount(0);
    await app.getByRole('button', { name: 'Rename the tag' }).click();
    await app.getByLabel('New name of the tag bail').fill('release');
    await app.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(app.getByText('Renamed in 1 note.')).toBeVisible();
    await expect(first.getByRole('list', { name: 'Tags' })).toContainText('release');
    await app.reload();
    await expect(first.getByRole('list', { name: 'Tags' })).toContainText('release');
    await expect(first.getByText('may identify a child')).toHaveCount(0);
    await app.getByLabel('Module', { exact: true }).selectOption({ label: '3. General Comment No. 24' });
    await expect(first).toHaveCount(0);
    await app.getByLabel('Module', { exact: true }).selectOption('');
    await app.getByRole('button', { name: 'Take along' }).click();
    const download = app.waitForEvent('download');
    await app.getByRole('button', { name: 'Save as text (Markdown)' }).click();
    const file = testInfo.outputPath('notebook.md');
    await (await download).saveAs(file);
    expect(readFileSync(file, 'utf8')).toContain('*#release #ការពារ*');
    await app.getByLabel('Search the notes').fill('nowhere to be found');
    await expect(app.getByText('No entry has these words with these filters.')).toBeVisible();
    await app.getByLabel('Search the notes').fill('');
    await openSearch(app);
    await expect((await searchFor(app, 'release')).filter({ hasText: 'Your note' })).toHaveCount(1);
  });
});

test.describe('with a name in Khmer alone', () => {
  test.use({
    record: {
      ...withNotes('Ask for diversion.', 'A note that stays at home. Call 012 345 678.'),
      learner: learner({ latinName: '', khmerName: 'ចាន់ សុខា' }),
    },
  });

  test('entries are ticked and leave as PDF, as text on the clipboard, and on paper', async ({ app }) => {
    await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await navigate(app, 'Notes');
    await app.getByRole('button', { name: 'Take along' }).press('Enter');
    const take = app.getByRole('group', { name: 'Take along' });
    await expect(take).toContainText('To take along: 2 entries, as shown below.');
    await expect(take).toContainText('1 of them may say who a child is.');
    await take.getByRole('button', { name: 'Choose entries' }).press('Enter');
    await app.getByRole('checkbox', { name: 'Take along: Ask for diversion.' }).press('Space');
    await expect(take).toContainText('1 entry is ticked.');
    await expect(take).not.toContainText('who a child is');
    await expectAccessible(app, 'the notebook with a ticked entry');

    const downloading = app.waitForEvent('download');
    await take.getByRole('button', { name: 'Save as PDF' }).press('Enter');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('Notebook - ចាន់ សុខា.pdf');
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await expect(take).toContainText('is in your browser’s downloads');

    await take.getByRole('button', { name: 'Copy' }).press('Enter');
    await expect(take).toContainText('Copied to the clipboard.');
    const copied = await app.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Ask for diversion.');
    expect(copied).not.toContain('stays at home');

    // A filter hides it; it is taken, and on paper, all the same.
    await app.getByLabel('Search the notes').fill('at home');
    await expect(take).toContainText('1 of them is not shown at present.');
    await app.evaluate(() => {
      window.print = () => {
        document.body.dataset['printed'] = [...document.querySelectorAll('ol > li')]
          .filter((item) => !item.classList.contains('no-print'))
          .map((item) => item.textContent)
          .join('');
      };
    });
    await take.getByRole('button', { name: 'Print' }).press('Enter');
    const printed = (): Promise<string> => app.evaluate(() => document.body.dataset['printed'] ?? '');
    await expect.poll(printed).toContain('Ask for diversion.');
    expect(await printed()).not.toContain('stays at home');

    await take.getByRole('button', { name: 'Untick all' }).press('Enter');
    await expect(take.getByRole('button', { name: 'Choose entries' })).toBeFocused();
    await expect(take).toContainText('To take along: 1 entry, as shown below.');
  });
});
