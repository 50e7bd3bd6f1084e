import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { beginAs, navigate } from '../pages/app-pages';
import { expectMarked } from '../pages/highlight-pages';
import { expectLargeEnough, finger, longPress } from '../pages/touch-pages';

test.use({ hasTouch: true, viewport: { width: 900, height: 600 } });

test('words are selected, marked, noted on and found again with a finger alone', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await page.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
  const toolbar = page.getByRole('toolbar', { name: 'Selected words' });
  const touch = await finger(page);

  // A word, as a long press selects it, made longer at its handle.
  const word = await longPress(page, touch, 'police');
  await expect(toolbar).toBeInViewport({ ratio: 1 });
  await touch.drawSelectionTo('witness');
  await expect
    .poll(() => page.evaluate(() => String(document.getSelection())))
    .toBe('police have him, the phone and a witness');
  await expect(toolbar).toBeInViewport({ ratio: 1 });
  const lower = (await toolbar.boundingBox())?.y ?? 0;
  expect(lower - word.bottom, 'the handles below the words stay free').toBeGreaterThanOrEqual(36);
  await expectLargeEnough(toolbar.getByRole('button'));
  await touch.tap(toolbar.getByRole('button', { name: 'Green' }));
  await expectMarked(page, { 'highlight-green': ['police have him, the phone and a witness'] });
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
  await touch.tapWords('have him');
  await expect(toolbar.getByRole('button', { name: 'Green' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page, 'the toolbar under a finger');
  await touch.tap(toolbar.getByRole('button', { name: 'Add a note' }));
  await page.getByLabel('Text of the note').fill('Ask the witness.');
  await expectLargeEnough(page.getByRole('button', { name: 'Done' }));
  await touch.tap(page.getByRole('button', { name: 'Done' }));
  await expect(page.getByText('Ask the witness.')).toBeVisible();
  await expectLargeEnough(
    page
      .getByRole('group', { name: /^Notes on/u })
      .first()
      .getByRole('button'),
  );
  await touch.tapWords('have him');
  await expect(toolbar).toBeVisible();
  await touch.tapWords('boy');
  await expect(toolbar).toBeHidden();

  // Words are chosen with the finger also where they were to be chosen by keyboard.
  await page.getByRole('button', { name: 'Highlight words' }).first().press('Enter');
  await expect(page.getByRole('application')).toBeVisible();
  await expectLargeEnough(page.getByRole('application').getByRole('button'));
  await longPress(page, touch, 'boy');
  await touch.tap(page.getByRole('application').getByRole('button', { name: 'Violet' }));
  await touch.tap(page.getByRole('application').getByRole('button', { name: 'Done' }));
  await expectMarked(page, {
    'highlight-green': ['police have him, the phone and a witness'],
    'highlight-violet': ['boy'],
  });
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

  // From the notebook to the very words, and back to the entry.
  await expectLargeEnough(page.locator('[data-end]').getByRole('button'));
  await touch.tap(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Notes' }));
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  await expectLargeEnough(page.getByRole('main').getByRole('article').getByRole('button'));
  const entry = page
    .getByRole('article')
    .filter({ hasText: 'Ask the witness.' })
    .getByRole('link', { name: 'Show in the text' });
  await expectLargeEnough(entry);
  await touch.tap(entry);
  const found = {
    'highlight-green': ['police have him, the phone and a witness'],
    'highlight-violet': ['boy'],
    'words-pointed-at': ['police have him, the phone and a witness'],
  };
  await expectMarked(page, found);
  await page.goBack();
  await expect(entry).toBeFocused();
  await page.goForward();
  await expectMarked(page, found);
  await page.reload();
  await expectMarked(page, found);
  await expect(page.locator('[data-text] :focus')).toContainText('police have him, the phone and a witness');
  await navigate(page, 'Notes');
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeFocused();
});
