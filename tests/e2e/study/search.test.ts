import { expect, test } from '../begun-test';
import { markedWords, openSearch, searchFor } from '../pages/search-pages';

test('one box finds sections by stems and through errors in spelling, and leads to the very words, marked', async ({
  app,
}) => {
  const box = await openSearch(app);
  // A module with a protocol, and what quizzes explain, are found only once they are open.
  const ofClosed = await searchFor(app, 'participation child');
  await expect(ofClosed.filter({ hasText: /Section.*Module 5|Figure.*Module 5/u })).toHaveCount(0);
  await expect(ofClosed.filter({ hasText: 'Quiz, explained' })).toHaveCount(0);
  await expect(await searchFor(app, 'diverting childern')).not.toHaveCount(0);
  await expect(box.getByRole('status')).toContainText('spelt nearly the same');
  const results = await searchFor(app, 'six safeguards diversion');
  const section = results.filter({ has: app.getByText('Section', { exact: true }) }).first();
  await expect(section.locator('mark').first()).toBeVisible();
  await section.click();
  await expect(box).toHaveCount(0);
  await expect(app).toHaveURL(/#\/modules\/[\w-]+\/sections\//u);
  await expect.poll(() => markedWords(app)).not.toEqual([]);
  // What was searched for isn't in the address.
  expect(app.url()).not.toContain('safeguards%20diversion');
});
