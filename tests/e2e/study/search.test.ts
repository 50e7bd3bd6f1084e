import { expect, inBothLanguages, test } from '../begun-test';
import { markedWords, openSearch, searchFor } from '../pages/search-pages';

/** What is typed in each language; `misspelt` is nearly what the course says, tried in English alone. */
const QUERIES = {
  en: {
    participation: 'participation child',
    misspelt: ['diverting childern'],
    protocol: ['protocol', 'safeguarding protocol', 'agreement', 'agree'],
  },
  km: { participation: 'ការចូលរួម កុមារ', misspelt: [], protocol: ['គោលការណ៍', 'យល់ព្រម', 'ការយល់ព្រម'] },
};

inBothLanguages(() => {
  test('one box finds sections by stems and through errors in spelling, and leads to the very words, marked, and to the page to take along @walk', async ({
    app,
    texts,
  }) => {
    const { language, t, course } = texts;
    const box = await openSearch(app, texts);
    // A module with a protocol, and what quizzes explain, are found only once they are open.
    const ofClosed = await searchFor(app, QUERIES[language].participation, texts);
    const fifth = t('module.number', { number: 5 });
    // Not by the words alone: a word of a title that was found may be the same.
    const ofKind = (kind: string) => app.locator('.kind', { hasText: t(`search.kinds.${kind}`) });
    for (const kind of ['lesson', 'figure'])
      await expect(ofClosed.filter({ has: ofKind(kind) }).filter({ hasText: fifth })).toHaveCount(0);
    await expect(ofClosed.filter({ has: ofKind('rationale') })).toHaveCount(0);
    for (const misspelt of QUERIES[language].misspelt) {
      await expect(await searchFor(app, misspelt, texts)).not.toHaveCount(0);
      await expect(box.getByRole('status')).toContainText(t('search.how.near'));
    }
    for (const query of QUERIES[language].protocol)
      await expect(
        (await searchFor(app, query, texts)).filter({ hasText: t('search.commands.protocol.title') }),
      ).toBeInViewport();
    const { title } = (await course()).outline('diversion').sections[1] ?? { title: '' };
    const results = await searchFor(app, title, texts);
    const section = results
      .filter({ has: ofKind('lesson') })
      .filter({ hasText: t('module.number', { number: 2 }) })
      .first();
    await expect(section.locator('mark').first()).toBeVisible();
    await section.click();
    await expect(box).toHaveCount(0);
    await expect(app).toHaveURL(/#\/modules\/diversion\/sections\//u);
    await expect.poll(() => markedWords(app)).not.toEqual([]);
    // What was searched for isn't in the address.
    expect(app.url()).not.toContain(encodeURIComponent(title));
    const { jobAid } = (await course()).module('diversion');
    await openSearch(app, texts);
    const sheets = (await searchFor(app, jobAid?.title ?? '', texts)).filter({ has: ofKind('job-aid') });
    await sheets.first().click();
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(jobAid?.title ?? '');
  });
});
