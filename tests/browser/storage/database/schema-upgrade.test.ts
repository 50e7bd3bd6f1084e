import { describe, expect, it, vi } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { Statement } from '../../../../src/domain/record/statement';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { openLearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { journalPort } from '../../support/journal-port';
import { createVersion1, NATIVE_VERSION_1, rowsOfVersion1 } from '../../../fixtures/databases/learner-version-1';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { contents, newLearner, openDatabase, openSession } from '../../support/storage-scene';
import { replay } from '../../../support/builders/replays';

describe('a database of schema version 1', () => {
  it.each([
    ['nothing', 0, 0],
    ['a few rows', 4, 6],
    // A thousand rows are read, or written, at once: each of these tables takes more than one turn.
    ['2,001 statements and 3,003 revisions of notes', 2_001, 1_001],
  ])('is upgraded with %s in it', async (_, statementCount, noteCount) => {
    const learner = newLearner();
    const rows = rowsOfVersion1(learner.id, statementCount, noteCount);
    await createVersion1(learnerDatabaseName(learner.id, 1), rows);
    const host = new InMemoryHost();

    const session = await openSession(learner.id, host);

    expect(await session.profile.learner()).toEqual((rows.meta[0] as { readonly value: unknown }).value);
    expect(await session.statements.load()).toEqual(replay(rows.statements as readonly Statement[]));
    expect(await session.sync.waiting()).toBe(rows.outbox.length);
    const upgraded = await contents(learner.id);
    expect(upgraded['version']).toBe(20);
    expect(upgraded['statements']).toEqual(rows.statements);
    expect(upgraded['noteRevisions']).toEqual(sortedById(rows.noteRevisions as readonly NoteRevision[]));
    expect(upgraded['latestNotes']).toEqual(lastStates(rows.noteRevisions as readonly NoteRevision[]));
    expect(upgraded['meta']).toContainEqual({
      key: 'rowCounts',
      value: { statements: statementCount, revisions: noteCount * 3, notes: noteCount },
    });
    const living = await session.notes.all();
    expect(living).toHaveLength(noteCount - Math.ceil(noteCount / 5));
    expect(living.every(({ text, deleted }) => text.endsWith('state 2') && !deleted)).toBe(true);
    // Nothing is missing: no row of it is asked back from the journal.
    expect(await session.sync.synchronise()).toMatchObject({
      outcome: 'refilled',
      statements: statementCount - rows.outbox.length,
    });
    await session.sync.flush();
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
    expect(host.entriesOf(learner.id)).toHaveLength(statementCount + noteCount * 3 + 1);
  });

  it('is the same database in both windows that upgrade it at the same time', async () => {
    const learner = newLearner();
    await createVersion1(learnerDatabaseName(learner.id, 1), rowsOfVersion1(learner.id, 20, 10));
    const windows = await Promise.all([openDatabase(learner.id), openDatabase(learner.id)]);
    expect(await Promise.all(windows.map((database) => database.latestNotes.count()))).toEqual([10, 10]);
  });

  it('tells how far its upgrade is, by the rows that are done, forwards only and to the end', async () => {
    const learner = newLearner();
    await createVersion1(learnerDatabaseName(learner.id, 1), rowsOfVersion1(learner.id, 4, 1_200));
    const told: (readonly [string, number | null])[] = [];
    const session = await openLearnerSession(
      learner.id,
      journalPort(new InMemoryHost()),
      {},
      { onStep: (step, share) => told.push([step, share]) },
    );
    session.close();
    expect(told.slice(0, 2)).toEqual([
      ['snapshotting', null],
      ['upgrading', null],
    ]);
    // 3,600 states are read a thousand at a time, then 1,200 notes are written.
    const shares = told.slice(2).map(([, share]) => share ?? -1);
    expect(shares.map((share) => Number(share.toFixed(3)))).toEqual([0.167, 0.333, 0.5, 0.6, 0.933, 1]);
    expect(told.slice(2).every(([step]) => step === 'upgrading')).toBe(true);
    const again: (readonly [string, number | null])[] = [];
    (
      await openLearnerSession(
        learner.id,
        journalPort(new InMemoryHost()),
        {},
        { onStep: (step, share) => again.push([step, share]) },
      )
    ).close();
    expect(again).toEqual([['reading', null]]);
  });

  it('rolls back whole where its upgrade fails in the midst of what was told as done', async () => {
    const learner = newLearner();
    await createVersion1(learnerDatabaseName(learner.id, 1), rowsOfVersion1(learner.id, 4, 1_200));
    const before = await contents(learner.id);
    const put = IDBObjectStore.prototype.put;
    let writes = 0;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (this.name === 'latestNotes' && (writes += 1) > 1_100) throw new TypeError('The upgrade has a fault.');
      return put.call(this, value);
    });
    const shares: (number | null)[] = [];
    try {
      await expect(
        openLearnerSession(
          learner.id,
          journalPort(new InMemoryHost()),
          {},
          { onStep: (_, share) => shares.push(share) },
        ),
      ).rejects.toMatchObject({ code: 'failed' });
    } finally {
      failing.mockRestore();
    }
    expect(shares.at(-1)).toBeCloseTo(0.933, 2);
    expect(await contents(learner.id)).toEqual(before);
  });

  it('stays untouched when its upgrade fails, and is upgraded by the next try', async () => {
    const learner = newLearner();
    await createVersion1(learnerDatabaseName(learner.id, 1), rowsOfVersion1(learner.id, 4, 6));
    const before = await contents(learner.id);
    const put = IDBObjectStore.prototype.put;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (this.name === 'latestNotes') throw new TypeError('The upgrade has a fault.');
      return put.call(this, value);
    });
    try {
      await expect(openSession(learner.id, new InMemoryHost())).rejects.toMatchObject({
        name: 'StorageError',
        code: 'failed',
      });
    } finally {
      failing.mockRestore();
    }

    expect(await contents(learner.id)).toEqual(before);
    expect(before['version']).toBe(NATIVE_VERSION_1);
    expect((await indexedDB.databases()).filter(({ name }) => name?.includes(learner.id))).toHaveLength(1);
    const database = await openDatabase(learner.id);
    expect(await database.latestNotes.count()).toBe(6);
  });
});

function sortedById(revisions: readonly NoteRevision[]): NoteRevision[] {
  return [...revisions].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The last state of each note, told apart by its text and not by the app's own rule. */
function lastStates(revisions: readonly NoteRevision[]): NoteRevision[] {
  return revisions.filter(({ text }) => text.endsWith('state 2')).sort((a, b) => (a.noteId < b.noteId ? -1 : 1));
}
