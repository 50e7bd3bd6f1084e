import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../../src/domain/learner-file/reading';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { Statement } from '../../../../src/domain/record/statement';
import { withLearnerDatabase } from '../../../../src/renderer/src/storage/database/generations';
import { learnerFilePieces } from '../../../../src/renderer/src/storage/transfer/learner-file-export';
import { mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { FIRST_MINUTE, identifier, learner, note, statement } from '../../../support/builders/statement-builders';
import { twoComputers } from '../../../unit/domain/support/statement-arbitraries';
import { beginLearner, contents, deleteLearnerDatabase, newLearner, saveNotes } from '../../support/storage-scene';
import { replay } from '../../../support/builders/replays';

/** What one computer knows: part of a learner file. */
type Known = Pick<LearnerFileContents, 'statements' | 'notes'>;

/** What a merge decides; the outbox and the journal's mark are one computer's alone. */
const TABLES = ['statements', 'projections', 'attempts', 'noteRevisions', 'latestNotes'] as const;

/** Revisions of three notes; the same number is the same revision wherever it is known. */
const revision = fc.integer({ min: 0, max: 11 }).map((number): NoteRevision =>
  note({
    id: identifier(60_000 + number),
    noteId: identifier(50_000 + (number % 3)),
    text: `text ${number}`,
    ...(number % 2 === 0
      ? {
          anchor: { prefix: 'a', suffix: `b${number}`, start: number },
          colour: number % 4 === 0 ? 'green' : 'violet',
        }
      : {}),
    editedAt: new Date(FIRST_MINUTE + number * 60_000).toISOString(),
    // Its states go on from one another: a file may lack some.
    basedOn: number < 3 ? [] : [identifier(60_000 + number - 3)],
    ...(number % 3 === 1 ? { era: 1 } : {}),
    deleted: number % 5 === 0,
  }),
);
const revisions = fc.uniqueArray(revision, { selector: ({ id }) => id, maxLength: 8 });
/** Three computers' knowledge: two that share a beginning, and a third that knows parts of both. */
const three = fc
  .tuple(twoComputers, revisions, revisions, revisions, fc.nat({ max: 6 }))
  .map(([[a, b], ...[first, second, third, every]]): readonly [Known, Known, Known] => [
    { statements: a, notes: first },
    { statements: b, notes: second },
    {
      statements: [...a, ...b].filter(
        (each, index, all) => index % (every + 1) === 0 && all.findIndex(({ id }) => id === each.id) === index,
      ),
      notes: third,
    },
  ]);

/** A learner file that holds what is known. */
function fileOf(learnerId: string, known: Known): LearnerFileContents {
  return { ...known, createdAt: '2026-11-21T01:00:00.000Z', learner: learner({ id: learnerId }), position: null };
}

/** Brings files in, one after the other, into the database of a learner of their own; answers its tables. */
async function merged(...files: readonly Known[]): Promise<Readonly<Record<string, unknown>>> {
  const { id } = newLearner();
  for (const file of files) await mergeIntoRecord(id, fileOf(id, file));
  return taken(id);
}

/** The tables of a learner's database, which is deleted. */
async function taken(learnerId: string): Promise<Readonly<Record<string, unknown>>> {
  const tables = await contents(learnerId);
  await deleteLearnerDatabase(learnerId);
  return Object.fromEntries(TABLES.map((name) => [name, tables[name]]));
}

/** Two files brought in and saved again as one. */
async function asOneFile(...files: readonly Known[]): Promise<Known> {
  const { id } = newLearner();
  for (const file of files) await mergeIntoRecord(id, fileOf(id, file));
  const reader = new LearnerFileReader();
  await withLearnerDatabase(id, async (database) => {
    for await (const { text } of learnerFilePieces(database, '2026-11-21T01:00:00.000Z'))
      reader.push(new TextEncoder().encode(text));
  });
  await deleteLearnerDatabase(id);
  return reader.finish();
}

const law = (check: (files: readonly [Known, Known, Known]) => Promise<void>, numRuns = 12): Promise<void> =>
  fc.assert(fc.asyncProperty(three, check), { numRuns });

/** The tables of a learner who did a part here that still waits, and to whom another part came through the journal. */
async function doneAndReceived(done: Known, received: Known): ReturnType<typeof merged> {
  const owner = newLearner();
  const host = new InMemoryHost();
  const session = await beginLearner(owner, host);
  if (done.statements.length > 0) await session.statements.append(done.statements);
  if (done.notes.length > 0) await saveNotes(session.notes, done.notes);
  const bodies = [
    ...received.statements.map((each) => ({ kind: 'statement' as const, each })),
    ...received.notes.map((each) => ({ kind: 'note' as const, each })),
  ];
  await host.append(
    owner.id,
    bodies.map(({ kind, each }) => ({ id: each.id, kind, body: JSON.stringify(each) })),
  );
  await session.sync.synchronise();
  session.close();
  return taken(owner.id);
}

describe('merging in the database', () => {
  it('is the union by id: each statement and revision once, nothing else, and what follows from them', async () => {
    await law(async ([a, b]) => {
      const union = new Map([...a.statements, ...b.statements].map((each) => [each.id, each]));
      const history = new Map([...a.notes, ...b.notes].map((each) => [each.id, each]));
      const { id } = newLearner();
      for (const file of [a, b]) await mergeIntoRecord(id, fileOf(id, file));
      expect(await withLearnerDatabase(id, (database) => new StatementStore(database).load())).toEqual(
        replay([...union.values()]),
      );
      const tables = await taken(id);
      expect(new Map((tables['statements'] as Statement[]).map((each) => [each.id, each]))).toEqual(union);
      expect(new Map((tables['noteRevisions'] as NoteRevision[]).map((each) => [each.id, each]))).toEqual(history);
    });
  });

  it('does not depend on which comes first', async () => {
    await law(async ([a, b]) => {
      expect(await merged(b, a)).toEqual(await merged(a, b));
    });
  });

  it('does not depend on what was merged before: two of three first and saved as one file, or one by one', async () => {
    await law(async ([a, b, c]) => {
      const oneByOne = await merged(a, b, c);
      expect(await merged(a, await asOneFile(b, c))).toEqual(oneByOne);
      expect(await merged(await asOneFile(c, a), b)).toEqual(oneByOne);
    });
  });

  it('changes nothing the second time', async () => {
    await law(async ([a, b]) => {
      const once = await merged(a, b);
      expect(await merged(a, b, b, a)).toEqual(once);
      expect(await merged(a, b, await asOneFile(a, b))).toEqual(once);
    });
  });

  it('gives the same where a part was done here and another part came through the journal', async () => {
    await law(async ([a, b]) => {
      // What is projected of no statement is written or not.
      fc.pre(a.statements.length + b.statements.length > 0);
      // What a journal holds was merged before it was sent.
      expect(await doneAndReceived(a, await asOneFile(b))).toEqual(await merged(a, b));
    });
  });

  it('lists running quizzes in one order, in whichever order they came', async () => {
    const begun = (attemptId: string, minute: number, number: number): Known => ({
      statements: [
        statement(
          { verb: 'initialized', attemptId, moduleId: 'a', mode: 'attempt', questionIds: ['q1'], seed: 1 },
          minute,
          number,
        ),
      ],
      notes: [],
    });
    const [one, other] = [begun('attempt-one', 2, 1), begun('attempt-other', 1, 2)];
    const both = await doneAndReceived(one, other);
    expect(JSON.stringify(both['projections'])).toContain('attempt-other');
    expect(await doneAndReceived(other, one)).toEqual(both);
    expect(await merged(one, other)).toEqual(both);
  });

  it('keeps what is here where a file says something else under the same id', async () => {
    const here = { statements: [], notes: [note({ id: identifier(61), text: 'here' })] };
    const forged = { statements: [], notes: [note({ id: identifier(61), text: 'forged' })] };
    expect((await merged(here, forged))['noteRevisions']).toMatchObject([{ text: 'here' }]);
  });
});
