import { expect, SECTION_WITH_NOTES, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';

const BEGUN = 'As it is shown in both windows.';

test.use({ record: withNotes(BEGUN) });

test('words that one window wrote stay where the other one, which does not show them, deletes the note, and it is said', async ({
  app: first,
  context,
  host,
}) => {
  await first.goto(`${host.url}${SECTION_WITH_NOTES}`);
  await expect(first.getByText(BEGUN, { exact: true })).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${host.url}${SECTION_WITH_NOTES}`);
  await second.getByRole('article').filter({ hasText: BEGUN }).getByRole('button', { name: 'Edit' }).click();
  await second.getByLabel('Text of the note').fill(`${BEGUN} And a page of words.`);
  await second.getByRole('button', { name: 'Done' }).click();
  await expect(second.getByRole('banner').getByRole('status')).toHaveText('Saved');

  const shown = first.getByRole('article').filter({ has: first.getByText(BEGUN, { exact: true }) });
  await shown.getByRole('button', { name: 'Delete' }).click();
  await expect(first.getByText(`${BEGUN} And a page of words.`)).toBeVisible();
  await expect(first.getByText('A deleted note is there again')).toBeVisible();
  await expect(first.getByText('Note deleted')).toHaveCount(0);
  await first.reload();
  await navigate(first, 'Notes');
  await expect(first.getByText(`${BEGUN} And a page of words.`)).toBeVisible();
});
