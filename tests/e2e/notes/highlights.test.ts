import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { clickWords, expectMarked, selectWords, sentencesOf } from '../pages/highlight-pages';
import { invokeInPage } from '../../support/hosts/invoke-in-page';
import type { Cursor } from '../../../src/contract/journal-entry';
import { JOURNAL_FORMAT } from '../../../src/contract/journal-format';
import type { Language } from '../../../src/domain/text/language';
import type { PageTexts } from '../pages/page-texts';

const SECTION = '#/modules/diversion/sections/why-not-court';
const SECTION_ID = 'diversion/why-not-court';
const OPENING = `${SECTION_ID}#opening`;

/** The last word of a sentence, with its full stop. */
function lastWord(sentence: string, language: Language): string {
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(sentence)];
  return sentence.slice(words.findLast(({ isWordLike }) => isWordLike)?.index);
}

/** The first paragraph of a block of the section, with its citations, as it is read out. */
async function paragraphOf({ course }: PageTexts, name: string): Promise<string> {
  const section = (await course()).module('diversion').sections.find(({ id }) => id === SECTION_ID);
  const html = section?.blocks.find(({ id }) => id === `${SECTION_ID}#${name}`)?.html ?? '';
  return (/<p>.+?<\/p>/su.exec(html)?.[0] ?? '')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/gu, ' ');
}

