import { describe, expect, it } from 'vitest';
import { cutKhmer } from '../../../../src/authoring/compiling/khmer-words';
import { courseSearch } from '../../../../src/domain/search/course-entries';
import { subjectOf } from '../../../../src/domain/search/search-entry';
import { SearchIndex } from '../../../../src/domain/search/search-index';
import type { Language } from '../../../../src/domain/text/language';
import { searchable } from '../../../../src/domain/text/searchable';
import { compiledSeries, compiledTranslation } from '../../../support/builders/compiled-series';

const courses = { en: await compiledSeries(), km: await compiledTranslation() } as const;
const index = SearchIndex.read(
  (['en', 'km'] as const).map((language) => courseSearch(courses[language], cutKhmer, language)),
  cutKhmer,
);

/** The first in either language: the app shows it in the learner's. */
function firstOf(query: string): string {
  const [first] = index.search(query).hits;
  return first ? subjectOf(first.entry) : '';
}

describe('of the course, in both languages, a search finds first', () => {
  it.each([
    ['diversion', 'term:diversion'],
    ['Why not court', 'lesson:diversion/why-not-court#opening'],
    ['why not c', 'lesson:diversion/why-not-court#opening'],
    ['six safeguards', 'lesson:diversion/six-safeguards#opening'],
    ['united nations', 'module:united-nations'],
    ['courts of their own', 'lesson:childrens-courts/why-specialised-courts#opening'],
    ['a concern about a child', 'job-aid:participation-and-safeguarding'],
    ['what to do today', 'job-aid:participation-and-safeguarding'],
    ['ការបង្វែរ', 'term:diversion'],
    ['ការបង្វែរក្នុងការអនុវត្ត', 'lesson:diversion/practice-in-cambodia#opening'],
    ['ហេតុអ្វីមិនទៅ', 'lesson:diversion/why-not-court#opening'],
    ['តុលាការ\u200Bកុមារ', 'term:childrens-court'],
    ['ការចូលរួមតែរូបភាព', 'term:tokenism'],
    ['សិទ្ធិឱ្យគេស្តាប់', 'term:right-to-be-heard'],
    ['អង្គការសហប្រជាជាតិ', 'module:united-nations'],
    ['ជណ្តើរនៃការចូលរួម', 'term:ladder-of-participation'],
  ])('for %j what is called so', (query, id) => {
    expect(firstOf(query)).toBe(id);
  });

  it.each(['job aid', 'checklist', 'sheet', 'concern', 'បញ្ជីត្រួតពិនិត្យ', 'កង្វល់', 'ទំព័រមួយសម្រាប់យកតាមខ្លួន'])(
    'among others the pages to take along by a word for them (%s)',
    (query) => {
      const kinds = index.search(query).hits.map(({ entry }) => entry.kind);
      expect(kinds.slice(0, 10)).toContain('job-aid');
    },
  );

  it.each(['en', 'km'] satisfies Language[])('each page to take along by its title (%s)', (language) => {
    const titles = [...courses[language].modules.values()].flatMap(({ jobAid }) => jobAid?.title ?? []);
    expect(titles.map((title) => index.search(title).hits[0]?.entry.title)).toEqual(titles);
  });

  it.each(['en', 'km'] satisfies Language[])('each section by its title, whole or half typed (%s)', (language) => {
    const titles = courses[language].series.modules.flatMap(({ sections }) => sections.map(({ title }) => title));
    const wrong = titles.flatMap((title) =>
      [title, title.slice(0, Math.ceil(title.length / 2))].filter((typed) => {
        const [found] = index.search(typed).hits;
        return !searchable(found?.entry.title ?? '').includes(searchable(typed).trim());
      }),
    );
    expect(wrong).toEqual([]);
    expect(
      titles.filter((title) => searchable(index.search(title).hits[0]?.entry.title ?? '') !== searchable(title)),
    ).toEqual([]);
  });
});
