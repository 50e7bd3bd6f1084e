import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Learner } from '../../../../src/domain/learner/learner';
import { readCursor } from '../../../../src/renderer/src/storage/sync/cursor';
import { MAXIMUM_BODY_LENGTH } from '../../../../src/renderer/src/storage/sync/port';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { openLearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import {
  openLearnerSession,
  type LearnerSession,
  type SessionEvents,
} from '../../../../src/renderer/src/storage/learner-session';
import { journalPort } from '../../support/journal-port';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import { journalChangeSchema } from '../../../../src/contract/journal-entry';
import { createOlderDatabase } from '../../../support/builders/older-database';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import {
  beginLearner,
  closeAfterTest,
  contents,
  historyOf,
  lookInto,
  newLearner,
  openDatabase,
  openSession,
  saveNotes,
} from '../../support/storage-scene';
import { done, living, position, revisions, studied } from '../../support/studied-learner';
import * as v from 'valibot';
import { replay } from '../../../support/builders/replays';

async function take(host: InMemoryHost, learnerId: string): Promise<string> {
  const result = await host.invoke('snapshot.take', { learnerId, reason: 'manual' });
  if (!result.ok || !result.value.snapshot) throw new Error('No snapshot was taken.');
  return result.value.snapshot.snapshotId;
}

async function restore(host: InMemoryHost, learnerId: string, snapshotId: string): Promise<string> {
  const result = await host.invoke('snapshot.restore', { learnerId, page: THIS_PAGE, snapshotId });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.undoId ?? '';
}

async function openWith(learnerId: string, host: InMemoryHost, events: SessionEvents): Promise<LearnerSession> {
  const session = await openLearnerSession(learnerId, journalPort(host), events);
  closeAfterTest(session.close);
  return session;
}

const later = statement(read('c/first'), 90);
const unsent = statement(read('d/first'), 91);

describe('a database whose journal began anew', () => {
  it.each([
    [['pin'], true],
    [['rebuilt'], undefined],
    [['pin', 'rebuilt'], undefined],
  ] as const)('knows whether that was for a PIN alone: %j', async (reasons, byPin) => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    await session.sync.synchronise();
    const page = '018f3c1e-7b2a-7c3d-8e4f-0123456789dd';
    await host.invoke('journal.open', { learnerId: learner.id, page, format: 1, cursor: null, turn: 'take' });
    for (const reason of reasons)
      await host.invoke('journal.renew', { learnerId: learner.id, page, reason, above: '' });
    const again = await openSession(learner.id, host);
    const report = await again.sync.synchronise();
    expect([report.outcome, report.byPin]).toEqual(['reset', byPin]);
  });
});

