import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EMPTY_RECORD, type LearningRecord } from '../../../../src/domain/record/learning-record';
import type { Statement } from '../../../../src/domain/record/statement';
import type { KeyedRow, LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { recordRows } from '../../../../src/renderer/src/storage/record/projections';
import {
  answered,
  begun,
  certificate,
  identifier,
  read,
  scored,
  statement,
  statements,
  type Deed,
} from '../../../support/builders/statement-builders';
import { openStatementStore } from '../../support/storage-scene';
import { replay, replayAttempts } from '../../../support/builders/replays';

describe('the stored projections', () => {
  const twoEnds = statements(begun('x'), scored('a', 0.5, 'x'), scored('a', 0.9, 'x')).map((each) => [each]);

  it('equal the replay of all statements, in whatever batches the app adds them', async () => {
    await fc.assert(
      fc.asyncProperty(histories(), async (batches) => {
        const { database, store } = await openStatementStore();
        for (const batch of batches) await store.append(batch);
        const all = await database.statements.toArray();
        const expected = replay(all);
        expect(await store.load()).toEqual(expected);
        expect(await rowsBesideLists(database)).toEqual(projectionsFrom(all));
        const attempts = await database.attempts.toArray();
        expect(new Map(attempts.map((attempt) => [attempt.id, attempt]))).toEqual(replayAttempts(all));
        database.close({ disableAutoOpen: true });
      }),
      { numRuns: 60, examples: [[twoEnds]] },
    );
  });

  const done = statements(read('a/first'), begun('x'), answered('x', 'b'), read('a/second'));
  const damages: [string, (database: LearnerDatabase) => Promise<unknown>][] = [
    ['is missing', (database) => database.projections.clear()],
    ['lacks its papers', (database) => database.projections.delete('papers')],
    ['is of an old version', (database) => changeStored(database, (stored) => ({ ...stored, version: 0 }))],
    [
      'counts too many statements',
      (database) =>
        changeStored(database, (stored) => ({ ...stored, record: { ...stored.record, statementCount: 9 } })),
    ],
    [
      'counts too few statements',
      (database) =>
        changeStored(database, (stored) => ({ ...stored, record: { ...stored.record, statementCount: 1 } })),
    ],
  ];

  it.each(damages)('are made anew at loading where the record %s', async (_, damage) => {
    const { database, store } = await openStatementStore();
    await store.append(done);
    await damage(database);
    await database.attempts.clear();

    expect(await store.load()).toEqual(replay(done));
    expect(await store.attempt('x')).toEqual(replayAttempts(done).get('x'));
    expect(await store.load()).toEqual(replay(done));
  });

  it('are made anew with a void after statements that were added and never projected', async () => {
    const { database, store } = await openStatementStore();
    await store.append(done.slice(0, 1));
    // A page of the journal whose next one didn't come.
    await database.statements.bulkAdd(done.slice(1));
    await store.append([statement({ verb: 'voided', statementId: identifier(0) }, 9)]);
    expect(await store.attempt('x')).toEqual(replayAttempts(done).get('x'));
  });

  it.each(damages.slice(0, 3))(
    'count the earlier statements too when one is added while the record %s',
    async (_, damage) => {
      const { database, store } = await openStatementStore();
      await store.append(done);
      await damage(database);
      const next = statement(scored('a', 0.9), 30);

      expect((await store.append([next])).record).toEqual(replay([...done, next]));
      expect(await store.load()).toEqual(replay([...done, next]));
    },
  );

  it('of an older version of the app are made anew, and nothing of theirs is left beside them', async () => {
    const { database, store } = await openStatementStore();
    const all = statements(read('a/first'), read('a/first'), begun('x'), scored('a', 0.5, 'x'), read('a/first'));
    await store.append(all);
    await database.projections.put({
      key: 'record',
      value: {
        version: 2,
        record: {
          ...EMPTY_RECORD,
          statementCount: 5,
          sectionReads: { 'a/first': { [all[0].id]: all[0].timestamp } },
          voided: {},
        },
      },
    });
    await database.projections.put({ key: 'later read a/first', value: { statementId: identifier(77) } });

    expect(await store.load()).toEqual(replay(all));
    expect(await rowsBesideLists(database)).toEqual(projectionsFrom(all));
  });

  it('write the same few rows for a statement, of the same size, however many came before it', async () => {
    const { store } = await openStatementStore();
    const many = Array.from({ length: 1_500 }, (_, index) =>
      statement(
        index % 3 === 0
          ? begun(`attempt-${index}`)
          : index % 3 === 1
            ? read(`a/${index % 7}`)
            : scored('a', 0.5, `attempt-${index - 2}`),
        0,
        index,
      ),
    );
    const written = async (each: Statement): Promise<[string, number][]> => {
      const original = IDBObjectStore.prototype.put;
      const rows: [string, number][] = [];
      const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        value: unknown,
        key?: IDBValidKey,
      ) {
        if (this.name === 'projections')
          rows.push([(value as { key: string }).key.split(' ')[0] ?? '', JSON.stringify(value).length]);
        return key === undefined ? original.call(this, value) : original.call(this, value, key);
      });
      await store.append([each]);
      spy.mockRestore();
      return rows;
    };
    await store.append(many.slice(0, 29));
    const early = [
      await written(statement(read('a/1'), 1, 5_000)),
      await written(statement(scored('a', 0.4, 'attempt-27'), 1, 5_001)),
      await written(statement({ verb: 'voided', statementId: many[4]?.id ?? '' }, 1, 5_002)),
    ];
    await store.append(many.slice(30, 1_499));
    const late = [
      await written(statement(read('a/1'), 2, 6_000)),
      await written(statement(scored('a', 0.4, 'attempt-1497'), 2, 6_001)),
      await written(statement({ verb: 'voided', statementId: many[7]?.id ?? '' }, 2, 6_002)),
    ];

    expect(late.map((rows) => rows.map(([row]) => row))).toEqual([
      ['record'],
      ['record', 'runningAttempts'],
      ['record'],
    ]);
    for (const [index, rows] of late.entries())
      for (const [at, [, size]] of rows.entries()) expect(size).toBeLessThan((early[index]?.[at]?.[1] ?? 0) + 10);
  });

  it('are the same where a reading and what takes it back come together, or one after another', async () => {
    const [first, second] = statements(read('a/first'), read('a/first'));
    const taken = statement({ verb: 'voided', statementId: first.id }, 9);
    const again = statement({ verb: 'voided', statementId: first.id }, 10);
    for (const batches of [
      [[first, second, taken]],
      [[first, taken, second]],
      [[first, second], [taken]],
      [[first], [taken, second]],
      [[first], [second], [taken]],
    ]) {
      const { database, store } = await openStatementStore();
      for (const batch of batches) await store.append(batch);
      expect(await store.load()).toEqual(replay([first, second, taken]));
      expect(await rowsBesideLists(database)).toEqual(projectionsFrom([first, second, taken]));
      // Another browser took it back too.
      await store.append([again]);
      expect(await store.load()).toEqual(replay([first, second, taken, again]));
    }
  });

  it('list the attempts at a module, oldest first', async () => {
    const { store } = await openStatementStore();
    await store.append([
      statement(begun('late'), 9),
      statement(begun('early'), 2),
      statement({ ...begun('other'), moduleId: 'b' } as Deed, 3),
    ]);
    expect((await store.attemptsOf('a')).map(({ id }) => id)).toEqual(['early', 'late']);
  });
});

