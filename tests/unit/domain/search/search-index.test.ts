import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cutKhmer } from '../../../../src/authoring/compiling/khmer-words';
import { excerptOf, compactStretches, foundStretches } from '../../../../src/domain/search/excerpt';
import type { SearchEntry } from '../../../../src/domain/search/search-entry';
import { SearchIndex } from '../../../../src/domain/search/search-index';
import { compactText } from '../../../../src/domain/text/compact-text';

const entry = (id: string, title: string, text: string, kind: SearchEntry['kind'] = 'lesson'): SearchEntry => ({
  id: `${kind}:${id}`,
  kind,
  title,
  text,
});

const ENTRIES: readonly SearchEntry[] = [
  entry('away', 'Away from court', 'Diverting a child takes the case away from the court, with six safeguards.'),
  entry('court', 'The court', 'A court for children hears the case of a child under article 40(3)(b).'),
  entry('rules', 'Beijing Rules', 'Rule 11.2 asks the police to dispose of cases at their discretion.', 'source'),
  entry('diversion', 'diversion', 'Measures without judicial proceedings.', 'term'),
  entry('khmer', '', 'ការបង្វែរកុមារចេញពីប្រព័ន្ធយុ\u17D2\u178Aិធម៌', 'note'),
];

describe('a search', () => {
  let index: SearchIndex;
  const found = (query: string): string[] => index.search(query).hits.map((hit) => hit.entry.id);

  beforeEach(() => {
    index = SearchIndex.empty(cutKhmer);
    for (const each of ENTRIES) index.put(each);
  });

  it('finds what has every word, by stems and beginnings', () => {
    expect(found('diverted children')).toEqual(['lesson:away']);
    expect(found('safeg')).toEqual(['lesson:away']);
    expect(found('child court')).toEqual(expect.arrayContaining(['lesson:away', 'lesson:court']));
    expect(index.search('child court').how).toBe('all');
  });

  it('puts what is called exactly so first', () => {
    expect(found('diversion')[0]).toBe('term:diversion');
    index.put(entry('named', 'Diversion', 'Nothing else.', 'source'));
    index.put(entry('begun', 'Diversion of children', 'Nothing else.', 'source'));
    index.put(entry('within', 'On diversion', 'Diversion, diversion and diversion.', 'source'));
    expect(found('diversion').slice(1)).toEqual(['source:named', 'source:begun', 'source:within']);
  });

  it('takes either name of what has two for a name, the beginning of a question for none', () => {
    index.put(entry('two', 'court order · ដីកា', 'Nothing else.', 'term'));
    index.put(entry('long', 'Part 1: Order in court', 'Nothing else.', 'module'));
    index.put(entry('asked', 'Order or not?', 'Order, order, order.', 'rationale'));
    expect(found('order')).toEqual(['module:long', 'term:two', 'rationale:asked']);
    expect(found('ដីកា')).toEqual(['term:two']);
    // By a title that is half typed, whatever its words are: one letter finds none, nor does `the`.
    expect(found('the c')[0]).toBe('lesson:court');
    index.remove('lesson:court');
    expect(found('the c')).not.toContain('lesson:court');
  });

  it('puts Khmer as it is typed before the same words apart', () => {
    index.put(entry('apart', '', 'បង្វែរ ការ', 'note'));
    expect(found('ការបង្វែរ')).toEqual(['note:khmer', 'note:apart']);
    expect(index.search('ការបង្វែរ').how).toBe('all');
    // Where nothing has it as it is typed, the answer says so.
    index.remove('note:khmer');
    expect([found('ការបង្វែរ'), index.search('ការបង្វែរ').how]).toEqual([['note:apart'], 'apart']);
  });

  it('finds a number as a whole, with what it begins', () => {
    expect(found('40(3)(b)')).toEqual(['lesson:court']);
    expect(found('40')).toEqual(['lesson:court']);
    expect(found('11.2')).toEqual(['source:rules']);
    expect(found('4')).toEqual([]);
  });

  it('finds words with errors in spelling only where nothing has them right, and says so', () => {
    expect(index.search('safegards')).toMatchObject({ how: 'near', hits: [{ entry: { id: 'lesson:away' } }] });
    expect(index.search('safeguards').how).toBe('all');
    expect(index.search('safegards diverting')).toMatchObject({
      how: 'near',
      hits: [{ entry: { id: 'lesson:away' } }],
    });
  });

  it('finds what has some of the words only where nothing has them all, and says so', () => {
    expect(index.search('discretion xylophone')).toMatchObject({
      how: 'some',
      hits: [{ entry: { id: 'source:rules' } }],
    });
  });

  it('finds Khmer inside unspaced text, in either spelling and with zero-width spaces', () => {
    expect(found('កុមារ')).toEqual(['note:khmer']);
    expect(found('យុ\u17D2\u178Fិធម៌')).toEqual(['note:khmer']);
    expect(found('ចេញ\u200Bពី')).toEqual(['note:khmer']);
    // Wherever the dictionary cuts.
    expect(found('មារចេញ')).toEqual(['note:khmer']);
    // The word in Latin letters is asked for as well.
    expect(index.search('court មារចេញ').how).toBe('some');
  });

  it('finds no more what was removed or replaced', () => {
    index.put(entry('away', 'Away from court', 'Another text.'));
    expect(found('safeguards')).toEqual([]);
    expect(found('another')).toEqual(['lesson:away']);
    index.remove('lesson:away');
    index.remove('lesson:unknown');
    expect(found('another')).toEqual([]);
  });

  it('takes a word for no commoner because its entry was replaced often, as a note is that is being written', () => {
    const scores = (): number[] => index.search('discretion').hits.map(({ score }) => score);
    const before = scores();
    const rules = ENTRIES.find(({ id }) => id === 'source:rules');
    if (!rules) throw new Error('There is no such entry.');
    for (let at = 0; at < 50; at += 1) index.put(rules);
    expect(scores()).toEqual(before);
  });

  it('puts the text of a lesson before what a quiz says in the same words', () => {
    for (const kind of ['rationale', 'source', 'lesson'] as const) index.put(entry('same', '', 'A dossier.', kind));
    expect(found('dossier')).toEqual(['lesson:same', 'source:same', 'rationale:same']);
  });

  it('puts first what has a word in its title, then what has it more often', () => {
    index.put(entry('once', '', 'A dossier, its cover and its pages.'));
    index.put(entry('often', '', 'A dossier, its dossier and its dossier.'));
    index.put(entry('title', 'The dossier', 'A file, its cover and its pages.'));
    expect(found('dossier')).toEqual(['lesson:title', 'lesson:often', 'lesson:once']);
  });

  it('finds and counts nothing that may not be found', () => {
    const { hits, counts } = index.search('court', { isVisible: ({ id }) => id !== 'lesson:court' });
    expect(hits.map((hit) => hit.entry.id)).toEqual(['lesson:away']);
    expect(counts).toEqual({ lesson: 1 });
  });

  it('counts all by kind and returns the best', () => {
    for (let at = 0; at < 100; at += 1) index.put(entry(`n${at}`, '', `A court, note ${at}.`, 'note'));
    const { hits, counts } = index.search('court', { limit: 10 });
    expect(hits).toHaveLength(10);
    expect(counts).toEqual({ lesson: 2, note: 100 });
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('finds the same after the index was stored and read', () => {
    const read = SearchIndex.read([JSON.parse(JSON.stringify(index.stored()))], cutKhmer);
    for (const query of ['child court', 'case', 'diversion', '40', 'កុមារ', 'safegards'])
      expect(read.search(query)).toEqual(index.search(query));
  });

  it('finds exactly what has all of a pasted passage, of however many words', () => {
    const words = Array.from({ length: 300 }, (_, at) => `word${at}`);
    index.put(entry('passage', '', words.join(' '), 'note'));
    index.put(entry('beginning', '', words.slice(0, 44).join(' '), 'note'));
    const { how, hits } = index.search(words.join(' '));
    expect(how).toBe('all');
    expect(hits.map((hit) => hit.entry.id)).toEqual(['note:passage']);
  });

  it('offers words that are spelt somewhat alike, as they are written', () => {
    expect(index.nearWords('safegaurdz', 3)).toEqual(['safeguards']);
    expect(index.nearWords('safegaurdz', 3, () => false)).toEqual([]);
  });

  it('finds nothing for an empty query, and survives anything that is typed', () => {
    for (const query of ['', ' ', '()', '"', '\\', '%', '🙂', '្', '\u200B', '40((', '𝕬', 'a'.repeat(5_000)])
      expect(() => index.search(query)).not.toThrow();
    expect(found('')).toEqual([]);
  });
});

describe('an excerpt', () => {
  const session = new Session();

  beforeAll(async () => {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  });
  afterAll(() => {
    session.disconnect();
  });

  /** How often the parts of `excerpt.ts` are run: its work, however fast the machine is. */
  async function workOf(run: () => void): Promise<number> {
    run();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const counts = result
      .filter(({ url }) => url.endsWith('/domain/search/excerpt.ts'))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  it.each([
    ['court ', 'court', ['court']],
    ['កុមារ', 'មារ', []],
  ])('of a text of nothing but %j takes work by its length, as does what is marked', async (word, query, terms) => {
    const sought = { query, terms: new Set(terms), cutKhmer };
    const work = (length: number): Promise<number> => {
      const text = word.repeat(length);
      return workOf(() => {
        excerptOf(text, sought);
        compactStretches(text, foundStretches(text, sought));
      });
    };
    const once = await work(1_000);
    expect(once).toBeGreaterThan(1_000);
    expect(await work(2_000)).toBeLessThan(2.2 * once);
  });

  it('is taken where most of the sought words stand close together, however long one of them is', () => {
    const text = `court ${'x'.repeat(300)} ${'y '.repeat(200)} court of a child ${'z '.repeat(200)} court`;
    const terms = new Set(['court', 'child', 'x'.repeat(300)]);
    const parts = excerptOf(text, { query: 'court child', terms, cutKhmer });
    expect(parts.filter(({ isFound }) => isFound).map((part) => part.text)).toEqual(['court', 'child']);
  });

  it('shows the found words in their context, cut between words', () => {
    const text = `${'Nothing of the kind is here. '.repeat(10)}A child may be diverted before trial. ${'And so on. '.repeat(20)}`;
    const index = SearchIndex.empty(cutKhmer);
    index.put(entry('long', '', text));
    const { terms } = index.search('diverting children');
    const parts = excerptOf(text, { query: 'diverting children', terms, cutKhmer });
    expect(parts.filter(({ isFound }) => isFound).map((part) => part.text)).toEqual(['child', 'diverted']);
    const whole = parts.map((part) => part.text).join('');
    expect(whole.startsWith('… ')).toBe(true);
    expect(whole.endsWith(' …')).toBe(true);
    expect(whole.length).toBeLessThan(190);
  });

  it('marks Khmer by whole words, where a query has half of one', () => {
    const text = 'ការបង្វែរកុមារចេញ';
    const parts = excerptOf(text, { query: 'មារចេញ', terms: new Set(), cutKhmer });
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.some(({ isFound }) => isFound)).toBe(true);
  });

  it('gives stretches that lead to the same words in the compact text of the page', () => {
    const text = 'One  court\nand\u200B another court.';
    const stretches = foundStretches(text, { query: 'court', terms: new Set(['court']), cutKhmer });
    expect(compactStretches(text, stretches).map(({ start, end }) => compactText(text).slice(start, end))).toEqual([
      'court',
      'court',
    ]);
  });
});
