import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Learner } from '../../../../src/domain/learner/learner';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import {
  LEARNER_SCHEMA_VERSION,
  NATIVE_VERSION_FACTOR,
} from '../../../../src/renderer/src/storage/database/schema-versions';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, read, statement } from '../../../support/builders/statement-builders';
import { beginLearner, newLearner, openSession } from '../../support/storage-scene';
import { done, studied } from '../../support/studied-learner';
import { replay } from '../../../support/builders/replays';

describe('a journal that another browser has written to', () => {
  it('brings its changes here, and the record equals the replay of both', async () => {
    const { learner, host } = await studied();
    const here = await openSession(learner.id, host);
    const there = statement(read('c/first'), 60);
    await host.append(learner.id, [
      { id: there.id, kind: 'statement', body: JSON.stringify(there) },
      {
        id: identifier(70),
        kind: 'learner',
        body: JSON.stringify({ ...learner, khmerName: 'សុខ', updatedAt: '2026-11-21T01:00:00.000Z' }),
      },
    ]);
    // Something is done here before the journal is looked at, and waits.
    const mine = statement(read('b/second'), 61);
    await here.statements.append([mine]);

    expect(await here.sync.synchronise()).toMatchObject({
      outcome: 'restored',
      databaseWasEmpty: false,
      statements: 1,
      notes: 0,
    });
    await here.sync.flush();
    expect(await here.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });

    expect(await here.statements.load()).toEqual(replay([...done, there, mine]));
    expect(await here.profile.learner()).toMatchObject({ khmerName: 'សុខ' });
  });

  it('brings its changes here with the answer to the next append, too', async () => {
    const { learner, host } = await studied();
    const here = await openSession(learner.id, host);
    const there = statement(read('c/first'), 60);
    await host.append(learner.id, [{ id: there.id, kind: 'statement', body: JSON.stringify(there) }]);
    const mine = statement(read('b/second'), 61);
    await here.statements.append([mine]);
    await here.sync.flush();
    expect(await here.statements.load()).toEqual(replay([...done, there, mine]));
    expect(await here.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
  });

  it('holds already what waits here since an answer of the host was lost, and it is not sent again', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    const mine = statement(read('b/second'), 61);
    await session.statements.append([mine]);
    await host.append(learner.id, [{ id: mine.id, kind: 'statement', body: JSON.stringify(mine) }]);
    expect(await session.sync.waiting()).toBe(1);

    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree' });
    expect(await session.sync.waiting()).toBe(0);
  });

  it('leaves two databases that take turns with the same record, whatever each did', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom('append', 'flush', 'reconcile', 'append and flush')), {
          maxLength: 14,
        }),
        async (steps) => {
          const learner = newLearner();
          const host = new InMemoryHost();
          const first = await beginLearner(learner, host);
          // The second generation stands for another browser: a database of its own on the same journal.
          const other = await otherBrowser(learner, host);
          const sides = [first, other] as const;
          let number = 0;
          for (const [side, step] of steps) {
            const session = sides[side as 0 | 1];
            if (step.startsWith('append'))
              await session.statements.append([statement(read('a/first', 1), (number += 1))]);
            if (step.endsWith('flush')) await session.sync.flush();
            if (step === 'reconcile') await session.sync.synchronise();
          }
          for (const session of [...sides, ...sides]) {
            await session.sync.flush();
            await session.sync.synchronise();
          }
          expect((await first.statements.load()).statementCount).toBe(number);
          expect(await other.statements.load()).toEqual(await first.statements.load());
          expect(host.idsOf(learner.id)).toHaveLength(new Set(host.idsOf(learner.id)).size);
          for (const session of sides) session.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** A session on a second database of the learner, beside the first. */
async function otherBrowser(learner: Learner, host: InMemoryHost): Promise<LearnerSession> {
  const names = await indexedDB.databases();
  const real = indexedDB.databases.bind(indexedDB);
  const version = LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;
  indexedDB.databases = () => Promise.resolve([...names, { name: learnerDatabaseName(learner.id, 2), version }]);
  try {
    return await openSession(learner.id, host);
  } finally {
    indexedDB.databases = real;
  }
}
