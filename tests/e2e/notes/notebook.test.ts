import { readFileSync } from 'node:fs';
import { learner } from '../../support/builders/statement-builders';
import { expect, inBothLanguages, test, withNotes } from '../begun-test';
import { expectAccessible } from '../accessible';
import { navigate } from '../pages/app-pages';
import { openSearch, searchFor } from '../pages/search-pages';

inBothLanguages(() => {
  test.describe('with notes on two modules', () => {
    test.use({
      record: withNotes('Ask for diversion. Call 012 345 678.', {
        sectionId: 'general-comment-24/how-it-came-about',
        text: 'Read paragraph 18 again.',
      }),
    });

    test('notes are tagged, narrowed by module and tag, renamed, and leave as Markdown @walk', async ({
      app,
      texts,
    }, testInfo) => {
      const { t } = texts;
      await navigate(app, 'Notes', texts);
      const first = app.getByRole('article').filter({ hasText: 'Ask for diversion' });
      const second = app.getByRole('article').filter({ hasText: 'paragraph 18' });
      // The warning stays on the card until it is dismissed.
      await expect(first.getByText(t('notes.identifying'))).toBeVisible();
      await first.getByRole('button', { name: t('notes.dismiss') }).click();
      await expect(first.getByText(t('notes.identifying'))).toHaveCount(0);
      await first.getByRole('button', { name: t('notes.tags.edit') }).click();
      await first.getByLabel(t('notes.tags.add')).fill('bail, ការពារ');
      await first.getByLabel(t('notes.tags.add')).press('Enter');
      await expect(first.getByRole('list', { name: t('notes.tags.label') })).toContainText('ការពារ');
      await first.getByRole('button', { name: t('notes.done') }).click();
      await expect(first.getByRole('button', { name: t('notes.tags.edit') })).toBeFocused();
      await expectAccessible(app, 'the notebook with tags');
      await app.getByRole('combobox', { name: t('notes.filterBy.tag'), exact: true }).selectOption('bail');
      await expect(second).toHaveCount(0);
      await app.getByRole('button', { name: t('notes.filterBy.rename') }).click();
      await app.getByLabel(t('notes.filterBy.renameTo', { tag: 'bail' })).fill('release');
      await app.getByRole('button', { name: t('notes.filterBy.renameSave'), exact: true }).click();
      await expect(app.getByText(t('notes.filterBy.renameDone', { n: 1 }, 1))).toBeVisible();
      await expect(first.getByRole('list', { name: t('notes.tags.label') })).toContainText('release');
      await app.reload();
      await expect(first.getByRole('list', { name: t('notes.tags.label') })).toContainText('release');
      await expect(first.getByText(t('notes.identifying'))).toHaveCount(0);
      await app
        .getByRole('combobox', { name: t('notes.filterBy.module'), exact: true })
        .selectOption('general-comment-24');
      await expect(first).toHaveCount(0);
      await app.getByRole('combobox', { name: t('notes.filterBy.module'), exact: true }).selectOption('');
      await app.getByRole('button', { name: t('notes.export.label') }).click();
      const download = app.waitForEvent('download');
      await app.getByRole('button', { name: t('notes.export.markdown') }).click();
      const file = testInfo.outputPath('notebook.md');
      await (await download).saveAs(file);
      expect(readFileSync(file, 'utf8')).toContain('*#release #ការពារ*');
      await app.getByLabel(t('notes.search')).fill('nowhere to be found');
      await expect(app.getByText(t('notes.nothing'))).toBeVisible();
      await app.getByLabel(t('notes.search')).fill('');
      await openSearch(app, texts);
      await expect((await searchFor(app, 'release', texts)).filter({ hasText: t('search.kinds.note') })).toHaveCount(1);
    });
  });

  test.describe('with a name in Khmer alone', () => {
    test.use({
      record: {
        ...withNotes('Ask for diversion.', 'A note that stays at home. Call 012 345 678.'),
        learner: learner({ latinName: '', khmerName: 'ចាន់ សុខា' }),
      },
    });

    test('entries are ticked and leave as PDF, as text on the clipboard, and on paper @walk', async ({
      app,
      texts,
    }) => {
      const { t } = texts;
      await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await navigate(app, 'Notes', texts);
      await app.getByRole('button', { name: t('notes.export.label') }).press('Enter');
      const take = app.getByRole('group', { name: t('notes.export.label') });
      await expect(take).toContainText(t('notes.export.scope', { n: 2 }, 2));
      await expect(take).toContainText(t('notes.export.identifying', { n: 1 }, 1));
      await take.getByRole('button', { name: t('notes.export.choose') }).press('Enter');
      await app
        .getByRole('checkbox', { name: t('notes.export.entryOf', { words: 'Ask for diversion.' }) })
        .press('Space');
      await expect(take).toContainText(t('notes.export.chosen', { n: 1 }, 1));
      await expect(take).not.toContainText(t('notes.export.identifying', { n: 1 }, 1));
      await expectAccessible(app, 'the notebook with a ticked entry');

      const downloading = app.waitForEvent('download');
      await take.getByRole('button', { name: t('notes.export.pdf') }).press('Enter');
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(`${t('notes.heading')} - ចាន់ សុខា.pdf`);
      expect(
        readFileSync(await download.path())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      await expect(take).toContainText(texts.like('certificates.outcome.download'));

      await take.getByRole('button', { name: t('notes.export.copy') }).press('Enter');
      await expect(take).toContainText(t('notes.export.copied'));
      const copied = await app.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain('Ask for diversion.');
      expect(copied).not.toContain('stays at home');

      // A filter hides it; it is taken, and on paper, all the same.
      await app.getByLabel(t('notes.search')).fill('at home');
      await expect(take).toContainText(t('notes.export.hidden', { n: 1 }, 1));
      await app.evaluate(() => {
        window.print = () => {
          document.body.dataset['printed'] = [...document.querySelectorAll('ol > li')]
            .filter((item) => !item.classList.contains('no-print'))
            .map((item) => item.textContent)
            .join('');
        };
      });
      await take.getByRole('button', { name: t('notes.export.print') }).press('Enter');
      const printed = (): Promise<string> => app.evaluate(() => document.body.dataset['printed'] ?? '');
      await expect.poll(printed).toContain('Ask for diversion.');
      expect(await printed()).not.toContain('stays at home');

      await take.getByRole('button', { name: t('notes.export.clear') }).press('Enter');
      await expect(take.getByRole('button', { name: t('notes.export.choose') })).toBeFocused();
      await expect(take).toContainText(t('notes.export.scope', { n: 1 }, 1));
    });
  });
});
