import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { anchorFor, placeQuotes } from '../../../../src/domain/notes/quote-placement';
import {
  arrangeNotes,
  blockOfNote,
  notesInText,
  placeOnce,
} from '../../../../src/renderer/src/features/section/text/note-arrangement';

const BLOCKS = ['m/s#opening', 'm/s#second'];

function note(noteId: string, blockId: string | null): NoteRevision {
  return {
    id: `${noteId}-1`,
    noteId,
    moduleId: 'm',
    sectionId: 'm/s',
    blockId,
    quote: '',
    text: 'text',
    createdAt: '2026-11-25T10:00:00.000Z',
    editedAt: '2026-11-25T10:00:00.000Z',
    basedOn: [],
    deleted: false,
  };
}

describe('the notes of a section', () => {
  it('stand beside the block where their words are found, in the order of the text, before those without words', () => {
    const places = new Map([
      ['late', { blockId: 'm/s#opening', start: 40, end: 60 }],
      ['early', { blockId: 'm/s#opening', start: 3, end: 9 }],
      ['moved', { blockId: 'm/s#second', start: 0, end: 4 }],
    ]);
    const arranged = arrangeNotes(
      BLOCKS,
      [
        note('plain', 'm/s#opening'),
        note('late', 'm/s#opening'),
        note('early', 'm/s#opening'),
        note('moved', 'm/s#opening'),
      ],
      places,
    );
    expect(arranged.byBlock.get('m/s#opening')?.map((each) => each.note.noteId)).toEqual(['early', 'late', 'plain']);
    expect(blockOfNote(arranged, 'moved')).toBe('m/s#second');
    expect(
      notesInText(arranged)
        .map((each) => each.note.noteId)
        .sort(),
    ).toEqual(['early', 'late', 'moved']);
    expect(arranged.unplaced).toEqual([]);
  });

  it('stand at the first block where they belong to the section as a whole', () => {
    expect(blockOfNote(arrangeNotes(BLOCKS, [note('whole', null)], new Map()), 'whole')).toBe('m/s#opening');
  });

  it('stand at the last block where they answer a reflection on the section', () => {
    const answer = { ...note('answer', null), reflection: { attemptId: 'x', questionId: 'm/q1' } };
    expect(blockOfNote(arrangeNotes(BLOCKS, [answer], new Map()), 'answer')).toBe('m/s#second');
    expect(arrangeNotes([], [answer], new Map()).unplaced).toEqual([{ note: answer, reason: 'block' }]);
  });

  it('are unplaced, with the reason, where their words or their block are gone', () => {
    const arranged = arrangeNotes(
      BLOCKS,
      [note('words', 'm/s#opening'), note('block', 'm/s#gone')],
      new Map([['words', null]]),
    );
    expect(arranged.unplaced.map((each) => [each.note.noteId, each.reason])).toEqual([
      ['words', 'words'],
      ['block', 'block'],
    ]);
    expect(blockOfNote(arranged, 'words')).toBeUndefined();
  });

  it('are each in exactly one place, also where a section has no blocks', () => {
    const all = [note('a', null), note('b', 'm/s#opening')];
    const { byBlock, unplaced } = arrangeNotes([], all, new Map());
    expect([...byBlock.values()].flat()).toEqual([]);
    expect(unplaced).toHaveLength(all.length);
  });
});

const TEXT = 'Thepolicehavehim,thephoneandawitness.';

function quoting(id: string, quote: string, overrides: Partial<NoteRevision> = {}): NoteRevision {
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
    basedOn: [],
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
  const notes = [quoting('1', 'police'), quoting('2', 'Wordsthataregone'), quoting('3', ''), quoting('4', 'phone')];

  it('answers what placing anew would', () => {
    const { block, find } = counted();
    const place = placeOnce([block], find, 'en');
    const anew = placeQuotes([block], notes, find);
    expect(place(notes)).toEqual(anew);
    expect(place(notes)).toEqual(anew);
    expect(place(notes.slice(2))).toEqual(new Map([['note-4', anew.get('note-4')]]));
  });

  it('looks only for revisions that are new', () => {
    const { block, find, counts } = counted();
    const place = placeOnce([block], find, 'en');
    place(notes);
    const before = counts();
    expect(before.searches).toBe(1);
    place(notes);
    expect(counts(), 'the words that are gone aren’t searched for a second time').toEqual(before);
    const moved = place([...notes.slice(0, 3), quoting('5', 'witness', { noteId: 'note-4' })]);
    expect(moved.get('note-4')).toEqual({
      blockId: 'b',
      start: TEXT.indexOf('witness'),
      end: TEXT.indexOf('witness') + 7,
    });
    expect(counts().searches).toBe(1);
  });
});
