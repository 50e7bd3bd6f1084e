import { readFileSync } from 'node:fs';
import { journalPaths } from '../../faults/support/journal-lines';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { beginNote, contentsLine, navigate, openFirstSection, readOf } from '../pages/app-pages';
import { addLearner, showPicker } from '../pages/learner-pages';
import { escaped } from '../pages/page-texts';
import { waitLongerFor } from '../pages/patient-pages';
import { expectLocked, unlock } from '../pages/protection-pages';
import { auditWindow, leaks } from '../../support/traces/leak-audit';

inBothLanguages(() => {
  test.use({ record: { learner: { ...SOKHA, khmerName: 'ចាន់ សុខា' } } });

  test('a second learner is added, each has a record of their own, and the next start asks who it is @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    await openFirstSection(page, 2, texts);
    await page.getByRole('button', { name: t('section.mark') }).click();
    await expect(page.getByText(t('section.isRead'))).toBeVisible();

    await addLearner(page, { khmer: 'គីម វណ្ណា' }, texts);
    await expect(page.getByRole('banner')).toContainText('គីម វណ្ណា');
    await expect(page.getByRole('banner')).toContainText('គវ');
    await expect(contentsLine(page, 2, texts)).not.toContainText(readOf(1, texts));

    await page.goto('about:blank');
    await page.goto(host.url);
    await expect(page.getByRole('heading', { name: t('learners.heading') })).toBeFocused();
    const today = escaped(t('learners.opened.today'));
    await expect(page.getByRole('main').getByRole('listitem')).toHaveText([
      new RegExp(`គវ\\s*គីម វណ្ណា\\s*${today}`, 'u'),
      new RegExp(`Sokha Chan.*${today}`, 'su'),
    ]);
    await expect(page.getByRole('navigation', { name: t('shell.navigation') })).toBeHidden();

    await page.getByRole('button', { name: /Sokha Chan/u }).click();
    await expect(contentsLine(page, 2, texts)).toContainText(readOf(1, texts));
    await expect(page.getByRole('banner')).toContainText(/Sokha Chan|ចាន់ សុខា/u);
  });

  test('words typed to the last moment before a switch are kept with their learner', async ({
    app: page,
    host,
    texts,
  }) => {
    const { like } = texts;
    // Who leaves waits at most so long for the journal.
    await waitLongerFor(page, [3_000]);
    await page.reload();
    await (await beginNote(page, texts)).fill('Typed and left at once.');
    await addLearner(page, { latin: 'Vanna Kim' }, texts);
    const kept = journalPaths(host)
      .map((path) => readFileSync(path, 'utf8'))
      .filter((text) => text.includes('Typed and left at once.'));
    expect(kept).toEqual([expect.stringContaining('Sokha Chan')]);
    await navigate(page, 'Notes', texts);
    await expect(page.getByText(like('notes.empty'))).toBeVisible();
    await showPicker(page, texts);
    await page.getByRole('button', { name: /Sokha Chan/u }).click();
    await navigate(page, 'Notes', texts);
    await expect(page.getByText('Typed and left at once.')).toBeVisible();
  });
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
