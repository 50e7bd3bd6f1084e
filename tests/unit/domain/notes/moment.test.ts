import { describe, expect, it, test } from 'vitest';
import { isChange } from '../../../../src/domain/learner-file/shapes';
import { searchNotes } from '../../../../src/domain/notes/note-search';
import { aboutText, momentAnchor, momentOf, momentText, readMoment } from '../../../../src/domain/notes/moment';
import { placeQuotes } from '../../../../src/domain/notes/quote-placement';
import type { QuoteAnchor } from '../../../../src/domain/notes/highlight';
import { note } from '../../../support/builders/statement-builders';

test.each([
  [0, '0:00'],
  [5.9, '0:05'],
  [760, '12:40'],
  [3_760, '1:02:40'],
  [7_205, '2:00:05'],
  [-1, '0:00'],
])('%s seconds are written %s', (seconds, text) => {
  expect(momentText(seconds)).toBe(text);
});

describe('a note at a moment of a recording', () => {
  const atMoment = note({ quote: '', blockId: null, anchor: momentAnchor(760.9), text: 'Ask about this' });

  it('leads to the second before its words, is found and named by its moment', () => {
    expect(momentOf(atMoment)).toBe(760);
    expect(aboutText(atMoment)).toBe('12:40');
    expect(searchNotes([atMoment], '12:40')).toEqual([atMoment]);
    expect(aboutText(note({ quote: 'some words' }))).toBe('some words');
    expect(aboutText(note({ quote: 'some words', anchor: momentAnchor(5) }))).toBe('some words');
    expect(aboutText(note({ quote: '' }))).toBe('');
  });

  it('has no place in the text and is never called unplaced', () => {
    const blocks = [{ id: 'a/first#opening', text: 'At12:40nothing' }];
    expect(placeQuotes(blocks, [atMoment], () => []).size).toBe(0);
  });

  it('is a note of a learner file that every version reads', () => {
    expect(isChange({ id: atMoment.id, kind: 'note', body: atMoment })).toBe(true);
  });

  it('has none where its anchor holds something else', () => {
    for (const moment of [undefined, null, '12', -1, Number.NaN, Infinity, 10 ** 9])
      expect(momentOf({ anchor: { prefix: '', suffix: '', start: 0, moment } as unknown as QuoteAnchor })).toBeNull();
    expect(momentOf({ anchor: null as unknown as QuoteAnchor })).toBeNull();
    expect(momentOf({})).toBeNull();
    expect(readMoment(12.7)).toBe(12);
    expect(readMoment(0)).toBe(0);
  });

  it('is within a day, and one at its edge is read again', () => {
    expect([-1, 0, 10 ** 9].map((seconds) => momentOf({ anchor: momentAnchor(seconds) }))).toEqual([0, 0, 86_400]);
  });
});
