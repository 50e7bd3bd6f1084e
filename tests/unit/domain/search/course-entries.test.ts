import { describe, expect, it } from 'vitest';
import { articleEntries } from '../../../../src/domain/search/article-entries';
import { courseEntries } from '../../../../src/domain/search/course-entries';
import { compiledSeries } from '../../../support/builders/compiled-series';

const course = await compiledSeries();
const entries = courseEntries(course);

describe('what a search finds of the course', () => {
  it('has every module, block, figure, term and question, each once', () => {
    const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
    const contents = [...course.modules.values()];
    const blocks = contents.flatMap(({ sections }) => sections.flatMap((section) => section.blocks));
    expect(count('module')).toBe(course.series.modules.length);
    expect(count('lesson')).toBe(blocks.length);
    expect(count('figure')).toBe(blocks.flatMap(({ figures }) => figures).length);
    expect(count('term')).toBe(course.glossary.length);
    expect(count('rationale')).toBe(contents.flatMap(({ questions }) => questions).length);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('has of a source that is no instrument the section that cites it', () => {
    const sources = entries.filter(({ kind }) => kind === 'source');
    const instruments = new Set(course.articleIndex.map(({ source }) => source.id));
    for (const { ref = '', sectionId } of sources) expect(sectionId === undefined).toBe(instruments.has(ref));
  });
});

describe('articles', () => {
  it('are found by their number, the exact one first, and never without a number', () => {
    const found = articleEntries(course.articleIndex, 'CRC 40(3)(b)', 5);
    expect(found[0]?.title).toBe('CRC, art. 40(3)(b)');
    expect(articleEntries(course.articleIndex, '40', 5)).toHaveLength(5);
    expect(articleEntries(course.articleIndex, 'convention', 5)).toEqual([]);
    expect(articleEntries(course.articleIndex, 'CRC ៤០(៣)(b)', 5)).toEqual(found);
  });
});