describe('a database whose journal was set back', () => {
  it('becomes what the journal is, at the next comparison', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later]);
    await saveNotes(session.notes, [note({ id: identifier(60), noteId: identifier(61), text: 'Rolled back.' })]);
    await session.profile.saveLearner(
      { ...learner, latinName: 'Rolled Back', updatedAt: '2027-01-01T00:00:00.000Z' },
      identifier(62),
    );
    await session.profile.savePosition({ ...position, at: '2027-01-01T00:00:00.000Z' }, identifier(63));
    await session.sync.flush();
    await restore(host, learner.id, snapshot);

    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'reset', statements: 0 });

    expect(await session.statements.load()).toEqual(replay(done));
    expect(await session.notes.all()).toEqual(expect.arrayContaining(living));
    expect(await session.notes.all()).toHaveLength(living.length);
    expect(await historyOf(session, revisions[0]?.noteId ?? '')).toHaveLength(2);
    expect(await session.profile.learner()).toEqual(learner);
    expect(await session.profile.position()).toEqual(position);
    expect(await session.sync.waiting()).toBe(0);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
  });

  it('keeps what was not sent yet and sends it to the state that was restored', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later]);
    await session.sync.flush();
    await session.statements.append([unsent]);
    await restore(host, learner.id, snapshot);

    await session.sync.flush();

    expect(await session.statements.load()).toEqual(replay([...done, unsent]));
    expect(host.idsOf(learner.id)).toContain(unsent.id);
    expect(host.idsOf(learner.id)).not.toContain(later.id);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree' });
  });

  it('tells the window, which finds out while it sends', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const onFollowed = vi.fn();
    const session = await openWith(learner.id, host, { onFollowed });
    await session.sync.flush();
    onFollowed.mockClear();
    await restore(host, learner.id, snapshot);
    await session.statements.append([unsent]);
    await session.sync.flush();
    expect(onFollowed.mock.calls).toMatchObject([[{ outcome: 'reset', statements: 1 }]]);
  });

  it('comes back whole when the restore is undone', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later]);
    await session.sync.flush();
    const undo = await restore(host, learner.id, snapshot);
    await session.sync.synchronise();
    await restore(host, learner.id, undo);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'reset' });
    expect(await session.statements.load()).toEqual(replay([...done, later]));
  });

  it('does not bring back what it was about to send again because the journal had lost it', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later]);
    await session.sync.flush();
    host.cutOff(learner.id, 1);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'refilled' });
    await restore(host, learner.id, snapshot);
    await session.sync.flush();
    expect(host.idsOf(learner.id)).not.toContain(later.id);
    expect(await session.statements.load()).toEqual(replay(done));
  });

  it('is refilled, not emptied, where the journal was lost altogether after a restore', async () => {
    const { learner, host } = await studied();
    await restore(host, learner.id, await take(host, learner.id));
    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'reset' });
    host.deleteJournal(learner.id);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'refilled', statements: done.length });
    await session.sync.flush();
    expect(await session.statements.load()).toEqual(replay(done));
    expect(host.idsOf(learner.id)).toEqual(expect.arrayContaining(done.map(({ id }) => id)));
  });

  it('is left as it was when the host goes away while the journal is read', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later, unsent]);
    await session.sync.flush();
    await restore(host, learner.id, snapshot);
    const before = await contents(learner.id);
    host.fail('unreachable', 'journal.read');
    await expect(session.sync.synchronise()).rejects.toMatchObject({ code: 'unreachable' });
    expect(await contents(learner.id)).toEqual(before);
    host.recover();
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'reset' });
  });

  it('keeps how it is protected, and the keys that wait', async () => {
    const { learner, host } = await studied();
    const snapshot = await take(host, learner.id);
    const session = await openSession(learner.id, host);
    await lookInto(learner.id, async (database) => {
      await database.table('meta').put({ key: 'unlockTries', value: { wrong: 3 } });
    });
    await restore(host, learner.id, snapshot);
    await session.sync.synchronise();
    expect((await contents(learner.id))['meta']).toContainEqual({ key: 'unlockTries', value: { wrong: 3 } });
  });

  it('ends as the journal does, with all that was never sent, whatever two browsers, restores and losses of sending did', async () => {
    const step = fc.tuple(
      fc.constantFrom(0, 1),
      fc.constantFrom('append', 'append', 'flush', 'reconcile', 'take', 'restore'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
        const learner = newLearner();
        const host = new InMemoryHost();
        const sides = [await beginLearner(learner, host), await otherBrowser(learner, host)] as const;
        const waiting = [new Set<string>(), new Set<string>()] as const;
        const snapshots: string[] = [];
        let number = 0;
        for (const [side, what] of steps) {
          const session = sides[side as 0 | 1];
          if (what === 'append') {
            const each = statement(read('a/first', 1), (number += 1));
            await session.statements.append([each]);
            waiting[side as 0 | 1].add(each.id);
          }
          if (what === 'flush') {
            await session.sync.flush();
            waiting[side as 0 | 1].clear();
          }
          if (what === 'reconcile') await session.sync.synchronise();
          if (what === 'take') snapshots.push(await take(host, learner.id));
          const snapshot = snapshots[number % Math.max(1, snapshots.length)];
          if (what === 'restore' && snapshot) await restore(host, learner.id, snapshot);
        }
        const unsentIds = [...waiting[0], ...waiting[1]];
        for (const session of [...sides, ...sides, ...sides]) {
          await session.sync.synchronise();
          await session.sync.flush();
        }
        const inJournal = host
          .entriesOf(learner.id)
          .filter(({ change }) => change.kind === 'statement')
          .map(({ change }) => change.id)
          .sort();
        for (const id of unsentIds) expect(inJournal).toContain(id);
        for (const [generation, session] of sides.entries()) {
          const rows = (await contents(learner.id, generation + 1))['statements'] as { readonly id: string }[];
          expect(rows.map(({ id }) => id).sort()).toEqual(inJournal);
          expect((await session.statements.load()).statementCount).toBe(inJournal.length);
          session.close();
        }
      }),
      { numRuns: 25, seed: 4 },
    );
  });
});

/** A database of its own on the same journal, as another browser on this computer has. */
async function otherBrowser(learner: Learner, host: InMemoryHost): Promise<LearnerSession> {
  const database = await openLearnerDatabase(learnerDatabaseName(learner.id, 2));
  database.close({ disableAutoOpen: true });
  const session = await openSession(learner.id, host);
  await session.sync.synchronise();
  return session;
}

