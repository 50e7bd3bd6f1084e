import { describe, expect, it } from 'vitest';
import { articleEntries } from '../../../../src/domain/search/article-entries';
import { courseEntries, courseSearch } from '../../../../src/domain/search/course-entries';
import { cutKhmer } from '../../../../src/authoring/compiling/khmer-words';
import { subjectOf } from '../../../../src/domain/search/search-entry';
import { compiledSeries, compiledTranslation } from '../../../support/builders/compiled-series';

const course = await compiledSeries();
const entries = courseEntries(course);

describe('what a search finds of the course', () => {
  it('has every module, block, figure, job aid, term and question, each once', () => {
    const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
    const contents = [...course.modules.values()];
    const blocks = contents.flatMap(({ sections }) => sections.flatMap((section) => section.blocks));
    expect(count('module')).toBe(course.series.modules.length);
    expect(count('lesson')).toBe(blocks.length);
    expect(count('figure')).toBe(blocks.flatMap(({ figures }) => figures).length);
    expect(count('job-aid')).toBe(contents.filter(({ jobAid }) => jobAid).length);
    expect(count('term')).toBe(course.glossary.length);
    expect(count('rationale')).toBe(contents.flatMap(({ questions }) => questions).length);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('has the words by which each is known', () => {
    const found = new Map(entries.map((entry) => [entry.id, entry]));
    const wordsOf = (id: string): string => `${found.get(id)?.title}\n${found.get(id)?.text}`;
    for (const { id, title, shortTitle, sections } of course.series.modules) {
      const words = [title, shortTitle, ...(course.introductions[id]?.topics ?? [])];
      expect(words.filter((each) => !wordsOf(`module:${id}`).includes(each))).toEqual([]);
      for (const section of course.modules.get(id)?.sections ?? []) {
        const ownTitle = sections.find((outline) => outline.id === section.id)?.title;
        for (const [index, block] of section.blocks.entries()) {
          expect(found.get(`lesson:${block.id}`)?.title).toBe(index === 0 ? ownTitle : block.heading);
          for (const figure of block.figures) {
            const text = wordsOf(`figure:${block.id}/${figure.id}`);
            if (figure.kind === 'tree') expect(text).toContain(figure.root);
            expect(text).not.toMatch(/(?:^|\n|, ), |\[object/u);
          }
        }
      }
      const { title: aidTitle, purpose, parts = [] } = course.modules.get(id)?.jobAid ?? {};
      for (const text of [aidTitle, purpose, ...parts.flatMap(({ heading, items }) => [heading, ...items])])
        expect(wordsOf(`job-aid:${id}`)).toContain(text);
      for (const question of course.modules.get(id)?.questions ?? [])
        for (const part of question.type === 'case' ? question.parts : [])
          expect(wordsOf(`rationale:${question.id}`)).toContain(`${part.stem}\n${part.rationale}`);
    }
    for (const { id, khmer } of course.glossary) expect(wordsOf(`term:${id}`)).toContain(khmer?.text ?? '');
  });

  it('has of a source that is no instrument the section that cites it', () => {
    const sources = entries.filter(({ kind }) => kind === 'source');
    const instruments = new Set(course.articleIndex.map(({ source }) => source.id));
    const sections = [...course.modules.values()].flatMap((content) => content.sections);
    for (const { ref = '', sectionId } of sources) {
      const first = sections.find(({ citations }) => citations.some(({ sourceId }) => sourceId === ref));
      expect(sectionId).toBe(instruments.has(ref) ? undefined : first?.id);
    }
  });
});

describe('the course in its other language', () => {
  it('is marked as such, entry by entry, and is about the same subjects', async () => {
    const translated = courseSearch(await compiledTranslation(), cutKhmer, 'km').entries;
    const subjects = new Set(entries.map(({ id }) => id));
    expect(translated.length).toBeGreaterThan(300);
    for (const entry of translated) {
      expect([entry.id.endsWith('@km'), entry.language]).toEqual([true, 'km']);
      expect(subjects).toContain(subjectOf(entry));
      // A term is told once where its Khmer is its name; a Khmer title isn't joined by a Latin colon.
      expect(entry.title).not.toMatch(/^(.+) · \1$/u);
      if (entry.kind === 'module') expect(entry.title).not.toMatch(/^\p{Script=Khmer}[^:]*: /u);
      expect(entry.text).not.toContain('[object');
    }
  });
});

describe('articles', () => {
  it('are found by their number, the exact one first, and never without a number', () => {
    const found = articleEntries(course.articleIndex, 'CRC 40(3)(b)', 5);
    expect(found[0]?.title).toBe('CRC, art. 40(3)(b)');
    expect(articleEntries(course.articleIndex, '40', 5)).toHaveLength(5);
    expect(articleEntries(course.articleIndex, 'convention', 5)).toEqual([]);
    // Nor as a whole, though its name has the number.
    for (const { title } of articleEntries(course.articleIndex, 'GC 24', 999)) expect(title).toMatch(/, .*\d/u);
    expect(articleEntries(course.articleIndex, 'CRC ៤០(៣)(b)', 5)).toEqual(found);
  });
});
