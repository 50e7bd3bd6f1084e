import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../begun-test';
import { contentsLine, navigate, openModule, readAllSections } from '../pages/app-pages';
import { passQuiz } from '../pages/quiz-pages';
import { bare, pageText, pageTexts, readPdf } from '../../unit/main/certificate/certificate-reading';
import { LANGUAGE_NAMES } from '../../../src/domain/text/language';
import { textsIn } from '../pages/page-texts';
import { downloadBy } from './certificate-scenes';

const MODULE = 'deprivation-of-liberty';

inBothLanguages(() => {
  test('module 6 is studied to its certificate, and certificate and record of learning are in the language that is chosen, or in both', async ({
    app: page,
    host,
    texts,
  }) => {
    test.setTimeout(300_000);
    const { t, language, course } = texts;
    const { title } = (await course()).outline(MODULE);
    const titles = await Promise.all(
      (['en', 'km'] as const).map(async (each) => bare((await textsIn(each).course()).outline(MODULE).title)),
    );
    await openModule(page, 6, texts);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    await readAllSections(page, texts);
    await page.getByRole('link', { name: t('module.quiz.open') }).click();
    await passQuiz(page, MODULE, texts);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('quiz.result.passed', { percent: 100 }));
    await navigate(page, 'Contents', texts);
    await expect(contentsLine(page, 6, texts)).toContainText(t('home.state.complete'));

    // Frozen in the language that it is made in: a choice is offered before that alone.
    await page.goto(`${host.url}#/certificates/module/${MODULE}`);
    const papers = page.getByRole('group', { name: t('papers.language') });
    await expect(papers.getByRole('radio', { name: LANGUAGE_NAMES[language], exact: true })).toBeChecked();
    await expect(papers.getByText(t('papers.khmerDraft'))).toHaveCount(language === 'km' ? 1 : 0);
    await expect(page.getByRole('img', { name: t('certificates.sheet', { title, name: 'Sokha Chan' }) })).toBeVisible();
    const save = page.getByRole('button', { name: t('certificates.export'), exact: true });
    const certificate = await downloadBy(page, save);
    expect(bare(await pageText(certificate.bytes))).toContain(bare(title));
    await expect(page.getByText(t('certificates.frozen'))).toBeVisible();
    await expect(papers).toHaveCount(0);
    await expectAccessible(page, 'a certificate that was made');

    await page.goto(`${host.url}#/study`);
    const said: Record<string, readonly string[]> = {};
    for (const choice of [LANGUAGE_NAMES.en, LANGUAGE_NAMES.km, t('papers.both')]) {
      await papers.getByRole('radio', { name: choice, exact: true }).check();
      const { bytes } = await downloadBy(page, page.getByRole('button', { name: t('records.paper.button') }));
      const printed = bare((await pageTexts(bytes)).join(''));
      said[choice] = titles.filter((each) => printed.includes(each));
      const heading = choice === LANGUAGE_NAMES.en ? 'Record of learning' : 'ប្រវត្តិសិក្សា';
      expect((await (await readPdf(bytes)).getMetadata()).info).toHaveProperty(
        'Title',
        expect.stringContaining(heading),
      );
    }
    const [en = '', km = ''] = titles;
    expect(said).toEqual({
      [LANGUAGE_NAMES.en]: [en],
      [LANGUAGE_NAMES.km]: [km],
      [t('papers.both')]: [en, km],
    });
  });
});
