import { expectAccessible } from '../accessible';
import { expect, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { clickWords, expectMarked, selectWords } from '../pages/highlight-pages';
import { invokeInPage } from '../../support/hosts/invoke-in-page';
import type { Cursor } from '../../../src/contract/journal-entry';
import { JOURNAL_FORMAT } from '../../../src/contract/journal-format';

const SECTION = '#/modules/diversion/sections/why-not-court';

test('words are marked with the mouse, changed, noted on, taken away and brought back, and stand after a reload', async ({
  app: page,
  host,
}) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await page.goto(`${host.url}${SECTION}`);
  const toolbar = page.getByRole('toolbar', { name: 'Selected words' });

  await selectWords(page, 'The police have him, the phone and a witness');
  await expect(toolbar).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => String(document.getSelection()))).toBe(
    'The police have him, the phone and a witness',
  );
  await toolbar.getByRole('button', { name: 'Yellow' }).click();
  await expect(toolbar).toBeHidden();
  await expectMarked(page, { 'highlight-yellow': ['The police have him, the phone and a witness'] });

  // Over two blocks: one highlight each.
  await selectWords(
    page,
    'safeguard that belongs to one answer is forgotten in another.',
    'Three passages of the Convention',
  );
  await toolbar.getByRole('button', { name: 'Violet' }).click();
  await expectMarked(page, {
    'highlight-yellow': ['The police have him, the phone and a witness'],
    'highlight-violet': [
      'safeguard that belongs to one answer is forgotten in another.',
      'Three passages of the Convention',
    ],
  });
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

  await page.reload();
  await expectMarked(page, {
    'highlight-yellow': ['The police have him, the phone and a witness'],
    'highlight-violet': [
      'safeguard that belongs to one answer is forgotten in another.',
      'Three passages of the Convention',
    ],
  });

  await clickWords(page, 'police have him');
  await expect(toolbar.getByRole('button', { name: 'Yellow' })).toHaveAttribute('aria-pressed', 'true');
  await toolbar.getByRole('button', { name: 'Green' }).click();
  await expect(toolbar.getByRole('button', { name: 'Green' })).toHaveAttribute('aria-pressed', 'true');
  await toolbar.getByRole('button', { name: 'Add a note' }).click();
  await page.getByLabel('Text of the note').fill('Ask who saw it.');
  await page.getByRole('button', { name: 'Done' }).click();
  const card = page.getByRole('article').filter({ hasText: 'Ask who saw it.' }).last();
  await expect(card).toContainText('Green: The police have him');

  // Words of a highlight that are selected are that highlight's.
  await selectWords(page, 'phone and a witness');
  await toolbar.getByRole('button', { name: 'Remove highlight' }).click();
  await expect(page.getByText('Highlight removed. The note stays.').first()).toBeVisible();
  await expectMarked(page, {
    'note-words': ['The police have him, the phone and a witness'],
    'highlight-violet': [
      'safeguard that belongs to one answer is forgotten in another.',
      'Three passages of the Convention',
    ],
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card).toContainText('Green: The police have him');
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-text] mark, [data-text] [style]').count(), 'the text itself isn’t touched').toBe(0);

  await navigate(page, 'Notes');
  await expectMarked(page, {});
  await expect(page.getByText('3 notes and highlights')).toBeVisible();
  await page.getByLabel('What is shown').selectOption('violet');
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(2);
  await page.getByLabel('Search the notes').fill('three PASSAGES');
  await expect(page.getByText('1 note or highlight')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No notes or highlights')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 note or highlight')).toBeVisible();
});

test('words are chosen, marked and placed again by keyboard alone, and what has lost its words is never lost', async ({
  app: page,
  host,
}) => {
  await page.goto(`${host.url}${SECTION}`);
  await page.getByRole('button', { name: 'Highlight words' }).nth(2).focus();
  await page.keyboard.press('Enter');
  const selectionBar = page.getByRole('application', { name: 'Highlight words by keyboard' });
  await expect(selectionBar).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[aria-live]').last()).toContainText('It then speaks of two families of answers');
  await page.keyboard.press('Shift+ArrowRight');
  await expectAccessible(page, 'selection mode');
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Enter');
  const first =
    'It then speaks of two families of answers: diversion, and measures taken within court proceedings. In both, the child’s rights and legal safeguards must be fully respected (GC 24, paras. 13–14).';
  await expectMarked(page, { 'highlight-green': [first, 'non'] });
  await page.keyboard.press('Escape');
  await expect(selectionBar).toBeHidden();
  await expect(page.getByRole('button', { name: 'Highlight words' }).nth(2)).toBeFocused();

  // From the card to its words, and back. Without a note it has one only when it is asked for.
  await page.getByRole('button', { name: '2 highlights' }).click();
  const card = page.getByRole('article').getByRole('button', { name: /^Green: non$/u });
  await card.focus();
  await page.keyboard.press('Enter');
  const toolbar = page.getByRole('toolbar', { name: 'Selected words' });
  await expect(toolbar.getByRole('button', { name: 'Yellow' })).toBeFocused();
  await expectAccessible(page, 'the toolbar');
  await page.keyboard.press('Escape');
  await expect(card).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(toolbar.getByRole('button', { name: 'Yellow' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expectMarked(page, { 'highlight-green': [first] });
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();

  // A highlight of a text that was changed meanwhile, as another browser on this computer would leave it.
  const note = {
    id: crypto.randomUUID(),
    noteId: crypto.randomUUID(),
    moduleId: 'diversion',
    sectionId: 'diversion/why-not-court',
    blockId: 'diversion/why-not-court#reasons',
    quote: 'Words of an edition that nobody prints any more',
    anchor: { prefix: 'gone', suffix: 'gone', start: 4 },
    colour: 'violet',
    text: '',
    createdAt: '2026-11-25T08:00:00.000Z',
    editedAt: '2026-11-25T08:00:00.000Z',
    basedOn: [],
    deleted: false,
  };
  const [learnerId] = await page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) => /learner-(.+)$/u.exec(name ?? '')?.[1] ?? []),
  );
  const other = { learnerId, page: crypto.randomUUID() };
  const { state } = await invokeInPage<{ readonly state: Cursor }>(page, 'journal.open', {
    ...other,
    format: JOURNAL_FORMAT,
    cursor: null,
    turn: 'take',
  });
  const { epoch, lastSequence, chain } = state;
  await invokeInPage(page, 'journal.append', {
    ...other,
    cursor: { epoch, lastSequence, chain },
    changes: [{ id: note.id, kind: 'note', body: JSON.stringify(note) }],
  });
  await page.reload();
  const unplaced = page.getByRole('region', { name: 'Unplaced' });
  await expect(unplaced).toContainText('Words of an edition that nobody prints any more');
  await expect(unplaced).toContainText('This section no longer has its words as they stood.');
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await navigate(page, 'Notes');
  await expect(page.getByText('Unplaced: the section no longer has its words as they stood')).toBeVisible();
  await page.getByLabel('What is shown').selectOption('unplaced');
  await expect(page.getByText('1 note or highlight')).toBeVisible();
  await expectAccessible(page, 'the notebook with highlights');

  await page.goBack();
  await expectAccessible(page, 'a section with highlights and something unplaced');
  await unplaced.getByRole('button', { name: 'Place again' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application', { name: 'Choose the words that the note belongs to' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('article').getByRole('button', { name: /^Violet: General Comment No\. 24 gives four reasons/u }),
  ).toBeFocused();
  await expect(unplaced).toBeHidden();
});