describe('a change that is too long for the journal', () => {
  const long = statement(read(`a/${'x'.repeat(MAXIMUM_BODY_LENGTH)}`), 5);

  it('is kept in the database, told, and holds up nothing behind it', async () => {
    const { learner, host } = await studied();
    const onTooLong = vi.fn();
    const session = await openWith(learner.id, host, { onTooLong });
    await session.statements.append([long]);
    await session.statements.append([later]);
    expect(await session.sync.flush()).toBe(1);
    expect(host.idsOf(learner.id)).toContain(later.id);
    expect(host.idsOf(learner.id)).not.toContain(long.id);
    expect(onTooLong.mock.calls).toEqual([[1]]);
    expect(await session.sync.waiting()).toBe(0);
    await session.sync.flush();
    expect(onTooLong).toHaveBeenCalledTimes(1);
    expect((await session.statements.load()).statementCount).toBe(done.length + 2);
  });

  it('survives a comparison of everything and a restore', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    await session.statements.append([long]);
    await session.sync.flush();
    const snapshot = await take(host, learner.id);
    host.deleteJournal(learner.id);
    await session.sync.synchronise();
    expect(await session.sync.flush()).toBe(1);
    await restore(host, learner.id, snapshot);
    await session.sync.synchronise();
    expect(await session.sync.flush()).toBe(1);
    expect((await session.statements.load()).statementCount).toBe(done.length + 1);
  });

  it('is one that the contract refuses, and no shorter one', () => {
    const change = (length: number) => ({ id: 'change-1', kind: 'note', body: 'x'.repeat(length) });
    expect(v.is(journalChangeSchema, change(MAXIMUM_BODY_LENGTH))).toBe(true);
    expect(v.is(journalChangeSchema, change(MAXIMUM_BODY_LENGTH + 1))).toBe(false);
  });
});

describe('damaged lines of the journal', () => {
  it('are told once, and again when there are others', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    host.damageLine(learner.id, 1);
    expect(await session.sync.synchronise()).toMatchObject({ damagedLines: [2], damageIsNew: true });
    await session.sync.flush();
    expect(await session.sync.synchronise()).toMatchObject({ damagedLines: [2], damageIsNew: false });
    host.damageLine(learner.id, 2);
    expect(await session.sync.synchronise()).toMatchObject({ damagedLines: [2, 3], damageIsNew: true });
    expect(await session.sync.synchronise()).toMatchObject({ damagedLines: [2, 3], damageIsNew: false });
  });
});

describe('a database of an older version', () => {
  it('is opened after a snapshot was taken; a present one without', async () => {
    const { learner, host } = await studied();
    (await openSession(learner.id, host)).close();
    expect(host.asked.filter(({ name }) => name === 'snapshot.take')).toEqual([]);
    await lowerVersion(learner.id);
    await openSession(learner.id, host);
    expect(host.asked.filter(({ name }) => name === 'snapshot.take').map(({ input }) => input)).toEqual([
      { learnerId: learner.id, reason: 'before-upgrade' },
    ]);
  });

  it('is opened without one where the host does not answer, and that is told', async () => {
    const { learner, host } = await studied();
    await lowerVersion(learner.id);
    host.fail('unreachable');
    const onSnapshotFailed = vi.fn();
    const session = await openWith(learner.id, host, { onSnapshotFailed });
    expect(onSnapshotFailed).toHaveBeenCalledTimes(1);
    expect((await session.statements.load()).statementCount).toBe(done.length);
  });
});

/** Makes the learner's database one of an older version. */
async function lowerVersion(learnerId: string): Promise<void> {
  const database = await openDatabase(learnerId);
  const { statements, noteRevisions, latestNotes, outbox, meta } = database;
  const [rows, revisions, notes, waiting, values] = await Promise.all([
    statements.toArray(),
    noteRevisions.toArray(),
    latestNotes.toArray(),
    outbox.toArray(),
    meta.toArray(),
  ]);
  await database.delete({ disableAutoOpen: true });
  await createOlderDatabase(database.name, {
    statements: rows,
    noteRevisions: revisions,
    latestNotes: notes,
    outbox: waiting,
    meta: values,
  });
}

it('the mark of a database tells the epoch that it stands for', async () => {
  const { learner, host } = await studied();
  const session = await openSession(learner.id, host);
  await restore(host, learner.id, await take(host, learner.id));
  await session.sync.synchronise();
  const database = await openDatabase(learner.id);
  expect((await readCursor(database))?.epoch).toBe((await host.stateOf(learner.id)).epoch);
});
