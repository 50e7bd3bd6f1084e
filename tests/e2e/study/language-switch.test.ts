import { expect, inBothLanguages, test } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { expectMarked, selectWords, sentencesOf } from '../pages/highlight-pages';
import { changeTo } from '../pages/language-pages';
import { otherTexts } from '../pages/page-texts';
import { shownQuestion } from '../pages/quiz-pages';
import { answeredOne } from '../pages/review-pages';
import { LANGUAGE_NAMES, type Language } from '../../../src/domain/text/language';

const SECTION = 'diversion/why-not-court';

inBothLanguages(() => {
  test('a highlight stays on its words and a note that is being written is kept, through a change of language and back', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, language } = texts;
    const other = otherTexts(texts);
    const [, words = ''] = await sentencesOf(texts, `${SECTION}#opening`);
    const [, otherWords = ''] = await sentencesOf(other, `${SECTION}#opening`);
    const title = page.getByRole('heading', { level: 1 });
    const cards = page.getByRole('article').getByRole('article');
    await page.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
    await selectWords(page, words);
    await page
      .getByRole('toolbar', { name: t('highlights.toolbar') })
      .getByRole('button', { name: t('highlights.colours.green') })
      .click();
    await expectMarked(page, { 'highlight-green': [words] });
    await page
      .getByRole('button', { name: t('notes.add') })
      .last()
      .click();
    await page.getByLabel(t('notes.text')).fill('Ask the aunt');
    await page.getByLabel(t('notes.text')).pressSequentially(' first');

    await changeTo(page, other.language);
    await expect(title).toHaveText((await other.course()).outline('diversion').sections[0]?.title ?? '');
    await expect(cards.filter({ hasText: 'Ask the aunt first' })).toBeVisible();
    const named = { language: other.t(`languages.${language}`) };
    await page.getByRole('button', { name: other.t('highlights.listIn', { n: 1, ...named }, 1) }).click();
    await expect(cards.filter({ hasText: words })).toContainText(other.t('notes.quotedIn', named));
    await expect(page.getByText(other.t('highlights.unplaced.heading'), { exact: true })).toHaveCount(0);
    await expectMarked(page, {});
    // This text has highlights of its own.
    await selectWords(page, otherWords);
    await page
      .getByRole('toolbar', { name: other.t('highlights.toolbar') })
      .getByRole('button', { name: other.t('highlights.colours.violet') })
      .click();
    await expectMarked(page, { 'highlight-violet': [otherWords] });
    await navigate(page, 'Notes', other);
    await expect(page.getByText(other.t('notes.found', { n: 3 }, 3))).toBeVisible();
    await page.goBack();

    await changeTo(page, language);
    await expectMarked(page, { 'highlight-green': [words] });
    await expect(cards.filter({ hasText: 'Ask the aunt first' })).toBeVisible();
    await page.reload();
    await expectMarked(page, { 'highlight-green': [words] });
    await expect(cards.filter({ hasText: 'Ask the aunt first' })).toBeVisible();
  });

  test('a quiz is read in the other language by a button, with the interface as it was, and back', async ({
    app: page,
    host,
    texts,
  }) => {
    const other = otherTexts(texts);
    const readIn = (language: Language) =>
      page
        .getByRole('group', { name: texts.t('section.languages.label') })
        .getByRole('button', { name: LANGUAGE_NAMES[language] });
    await page.goto(`${host.url}#/modules/diversion/quiz`);
    await readIn(other.language).click();
    await expect(readIn(other.language)).toHaveAttribute('aria-pressed', 'true');
    await readIn(texts.language).click();
    await page.getByRole('button', { name: texts.t('quiz.beginPractice') }).click();
    const { id } = await shownQuestion(page, 'diversion', texts);
    await readIn(other.language).click();
    await expect(readIn(other.language)).toHaveAttribute('aria-pressed', 'true');
    expect((await shownQuestion(page, 'diversion', other)).id).toBe(id);
    await expect(page.locator('html')).toHaveAttribute('lang', texts.language);
    await readIn(texts.language).click();
    expect((await shownQuestion(page, 'diversion', texts)).id).toBe(id);
  });

  test.describe('with a question that is due', () => {
    test.use({ record: { make: () => answeredOne(0) } });

    test('a review goes on with the same question, the same choice and the same outcome', async ({
      app: page,
      host,
      texts,
    }) => {
      const other = otherTexts(texts);
      await page.clock.setFixedTime(new Date('2026-11-25T02:00:00Z'));
      await page.reload();
      await page.goto(`${host.url}#/review`);
      const question = await shownQuestion(page, 'diversion', texts);
      if (question.type !== 'single') throw new Error('It takes more than one option.');
      const wrong = question.options.findIndex(({ correct }) => !correct);
      const option = ({ options }: typeof question) =>
        page.getByRole('radio', { name: options[wrong]?.text ?? '', exact: true });
      await option(question).click();

      await changeTo(page, other.language);
      await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
        other.t('quiz.place', { index: 1, total: 1 }),
      );
      const translated = await shownQuestion(page, 'diversion', other);
      if (translated.type !== 'single') throw new Error('It is another question.');
      expect(translated.id).toBe(question.id);
      await expect(option(translated)).toBeChecked();
      await page.getByRole('button', { name: other.t('quiz.check') }).click();
      await expect(page.getByText(other.t('review.backTomorrow'))).toBeVisible();

      await changeTo(page, texts.language);
      expect((await shownQuestion(page, 'diversion', texts)).id).toBe(question.id);
      await expect(page.getByText(texts.t('review.backTomorrow'))).toBeVisible();
      await page.getByRole('button', { name: texts.t('review.end'), exact: true }).click();
      await expect(page.getByText(texts.t('review.over', { right: 0, total: 1 }, 1))).toBeVisible();
    });
  });
});