inBothLanguages(() => {
  test('words are marked with the mouse, changed, noted on, taken away and brought back, and stand after a reload @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, language } = texts;
    const [, words = '', ...others] = await sentencesOf(texts, OPENING);
    const end = others.at(-1) ?? '';
    const [next = ''] = await sentencesOf(texts, `${SECTION_ID}#three-articles`);
    await page.setViewportSize({ width: 900, height: 600 });
    await page.goto(`${host.url}${SECTION}`);
    const toolbar = page.getByRole('toolbar', { name: t('highlights.toolbar') });

    await selectWords(page, words);
    await expect(toolbar).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => String(document.getSelection()))).toBe(words);
    await toolbar.getByRole('button', { name: t('highlights.colours.yellow') }).click();
    await expect(toolbar).toBeHidden();
    await expectMarked(page, { 'highlight-yellow': [words] });

    // Over two blocks: one highlight each.
    await selectWords(page, end, next);
    await toolbar.getByRole('button', { name: t('highlights.colours.violet') }).click();
    await expectMarked(page, {
      'highlight-yellow': [words],
      'highlight-violet': [end, next],
    });
    await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

    await page.reload();
    await expectMarked(page, {
      'highlight-yellow': [words],
      'highlight-violet': [end, next],
    });

    await clickWords(page, words);
    await expect(toolbar.getByRole('button', { name: t('highlights.colours.yellow') })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await toolbar.getByRole('button', { name: t('highlights.colours.green') }).click();
    await expect(toolbar.getByRole('button', { name: t('highlights.colours.green') })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await toolbar.getByRole('button', { name: t('notes.add') }).click();
    await page.getByLabel(t('notes.text')).fill('Ask who saw it.');
    await page.getByRole('button', { name: t('notes.done') }).click();
    const card = page.getByRole('article').filter({ hasText: 'Ask who saw it.' }).last();
    await expect(card).toContainText(`${t('highlights.said.green')} ${words}`);

    // Words of a highlight that are selected are that highlight's.
    await selectWords(page, lastWord(words, language));
    await toolbar.getByRole('button', { name: t('highlights.removeMark') }).click();
    await expect(page.getByText(t('highlights.removed.mark')).first()).toBeVisible();
    await expectMarked(page, {
      'note-words': [words],
      'highlight-violet': [end, next],
    });
    await page.getByRole('button', { name: t('highlights.undo') }).click();
    await expect(card).toContainText(`${t('highlights.said.green')} ${words}`);
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-text] mark, [data-text] [style]').count(), 'the text itself isn’t touched').toBe(
      0,
    );

    await navigate(page, 'Notes', texts);
    await expectMarked(page, {});
    await expect(page.getByText(t('notes.found', { n: 3 }, 3))).toBeVisible();
    await page.getByLabel(t('notes.filter.label')).selectOption('violet');
    await expect(page.getByRole('main').getByRole('article')).toHaveCount(2);
    await page.getByLabel(t('notes.search')).fill(next.slice(0, 14).toUpperCase());
    await expect(page.getByText(t('notes.found', { n: 1 }, 1))).toBeVisible();
    await page
      .getByRole('main')
      .getByRole('button', { name: t('notes.remove') })
      .click();
    await expect(page.getByText(t('notes.found', { n: 0 }, 0), { exact: true })).toBeVisible();
    await page.getByRole('button', { name: t('highlights.undo') }).click();
    await expect(page.getByText(t('notes.found', { n: 1 }, 1))).toBeVisible();
  });

  test('words are chosen, marked and placed again by keyboard alone, and what has lost its words is never lost', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    const said = page.locator('[aria-live]').last();
    await page.goto(`${host.url}${SECTION}`);
    await page
      .getByRole('button', { name: t('highlights.choose') })
      .nth(2)
      .focus();
    await page.keyboard.press('Enter');
    const selectionBar = page.getByRole('application', { name: t('highlights.selection.label') });
    await expect(selectionBar).toBeFocused();
    await page.keyboard.press('ArrowRight');
    // Not at the full stop of "para.".
    const [, second = '', third = ''] = (await paragraphOf(texts, 'three-concepts')).split(/(?<=[\p{L})][.។]) (?!\d)/u);
    await expect(said).toHaveText(second);
    await page.keyboard.press('Shift+ArrowRight');
    const first = `${second} ${third}`;
    await expect(said).toHaveText(first);
    await expectAccessible(page, 'selection mode');
    await page.keyboard.press('2');
    // What is said of the mark comes when it is saved.
    await expect(said).not.toHaveText(first);
    const saidOfMark = await said.innerText();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    let word = '';
    await expect
      .poll(async () => {
        word = await said.innerText();
        return word.length < 20 && word !== saidOfMark;
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    await expectMarked(page, { 'highlight-green': [first, word] });
    await page.keyboard.press('Escape');
    await expect(selectionBar).toBeHidden();
    await expect(page.getByRole('button', { name: t('highlights.choose') }).nth(2)).toBeFocused();

    // From the card to its words, and back. Without a note it has one only when it is asked for.
    await page.getByRole('button', { name: t('highlights.list', { n: 2 }, 2) }).click();
    const card = page
      .getByRole('article')
      .getByRole('button', { name: `${t('highlights.said.green')} ${word}`, exact: true });
    await card.focus();
    await page.keyboard.press('Enter');
    const toolbar = page.getByRole('toolbar', { name: t('highlights.toolbar') });
    await expect(toolbar.getByRole('button', { name: t('highlights.colours.yellow') })).toBeFocused();
    await expectAccessible(page, 'the toolbar');
    await page.keyboard.press('Escape');
    await expect(card).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(toolbar.getByRole('button', { name: t('highlights.colours.yellow') })).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expectMarked(page, { 'highlight-green': [first] });
    await expect(page.getByRole('button', { name: t('highlights.undo') })).toBeFocused();

    const gone = t('review.pauseText');
    // A highlight of a text that was changed meanwhile, as another browser on this computer would leave it.
    const note = {
      id: crypto.randomUUID(),
      noteId: crypto.randomUUID(),
      moduleId: 'diversion',
      sectionId: SECTION_ID,
      blockId: `${SECTION_ID}#reasons`,
      quote: gone,
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
    const unplaced = page.getByRole('region', { name: t('highlights.unplaced.heading') });
    await expect(unplaced).toContainText(gone);
    await expect(unplaced).toContainText(t('highlights.unplaced.words'));
    await page
      .getByRole('button', { name: t('notes.dismiss') })
      .first()
      .click();
    await navigate(page, 'Notes', texts);
    await expect(page.getByText(t('notes.lost.words'))).toBeVisible();
    await page.getByLabel(t('notes.filter.label')).selectOption('unplaced');
    await expect(page.getByText(t('notes.found', { n: 1 }, 1))).toBeVisible();
    await expectAccessible(page, 'the notebook with highlights');

    await page.goBack();
    await expectAccessible(page, 'a section with highlights and something unplaced');
    await unplaced.getByRole('button', { name: t('highlights.unplaced.place') }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('application', { name: t('highlights.selection.place') })).toBeFocused();
    await page.keyboard.press('Enter');
    const reason = (await paragraphOf(texts, 'reasons')).slice(0, 15);
    await expect(
      page.getByRole('article').getByRole('button', { name: `${t('highlights.said.violet')} ${reason}` }),
    ).toBeFocused();
    await expect(unplaced).toBeHidden();
  });
});
