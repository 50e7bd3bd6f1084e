import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordCounter } from '../../../../src/domain/record/record-counts';

function countsOf(statements: readonly unknown[], revisions: readonly unknown[] = []) {
  const counter = new RecordCounter();
  for (const statement of statements) counter.addStatement(statement);
  for (const revision of revisions) counter.addRevision(revision);
  return counter.counts();
}

const read = (id: string, sectionId: string, timestamp = '2026-11-20T08:00:00.000Z') => ({
  id,
  verb: 'experienced',
  sectionId,
  timestamp,
});
const note = (id: string, noteId: string, editedAt: string, deleted = false) => ({ id, noteId, editedAt, deleted });

describe('the counts of a record', () => {
  it('count a section once however often it was read, and not when every reading was taken back', () => {
    const statements = [
      read('r1', 'a/1'),
      read('r2', 'a/1'),
      read('r3', 'a/2'),
      { id: 'v1', verb: 'voided', statementId: 'r3' },
    ];
    expect(countsOf(statements)).toMatchObject({ statements: 4, sections: 1 });
    expect(countsOf([...statements, { id: 'v2', verb: 'voided', statementId: 'r1' }])).toMatchObject({ sections: 1 });
  });

  it('count submitted attempts by their id, whether passed or failed', () => {
    const scored = (id: string, verb: string, attemptId: string) => ({ id, verb, attemptId });
    expect(
      countsOf([
        scored('1', 'passed', 'a'),
        scored('2', 'failed', 'b'),
        scored('3', 'passed', 'a'),
        scored('4', 'initialized', 'c'),
      ]).quizzes,
    ).toBe(2);
  });

  it('count a note by its newest state, in whatever order its states come', () => {
    const revisions = [note('1', 'n', '2026-01-01'), note('2', 'n', '2026-01-02', true), note('3', 'm', '2026-01-01')];
    for (const order of [revisions, revisions.toReversed()])
      expect(countsOf([], order)).toMatchObject({ revisions: 3, notes: 1 });
    expect(countsOf([], [note('a', 'n', '2026-01-01', true), note('b', 'n', '2026-01-01')]).notes).toBe(1);
    expect(countsOf([], [note('b', 'n', '2026-01-01'), note('a', 'n', '2026-01-02', true)]).notes).toBe(0);
    // Dated before the first one, which a clock that was ahead has dated, and made after it.
    const ahead = [note('1', 'n', '2031-01-01'), { ...note('2', 'n', '2026-01-02', true), era: 1 }];
    for (const order of [ahead, ahead.toReversed()]) expect(countsOf([], order).notes).toBe(0);
  });

  it('count a highlight without words as a note, sealed or not: a sealed one does not tell', () => {
    expect(
      countsOf(
        [],
        [
          { ...note('1', 'n', '2026-01-01'), text: '', quote: 'last resort', colour: 'green' },
          { ...note('2', 'm', '2026-01-01'), text: '', quote: '', sealed: 'AAAA' },
        ],
      ).notes,
    ).toBe(2);
  });

  it('tell the first and the last moment, and none of an empty record', () => {
    expect(
      countsOf([read('1', 's', '2026-03-01'), read('2', 's', '2026-01-01'), read('3', 's', '2026-02-01')]),
    ).toMatchObject({ first: '2026-01-01', last: '2026-03-01' });
    expect(countsOf([read('1', 's', '2026-01-01'), read('2', 's', '2026-02-01')]).last).toBe('2026-02-01');
    expect(countsOf([])).toEqual({
      statements: 0,
      revisions: 0,
      sections: 0,
      quizzes: 0,
      notes: 0,
      first: null,
      last: null,
    });
  });

  it('hold nothing of a fact without what tells it from others', () => {
    const statements = [
      { verb: 'experienced', sectionId: 'a/1' },
      { id: 'r1', verb: 'experienced' },
      { id: 'r2', verb: 'reviewed', sectionId: 'a/1' },
      { id: 'p1', verb: 'passed', attemptId: 7 },
      read('r3', 'a/2'),
      { id: 'a1', verb: 'answered', statementId: 'r3' },
    ];
    expect(countsOf(statements, [{ id: '1', editedAt: '2026-01-01' }])).toMatchObject({
      statements: 6,
      revisions: 1,
      sections: 1,
      quizzes: 0,
      notes: 0,
    });
  });

  it('survive whatever a file edited by hand may hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (facts) => {
        expect(countsOf(facts, facts)).toMatchObject({ statements: facts.length, revisions: facts.length });
      }),
      { numRuns: 100 },
    );
  });
});
