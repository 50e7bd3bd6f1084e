import { expect, test } from '../app-test';
import { beginAs, navigate, openFirstSection, writeNote } from '../pages/app-pages';

const BEGUN = 'As it is shown in both windows.';

test('words that one window wrote stay where the other one, which does not show them, deletes the note, and it is said', async ({
  app: first,
  context,
  host,
}) => {
  await beginAs(first, { latin: 'Sokha Chan' });
  await writeNote(first, BEGUN);
  const second = await context.newPage();
  await second.goto(host.url);
  await openFirstSection(second, 2);
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