/** The stored rows without the list of running attempts, which follows from the attempts. */
async function rowsBesideLists(database: LearnerDatabase): Promise<KeyedRow[]> {
  return database.projections.where('key').noneOf(['runningAttempts']).toArray();
}

/** The rows that a fold of all statements gives, in the order of their keys. */
function projectionsFrom(all: readonly Statement[]): KeyedRow[] {
  return recordRows(replay(all)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

interface Stored {
  readonly version: number;
  readonly record: LearningRecord;
}

async function changeStored(database: LearnerDatabase, change: (stored: Stored) => Stored): Promise<void> {
  const stored = (await database.projections.get('record'))?.value as Stored;
  await database.projections.put({ key: 'record', value: change(stored) });
}

/**
 * Random histories over a few sections and attempts, as one page after another makes them: each statement at a minute
 * of its own, an attempt begun before it is answered and ended, also by two windows, a reading there before it is
 * taken back. They are cut into random batches, the first of which comes twice.
 */
function histories(): fc.Arbitrary<Statement[][]> {
  const attemptId = fc.constantFrom('x', 'y', 'z');
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    fc
      .record({
        sectionId: fc.constantFrom('a/first', 'a/second', '__proto__'),
        seconds: fc.integer({ min: -5, max: 4000 }),
      })
      .map(({ sectionId, seconds }) => read(sectionId, seconds)),
    attemptId.map(begun),
    fc
      .tuple(attemptId, fc.constantFrom('b', 'c'), fc.constantFrom('a/q1', 'a/q2'))
      .map(([id, option, question]) => answered(id, option, question)),
    fc.tuple(attemptId, fc.double({ min: 0, max: 1, noNaN: true })).map(([id, score]) => scored('a', score, id)),
    attemptId.map((id): Deed => ({ verb: 'terminated', attemptId: id })),
    fc.constantFrom('a', 'b').map((objectId): Deed => ({
      verb: 'earned',
      objectId,
      certificate: certificate({ title: objectId }),
      credential: '{}',
    })),
    fc.constantFrom('v1', 'v2').map((version): Deed => ({
      verb: 'agreed',
      agreement: {
        protocolId: 'safeguarding',
        version,
        language: 'en',
        name: 'Sok Dara',
        agreedAt: '2026-11-20T01:00:00.000Z',
        checkIds: [],
      },
    })),
    // What stands at that minute, where that is a reading before it.
    fc.nat(25).map((index): Deed => ({ verb: 'voided', statementId: statement(read('a/first'), index).id })),
    fc.constantFrom('a', 'b').map((objectId): Deed => ({ verb: 'completed', kind: 'module', objectId })),
  );
  return fc.array(fc.tuple(deed, fc.boolean()), { maxLength: 25 }).map((drawn) => {
    const started = new Set<string>();
    const readings = new Set<string>();
    const batches: Statement[][] = [[]];
    for (const [index, [each, isNewBatch]] of drawn.entries()) {
      if (!isPossible(each, { started, readings })) continue;
      const made = statement(each, index);
      if (each.verb === 'experienced') readings.add(made.id);
      if (isNewBatch) batches.push([]);
      batches.at(-1)?.push(made);
    }
    return [...batches, ...batches.slice(0, 1)];
  });
}

function isPossible(each: Deed, { started, readings }: Record<'started' | 'readings', Set<string>>): boolean {
  switch (each.verb) {
    case 'initialized':
      return !started.has(each.attemptId) && started.add(each.attemptId).size > 0;
    case 'answered':
    case 'passed':
    case 'failed':
    case 'terminated':
      return started.has(each.attemptId);
    case 'voided':
      return readings.has(each.statementId);
    default:
      return true;
  }
}
