import { expect, inBothLanguages, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';

test.use({ record: withNotes('A note.') });

inBothLanguages(() => {
  test('typed tags aren’t called saved before they are, and are there after another screen', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    const saved = page.getByRole('banner').getByRole('status');
    await navigate(page, 'Notes', texts);
    await expect(page.getByRole('heading', { name: t('notes.heading') })).toBeVisible();
    const card = page.getByRole('article');
    await card.getByRole('button', { name: t('notes.tags.edit') }).click();
    await card.getByLabel(t('notes.tags.add')).pressSequentially('bail, diversion');
    await expect(saved).not.toHaveClass(/\bsaved\b/u);
    await navigate(page, 'Contents', texts);
    await navigate(page, 'Notes', texts);
    await expect(card).toContainText('diversion');
    await expect(saved).toHaveClass(/\bsaved\b/u);
  });
});
