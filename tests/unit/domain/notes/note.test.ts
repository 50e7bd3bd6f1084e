import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareRevisions,
  latestRevisions,
  nextRevision,
  unwrittenNote,
  withText,
  type NoteRevision,
} from '../../../../src/domain/notes/note';
import { identifier, note } from '../../../support/builders/statement-builders';

const revisions: fc.Arbitrary<NoteRevision[]> = fc
  .array(
    fc.record({
      noteNumber: fc.integer({ min: 1, max: 3 }),
      minute: fc.integer({ min: 0, max: 5 }),
      text: fc.string({ maxLength: 4 }),
      deleted: fc.boolean(),
      era: fc.constantFrom(undefined, 1, 2),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ noteNumber, minute, text, deleted, era }, index) =>
      note({
        id: identifier(100 + index),
        noteId: identifier(noteNumber),
        text,
        deleted,
        ...(era === undefined ? {} : { era }),
        editedAt: `2026-11-20T01:0${minute}:00.000Z`,
      }),
    ),
  );
const inTwoOrders = revisions.chain((made) =>
  fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length, maxLength: made.length })),
);

describe('two states of a note', () => {
  test('a note before its first words is older than whatever was written to it, and keeps its place', () => {
    const place = {
      moduleId: 'a',
      sectionId: 'a/first',
      blockId: 'a/first#b1',
      quote: 'a child',
      colour: 'green',
    } as const;
    const at = '2026-11-25T08:00:00.000Z';
    const unwritten = unwrittenNote(identifier(2), place, at);
    expect(unwritten).toMatchObject({ ...place, noteId: identifier(2), text: '', createdAt: at, deleted: true });
    expect(compareRevisions(unwritten, note({ editedAt: '1970-01-01T00:00:00.000Z' }))).toBeLessThan(0);
    const first = nextRevision({ ...unwritten, text: 'Here.', deleted: false }, unwritten, identifier(9), at);
    expect(first).toMatchObject({ editedAt: at, basedOn: [] });
  });
});

describe('a note with another text', () => {
  test('has the text as it was typed, as far as a note can be long', () => {
    expect(withText(note(), ' Ask about bail. ')).toEqual(note({ text: ' Ask about bail. ' }));
    expect(withText(note(), 'x'.repeat(60_001)).text).toHaveLength(60_000);
    expect(withText(note(), `${'x'.repeat(59_999)}\u{1F9D2}`).text).toBe('x'.repeat(59_999));
  });

  test('keeps its words where there are no others; a highlight can be without any', () => {
    const highlight = note({ colour: 'green' });
    expect(withText(note(), ' \n')).toEqual(note());
    expect(withText(highlight, '')).toEqual({ ...highlight, text: '' });
  });
});

describe('the newest revision of a note', () => {
  test('the last write wins', () => {
    const edited = note({ id: identifier(5), text: 'Ask about bail.', editedAt: '2026-11-20T02:00:00.000Z' });
    expect([...latestRevisions([edited, note()]).values()]).toEqual([edited]);
  });

  test('the last write wins also where its id sorts first', () => {
    const edited = note({ id: identifier(0), text: 'Ask about bail.', editedAt: '2026-11-20T02:00:00.000Z' });
    expect([...latestRevisions([note(), edited]).values()]).toEqual([edited]);
    expect(compareRevisions(edited, note())).toBeGreaterThan(0);
  });

  test('at the same instant the higher id wins', () => {
    const other = note({ id: identifier(5), text: 'other' });
    expect(compareRevisions(note(), other)).toBeLessThan(0);
    expect(compareRevisions(other, note())).toBeGreaterThan(0);
    expect(compareRevisions(other, other)).toBe(0);
  });

  test('a deletion is a revision: it stays, and a later edit brings the note back', () => {
    const deleted = note({ id: identifier(5), deleted: true, editedAt: '2026-11-20T02:00:00.000Z' });
    const restored = note({ id: identifier(6), editedAt: '2026-11-20T03:00:00.000Z' });
    expect(latestRevisions([deleted, note()]).get(note().noteId)?.deleted).toBe(true);
    expect(latestRevisions([restored, deleted, note()]).get(note().noteId)?.deleted).toBe(false);
  });

  test('notes are kept apart, and nothing gives nothing', () => {
    expect(latestRevisions([note(), note({ noteId: identifier(3) })]).size).toBe(2);
    expect(latestRevisions([]).size).toBe(0);
  });

  test('does not depend on the order in which revisions arrive, or on their arriving twice', () => {
    fc.assert(
      fc.property(inTwoOrders, ([one, other]) => {
        expect(latestRevisions(other)).toEqual(latestRevisions(one));
        expect(latestRevisions([...one, ...other])).toEqual(latestRevisions(one));
        expect(latestRevisions(latestRevisions(one).values())).toEqual(latestRevisions(one));
      }),
    );
  });

  test('of merged parts is that of the whole', () => {
    fc.assert(
      fc.property(revisions, fc.nat({ max: 12 }), (made, at) => {
        const [left, right] = [latestRevisions(made.slice(0, at)), latestRevisions(made.slice(at))];
        expect(latestRevisions([...left.values(), ...right.values()])).toEqual(latestRevisions(made));
      }),
    );
  });
});

describe('the next revision of a note', () => {
  const LAST = '9999-12-31T23:59:59.999Z';
  const NOW = '2026-11-25T08:00:00.000Z';

  test('is newer than the one it was made on, also where that is of the last instant and has a higher id', () => {
    const foreign = note({ id: 'ffffffff-ffff-7fff-bfff-ffffffffffff', editedAt: LAST, text: 'foreign' });
    const mine = nextRevision({ ...foreign, text: 'mine' }, foreign, identifier(5), NOW);
    expect(mine).toMatchObject({ text: 'mine', editedAt: NOW, era: 1 });
    expect([...latestRevisions([mine, foreign]).values()]).toEqual([mine]);
  });

  test('has no era where its clock and the note agree, as a note of an older version', () => {
    const basedOn = [note().id];
    expect(nextRevision(note(), note(), identifier(5), NOW)).toEqual(
      note({ id: identifier(5), editedAt: NOW, basedOn }),
    );
  });
});
