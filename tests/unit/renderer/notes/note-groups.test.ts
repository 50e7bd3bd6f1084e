import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { groupBySection } from '../../../../src/renderer/src/features/notes/note-groups';

const note = (noteId: string, sectionId: string): NoteRevision => ({
  id: noteId,
  noteId,
  moduleId: 'm',
  sectionId,
  blockId: null,
  quote: '',
  text: 'A note',
  createdAt: '2026-11-25T10:00:00.000Z',
  editedAt: '2026-11-25T10:00:00.000Z',
  basedOn: [],
  deleted: false,
});

describe('the groups of the notebook', () => {
  it('put what follows each other beside one section together and keep the order', () => {
    const groups = groupBySection([note('1', 'm/a'), note('2', 'm/a'), note('3', 'm/b')], () => true);
    expect(groups.map(({ sectionId, notes }) => [sectionId, notes.map(({ noteId }) => noteId)])).toEqual([
      ['m/a', ['1', '2']],
      ['m/b', ['3']],
    ]);
  });

  it('hold all that stood beside sections that are gone in one', () => {
    const groups = groupBySection(
      [note('1', 'm/a'), note('2', 'm/gone'), note('3', 'm/gone-too')],
      (sectionId) => sectionId === 'm/a',
    );
    expect(groups.map(({ sectionId, notes }) => [sectionId, notes.length])).toEqual([
      ['m/a', 1],
      [null, 2],
    ]);
  });

  it('are none where nothing is listed', () => {
    expect(groupBySection([], () => true)).toEqual([]);
  });
});
