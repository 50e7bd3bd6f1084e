import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import {
  arrangeNotes,
  blockOfNote,
  notesInText,
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
    expect(arranged.beside.get('m/s#opening')?.map((each) => each.note.noteId)).toEqual(['early', 'late', 'plain']);
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
    const { beside, unplaced } = arrangeNotes([], all, new Map());
    expect([...beside.values()].flat()).toEqual([]);
    expect(unplaced).toHaveLength(all.length);
  });
});
