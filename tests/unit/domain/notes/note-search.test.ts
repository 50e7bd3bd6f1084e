import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchNotes } from '../../../../src/domain/notes/note-search';
import { searchable } from '../../../../src/domain/text/searchable';
import { note } from '../../../support/builders/statement-builders';

const found = (query: string, text: string, quote = ''): boolean =>
  searchNotes([note({ text, quote })], query).length === 1;

describe('finding notes', () => {
  test.each([
    ['a word', 'bail', 'Ask about bail.'],
    ['in any case of letters', 'BAIL', 'ask about Bail'],
    ['a part of a word', 'diver', 'Diversion first'],
    ['every word, in any order', 'bail ask', 'Ask about bail.'],
    ['a word over two lines', 'ask bail', 'Ask\nabout\nbail'],
    ['a Khmer word inside unspaced text', 'កុមារ', 'យុត្តិធម៌សម្រាប់កុមារនៅកម្ពុជា'],
    ['a Khmer word that a zero-width space parts', 'កុមារនៅ', 'យុត្តិធម៌\u200Bសម្រាប់\u200Bកុមារ\u200Bនៅ\u200Bកម្ពុជា'],
    ['a Khmer word typed with a zero-width space', 'កុមារ\u200Bនៅ', 'សម្រាប់កុមារនៅកម្ពុជា'],
    ['a letter typed as letter and accent', 'cafe\u0301', 'Café'],
    ['an accent behind something invisible', 'caf\u00E9', 'cafe\u200B\u0301'],
    ['a number typed in Khmer digits', '៤០', 'CRC art. 40'],
    ['a number written in Khmer digits', '40', 'មាត្រា ៤០'],
    ['nothing, which finds all', '', 'Ask'],
    ['spaces only, which find all', ' \t\u200B ', 'Ask'],
  ])('%s', (_name, query, text) => {
    expect(found(query, text)).toBe(true);
  });

  test('the quote that a note is about is searched too', () => {
    expect(found('measure of last resort ask', 'Ask', 'detention is a measure of last resort')).toBe(true);
  });

  test('the tags of a note are searched too', () => {
    const tagged = note({ text: 'Ask', tags: ['last resort', 'ការពារ'] });
    expect(searchNotes([tagged, note({ text: 'Ask' })], 'resort ask')).toEqual([tagged]);
    expect(searchNotes([tagged], 'ការពារ')).toEqual([tagged]);
  });

  test('a note that lacks one of the words is not found', () => {
    expect(found('bail appeal', 'Ask about bail.')).toBe(false);
  });

  test('what looks like a pattern is searched as typed', () => {
    expect(found('.*', 'Ask')).toBe(false);
    expect(found('art. 37(b)', 'CRC art. 37(b)')).toBe(true);
  });

  test('notes come back as they are, in their order', () => {
    const notes = [note({ text: 'b bail' }), note({ text: 'no' }), note({ text: 'a bail' })];
    expect(searchNotes(notes, 'bail')).toEqual([notes[0], notes[2]]);
  });

  test('a highlight without words is found by its quote', () => {
    const highlight = note({ text: '', quote: 'ការឃុំ\u200Bខ្លួន as a last resort', colour: 'green' });
    expect(searchNotes([highlight], 'ឃុំខ្លួន resort')).toEqual([highlight]);
    expect(searchNotes([highlight], '')).toEqual([highlight]);
  });

  test('notes are kept by the colour in which they are marked, beside the words', () => {
    const [plain, green, violet] = [
      note({ text: 'bail' }),
      note({ text: '', quote: 'bail', colour: 'green' }),
      note({ text: 'bail', quote: 'x', colour: 'violet' }),
    ];
    const all = [plain, green, violet];
    expect(searchNotes(all, 'bail', 'green')).toEqual([green]);
    expect(searchNotes(all, 'bail', 'yellow')).toEqual([]);
    expect(searchNotes(all, 'x', 'violet')).toEqual([violet]);
    expect(searchNotes(all, 'bail')).toEqual(all);
  });

  test('a colour that only a newer version knows is found as the first, as which it is shown', () => {
    const newer = note({ text: '', quote: 'bail', colour: 'terracotta' as never });
    expect(searchNotes([newer], '', 'yellow')).toEqual([newer]);
    expect(searchNotes([newer], '', 'green')).toEqual([]);
  });

  test('every stretch of a note without spaces finds it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', 'é', 'ក', '្', 'ខ', '\u200B', '1', ' ') }),
        fc.nat(),
        fc.nat(),
        (text, from, length) => {
          const word =
            searchable(text)
              .split(' ')
              .at(from % Math.max(1, searchable(text).split(' ').length)) ?? '';
          expect(found(word.slice(0, length), text)).toBe(true);
        },
      ),
    );
  });
});
