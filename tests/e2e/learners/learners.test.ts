import { readFileSync } from 'node:fs';
import { journalPaths } from '../../faults/support/journal-lines';
import { expect, test } from '../app-test';
import { withNotes } from '../begun-test';
import { beginAs, contentsLine, navigate, openFirstSection } from '../pages/app-pages';
import { addLearner, showPicker } from '../pages/learner-pages';
import { waitLongerFor } from '../pages/patient-pages';
import { expectLocked, unlock } from '../pages/protection-pages';
import { auditWindow, leaks } from '../../support/traces/leak-audit';

test('a second learner is added, each has a record of their own, and the next start asks who it is', async ({
  app: page,
  host,
}) => {
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();

  await addLearner(page, { khmer: 'គីម វណ្ណា' });
  await expect(page.getByRole('banner')).toContainText('គីម វណ្ណា');
  await expect(page.getByRole('banner')).toContainText('គវ');
  await expect(contentsLine(page, 2)).not.toContainText('1 of');

  await page.goto('about:blank');
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
  const choices = page.getByRole('main').getByRole('listitem');
  await expect(choices).toHaveText([
    /គវ\s*គីម វណ្ណា\s*Last opened today/u,
    /SC\s*Sokha Chan\s*ចាន់ សុខា\s*Last opened today/u,
  ]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();

  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});

test('words typed to the last moment before a switch are kept with their learner', async ({ app: page, host }) => {
  // Who leaves waits at most so long for the journal.
  await waitLongerFor(page, [3_000]);
  await page.reload();
  await beginAs(page, { latin: 'Sokha Chan' });
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill('Typed and left at once.');
  await addLearner(page, { latin: 'Vanna Kim' });
  const kept = journalPaths(host)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.includes('Typed and left at once.'));
  expect(kept).toEqual([expect.stringContaining('Sokha Chan')]);
  await navigate(page, 'Notes');
  await expect(page.getByText('No notes yet.')).toBeVisible();
  await showPicker(page);
  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await navigate(page, 'Notes');
  await expect(page.getByText('Typed and left at once.')).toBeVisible();
});

test.describe(() => {
  const PIN = '739204';
  const NOTE = 'A note behind the lock.';

  test.use({ record: { ...withNotes(NOTE), pin: PIN } });

  test('a record with a PIN carries a lock in the list, waits for it, and shows the window nothing before', async ({
    app: page,
    host,
  }) => {
    await unlock(page, PIN);
    await addLearner(page, { latin: 'Vanna Kim' });
    await showPicker(page);
    const choice = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Sokha Chan' });
    await expect(choice.getByRole('img', { name: 'Opens with a PIN' })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Opens with a PIN' })).toHaveCount(1);

    await choice.getByRole('button').click();
    await expectLocked(page);
    await expect(page.getByRole('banner').getByRole('button')).toHaveText(['ភាសាខ្មែរ']);
    expect(leaks(await auditWindow(page), [NOTE])).toEqual([]);
    await page.getByRole('button', { name: 'Switch learner' }).click();
    await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();

    // Asked again at the next start, and open once the PIN is given.
    await page.goto('about:blank');
    await page.goto(host.url);
    await page.getByRole('button', { name: /Sokha Chan/u }).click();
    await expectLocked(page);
    await unlock(page, PIN);
    await navigate(page, 'Notes');
    await expect(page.getByText(NOTE)).toBeVisible();
  });
});
