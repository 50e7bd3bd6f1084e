import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { expectMarked } from '../pages/highlight-pages';
import { expectLargeEnough, finger, longPress } from '../pages/touch-pages';

/** Of the section's first block: a word pressed long, one drawn to, the highlight of both, words in it, another one. */
const WORDS = {
  en: {
    pressed: 'police',
    drawn: 'witness',
    marked: 'police have him, the phone and a witness',
    within: 'have him',
    other: 'boy',
  },
  km: {
    pressed: 'នគរបាល',
    drawn: 'សាក្សី',
    marked: 'នគរបាលបានចាប់កុមារា បានទូរស័ព្ទ ហើយមានសាក្សី',
    within: 'ចាប់',
    other: 'ផ្សារ',
  },
};

test.use({ hasTouch: true, viewport: { width: 900, height: 600 } });

inBothLanguages(() => {
  test('words are selected, marked, noted on and found again with a finger alone @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    const { pressed, drawn, marked, within, other } = WORDS[texts.language];
    await page.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
    const toolbar = page.getByRole('toolbar', { name: t('highlights.toolbar') });
    const touch = await finger(page);

    // A word, as a long press selects it, made longer at its handle.
    const word = await longPress(page, touch, pressed);
    await expect(toolbar).toBeInViewport({ ratio: 1 });
    await touch.drawSelectionTo(drawn);
    await expect.poll(() => page.evaluate(() => String(document.getSelection()))).toBe(marked);
    await expect(toolbar).toBeInViewport({ ratio: 1 });
    const lower = (await toolbar.boundingBox())?.y ?? 0;
    expect(lower - word.bottom, 'the handles below the words stay free').toBeGreaterThanOrEqual(36);
    await expectLargeEnough(toolbar.getByRole('button'));
    await touch.tap(toolbar.getByRole('button', { name: t('highlights.colours.green') }));
    await expectMarked(page, { 'highlight-green': [marked] });
    await expect(toolbar).toBeHidden();
    expect(await page.evaluate(() => String(document.getSelection()))).toBe('');

    // The mark is tapped; a drag over it scrolls and opens nothing.
    await touch.scroll(-60);
    await expect(toolbar).toBeHidden();
    // How far a finger's push carries depends on its speed: at the top no link is half under the header, where it would
    // be too small to touch.
    await page.evaluate(() => {
      window.scrollTo({ top: 0, behavior: 'instant' });
    });
    await touch.tapWords(within);
    await expect(toolbar.getByRole('button', { name: t('highlights.colours.green') })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expectAccessible(page, 'the toolbar under a finger');
    await touch.tap(toolbar.getByRole('button', { name: t('notes.add') }));
    await page.getByLabel(t('notes.text')).fill('Ask the witness.');
    await expectLargeEnough(page.getByRole('button', { name: t('notes.done') }));
    await touch.tap(page.getByRole('button', { name: t('notes.done') }));
    await expect(page.getByText('Ask the witness.')).toBeVisible();
    await expectLargeEnough(
      page
        .getByRole('group', { name: texts.like('notes.besides') })
        .first()
        .getByRole('button'),
    );
    await touch.tapWords(within);
    await expect(toolbar).toBeVisible();
    await touch.tapWords(other);
    await expect(toolbar).toBeHidden();

    // Words are chosen with the finger also where they were to be chosen by keyboard.
    await page
      .getByRole('button', { name: t('highlights.choose') })
      .first()
      .press('Enter');
    await expect(page.getByRole('application')).toBeVisible();
    await expectLargeEnough(page.getByRole('application').getByRole('button'));
    await longPress(page, touch, other);
    await touch.tap(page.getByRole('application').getByRole('button', { name: t('highlights.colours.violet') }));
    await touch.tap(page.getByRole('application').getByRole('button', { name: t('highlights.selection.done') }));
    await expectMarked(page, {
      'highlight-green': [marked],
      'highlight-violet': [other],
    });
    await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

    // From the notebook to the very words, and back to the entry.
    await expectLargeEnough(page.locator('[data-end]').getByRole('button'));
    await touch.tap(
      page.getByRole('navigation', { name: t('shell.navigation') }).getByRole('link', { name: t('shell.notes') }),
    );
    await expect(page.getByRole('heading', { name: t('notes.heading') })).toBeVisible();
    await expectLargeEnough(page.getByRole('main').getByRole('article').getByRole('button'));
    const entry = page
      .getByRole('article')
      .filter({ hasText: 'Ask the witness.' })
      .getByRole('link', { name: t('notes.show') });
    await expectLargeEnough(entry);
    await touch.tap(entry);
    const found = {
      'highlight-green': [marked],
      'highlight-violet': [other],
      'words-pointed-at': [marked],
    };
    await expectMarked(page, found);
    await page.goBack();
    await expect(entry).toBeFocused();
    await page.goForward();
    await expectMarked(page, found);
    await page.reload();
    await expectMarked(page, found);
    await expect(page.locator('[data-text] :focus')).toContainText(marked);
    await navigate(page, 'Notes', texts);
    await expect(page.getByRole('heading', { name: t('notes.heading') })).toBeFocused();
  });
});
