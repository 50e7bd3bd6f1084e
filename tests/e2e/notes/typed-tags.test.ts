import { expect, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';

test.use({ record: withNotes('A note.') });

test('typed tags aren’t called saved before they are, and are there after another screen', async ({ app: page }) => {
  const saved = page.getByRole('banner').getByRole('status');
  await navigate(page, 'Notes');
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  const card = page.getByRole('article');
  await card.getByRole('button', { name: 'Tags' }).click();
  await card.getByLabel('Add tags').pressSequentially('bail, diversion');
  await expect(saved).not.toHaveClass(/\bsaved\b/u);
  await navigate(page, 'Contents');
  await navigate(page, 'Notes');
  await expect(card).toContainText('diversion');
  await expect(saved).toHaveClass(/\bsaved\b/u);
});
