import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { anchorFor, placeQuotes } from '../../../../src/domain/notes/quote-placement';
import { placeOnce } from '../../../../src/renderer/src/features/section/text/place-once';

const TEXT = 'Thepolicehavehim,thephoneandawitness.';

function note(id: string, quote: string, overrides: Partial<NoteRevision> = {}): NoteRevision {
  const start = Math.max(0, TEXT.indexOf(quote));
  const anchor = quote === '' ? {} : { anchor: anchorFor(TEXT, start, start + quote.length) };
  return {
    id,
    noteId: `note-${id}`,
    moduleId: 'm',
    sectionId: 'm/s',
    blockId: 'b',
    quote,
    ...anchor,
    text: '',
    createdAt: '2026-11-25T10:00:00.000Z',
    editedAt: '2026-11-25T10:00:00.000Z',
    deleted: false,
    ...overrides,
  };
}

function counted() {
  let reads = 0;
  let searches = 0;
  const block = {
    id: 'b',
    get text() {
      reads += 1;
      return TEXT;
    },
  };
  const find = () => {
    searches += 1;
    return [];
  };
  return { block, find, counts: () => ({ reads, searches }) };
}

describe('placing the notes of a section again and again', () => {
  const notes = [note('1', 'police'), note('2', 'Wordsthataregone'), note('3', ''), note('4', 'phone')];

  it('answers what placing anew would', () => {
    const { block, find } = counted();
    const place = placeOnce([block], find);
    const anew = placeQuotes([block], notes, find);
    expect(place(notes)).toEqual(anew);
    expect(place(notes)).toEqual(anew);
    expect(place(notes.slice(2))).toEqual(new Map([['note-4', anew.get('note-4')]]));
  });

  it('looks only for revisions that are new', () => {
    const { block, find, counts } = counted();
    const place = placeOnce([block], find);
    place(notes);
    const before = counts();
    expect(before.searches).toBe(1);
    place(notes);
    expect(counts(), 'the words that are gone aren’t searched for a second time').toEqual(before);
    const moved = place([...notes.slice(0, 3), note('5', 'witness', { noteId: 'note-4' })]);
    expect(moved.get('note-4')).toEqual({
      blockId: 'b',
      start: TEXT.indexOf('witness'),
      end: TEXT.indexOf('witness') + 7,
    });
    expect(counts().searches).toBe(1);
  });
});
