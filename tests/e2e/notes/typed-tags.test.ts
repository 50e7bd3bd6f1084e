import type { Locator, Page } from '@playwright/test';
import { expect, test, withNotes } from '../begun-test';
import { navigate, writeNote } from '../pages/app-pages';
import { expectLocked, setPin, unlock } from '../pages/protection-pages';

const PIN = 'seven quiet herons';

/** Types tags into the field of the only note, and leaves them there. */
async function typeTags(page: Page): Promise<Locator> {
  await navigate(page, 'Notes');
  // The section's card has such a button too, and goes with its screen.
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  const card = page.getByRole('article');
  await card.getByRole('button', { name: 'Tags' }).click();
  await card.getByLabel('Add tags').pressSequentially('bail, diversion');
  return card;
}

test('typed tags aren’t called saved before they are, and are there after another screen', async ({ app }) => {
  await writeNote(app, 'A note.');
  const card = await typeTags(app);
  await expect(app.getByRole('banner').getByText('Saved', { exact: true })).toBeHidden();
  await navigate(app, 'Contents');
  await navigate(app, 'Notes');
  await expect(card).toContainText('diversion');
  await expect(app.getByRole('banner').getByText('Saved', { exact: true })).toBeVisible();
});

test.describe('with a note', () => {
  test.use({ record: withNotes('A note.') });

  test('typed tags are there after the record was locked, also more than a note takes, which keep no record open', async ({
    app,
  }) => {
    await setPin(app, PIN);
    const card = await typeTags(app);
    await app.keyboard.press('Control+Shift+L');
    await expectLocked(app);
    await unlock(app, PIN);
    await expect(card).toContainText('diversion');

    await card.getByRole('button', { name: 'Tags' }).click();
    const field = card.getByLabel('Add tags');
    await field.fill(Array.from({ length: 20 }, (_, at) => `tag ${at}`).join(', '));
    await field.press('Enter');
    await field.fill('one too many');
    await app.keyboard.press('Control+Shift+L');
    await expectLocked(app);
    await unlock(app, PIN);
    await expect(card).toContainText('one too many');
  });
});
