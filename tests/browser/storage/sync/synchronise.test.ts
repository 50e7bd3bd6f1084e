import { describe, expect, it, vi } from 'vitest';
import type { Learner } from '../../../../src/domain/learner/learner';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import type { LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import {
  contents,
  deleteLearnerDatabase,
  historyOf,
  lookInto,
  newLearner,
  openDatabase,
  openSession,
} from '../../support/storage-scene';
import { done, living, position, revisions, studied } from '../../support/studied-learner';
import { replay } from '../../../support/builders/replays';

async function expectEverything(session: LearnerSession, learner: Learner): Promise<void> {
  expect(await session.statements.load()).toEqual(replay(done));
  expect(await session.notes.all()).toEqual(expect.arrayContaining(living));
  expect(await session.notes.all()).toHaveLength(living.length);
  expect(await historyOf(session, revisions[0]?.noteId ?? '')).toEqual(revisions.slice(0, 2));
  expect(await session.profile.learner()).toEqual(learner);
  expect(await session.profile.position()).toEqual(position);
}

/** What was asked of the host to write, and whether the database changed, while the work ran. */
async function writesOf(
  learnerId: string,
  host: InMemoryHost,
  work: () => Promise<unknown>,
): Promise<{ readonly appended: number; readonly changed: boolean }> {
  const before = [await contents(learnerId), host.asked.length] as const;
  await work();
  const appended = host.asked.slice(before[1]).filter(({ name }) => name === 'journal.append').length;
  return { appended, changed: JSON.stringify(await contents(learnerId)) !== JSON.stringify(before[0]) };
}

describe('a database and a journal that agree', () => {
  it('are left as they are, and nothing of the journal is read', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    const asked = host.asked.length;

    const written = await writesOf(learner.id, host, async () => {
      expect(await session.sync.synchronise()).toEqual({
        outcome: 'agree',
        databaseWasEmpty: false,
        rebuilt: false,
        statements: 0,
        notes: 0,
        conflictCopies: 0,
        damagedLines: [],
        damageIsNew: false,
      });
      await session.sync.flush();
    });

    expect(written).toEqual({ appended: 0, changed: false });
    expect(host.asked.slice(asked).map(({ name }) => name)).toEqual(['journal.open']);
  });

  it('agree where both are empty', async () => {
    const learner = newLearner();
    const session = await openSession(learner.id, new InMemoryHost());
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', databaseWasEmpty: true });
  });

  it('agree again once it read what another browser wrote, and what the host had stored and not acknowledged', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    const [mine, theirs] = [statement(read('c/first'), 60), statement(read('c/first'), 61)];
    await session.statements.append([mine]);
    const edited = note({ id: identifier(900), text: 'Ask about diversion.', editedAt: '2026-11-20T01:06:00.000Z' });
    const [newer, older] = ['T03', 'T01'].map((hour) => ({ ...position, at: position.at.replace('T02', hour) }));
    await host.append(learner.id, [
      ...[mine, theirs].map((each) => ({ id: each.id, kind: 'statement' as const, body: JSON.stringify(each) })),
      { id: edited.id, kind: 'note', body: JSON.stringify(edited) },
      { id: 'their-newer-position', kind: 'position', body: JSON.stringify(newer) },
      { id: 'their-older-position', kind: 'position', body: JSON.stringify(older) },
    ]);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'restored', statements: 1, notes: 1 });
    expect(await session.profile.position()).toEqual(newer);
    expect(await session.sync.waiting()).toBe(0);
    const asked = host.asked.length;
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
    expect(host.asked.slice(asked).map(({ name }) => name)).toEqual(['journal.open']);
  });
});

it('following waits until what is being sent is on disk', async () => {
  const { learner, host } = await studied();
  const session = await openSession(learner.id, host);
  await session.sync.synchronise();
  await session.statements.append([statement(read('c/first'), 60)]);
  const { isAsked, release } = host.holdOne('journal.append');
  const flushing = session.sync.flush();
  await isAsked;
  const following = session.sync.synchronise();
  release();
  await flushing;
  expect(await following).toMatchObject({ outcome: 'agree' });
  expect(host.asked.map(({ name }) => name).slice(-2)).toEqual(['journal.append', 'journal.open']);
});

describe('a database that lost something', () => {
  const damages: [
    string,
    (database: LearnerDatabase) => Promise<unknown>,
    { readonly statements: number; readonly notes: number },
  ][] = [
    ['its statements', (database) => database.statements.clear(), { statements: 4, notes: 0 }],
    [
      'half of its statements',
      (database) => database.statements.bulkDelete(done.slice(0, 2).map(({ id }) => id)),
      { statements: 2, notes: 0 },
    ],
    [
      'its statements and all that follows from them',
      (database) => Promise.all([database.statements.clear(), database.projections.clear(), database.attempts.clear()]),
      { statements: 4, notes: 0 },
    ],
    [
      'its notes',
      (database) => Promise.all([database.noteRevisions.clear(), database.latestNotes.clear()]),
      { statements: 0, notes: 3 },
    ],
    [
      'the history of a note',
      (database) => database.noteRevisions.delete(revisions[0]?.id ?? ''),
      { statements: 0, notes: 1 },
    ],
    [
      'a revision and the newest notes',
      (database) => Promise.all([database.noteRevisions.delete(revisions[1]?.id ?? ''), database.latestNotes.clear()]),
      { statements: 0, notes: 1 },
    ],
    [
      'statements, notes, and everything that it knew of itself',
      (database) => Promise.all(database.tables.map((table) => table.clear())),
      { statements: 4, notes: 3 },
    ],
    [
      'half of its statements and its profile',
      (database) =>
        Promise.all([database.statements.bulkDelete(done.slice(2).map(({ id }) => id)), database.meta.clear()]),
      { statements: 2, notes: 0 },
    ],
  ];

  it.each(damages)('gets back %s', async (_, damage, counts) => {
    const { learner, host } = await studied();
    const database = await openDatabase(learner.id);
    await damage(database);
    database.close({ disableAutoOpen: true });

    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'restored', ...counts });

    await expectEverything(session, learner);
    expect(await session.sync.waiting()).toBe(0);
    const asked = host.asked.length;
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
    // It is trusted again: the journal's state is enough.
    expect(host.asked.slice(asked).map(({ name }) => name)).toEqual(['journal.open']);
  });

  it.each(damages.slice(0, 3))(
    'gets back %s though the record was read, and so made anew, before the journal was asked',
    async (_, damage, counts) => {
      const { learner, host } = await studied();
      const database = await openDatabase(learner.id);
      await damage(database);
      database.close({ disableAutoOpen: true });

      const onFollowed = vi.fn();
      const session = await openSession(learner.id, host, { onFollowed });
      await session.statements.load();
      await session.statements.append([statement(read('c/first'), 90)]);
      await session.sync.flush();

      expect(onFollowed.mock.calls).toMatchObject([[{ outcome: 'restored', ...counts }]]);
      expect((await session.statements.load()).statementCount).toBe(5);
    },
  );

  it.each<[string, (database: LearnerDatabase) => Promise<unknown>]>([
    ['the record', (database) => database.projections.clear()],
    ['the newest notes', (database) => database.latestNotes.clear()],
    ['one of the newest notes', (database) => database.latestNotes.delete(revisions[2]?.noteId ?? '')],
  ])('makes %s anew from what is there, even where the host does not answer', async (_, damage) => {
    const { learner, host } = await studied();
    const database = await openDatabase(learner.id);
    await damage(database);
    database.close({ disableAutoOpen: true });
    host.fail('unreachable');

    const session = await openSession(learner.id, host);
    await expect(session.sync.synchronise()).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });

    await expectEverything(session, learner);
    host.recover();
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
  });

  it('gets back its profile, where that alone is missing', async () => {
    const { learner, host } = await studied();
    await lookInto(learner.id, (database) => database.table('meta').delete('learner'));
    const session = await openSession(learner.id, host);
    await session.sync.synchronise();
    await expectEverything(session, learner);
  });

  it('gets everything back when it was deleted, page by page', async () => {
    const { learner, host } = await studied();
    await host.append(
      learner.id,
      Array.from({ length: 4_500 }, (_, index) => {
        const each = statement(read('d/first', 1), 1_000 + index);
        return { id: each.id, kind: 'statement' as const, body: JSON.stringify(each) };
      }),
    );
    await deleteLearnerDatabase(learner.id);

    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({
      outcome: 'restored',
      databaseWasEmpty: true,
      statements: 4_504,
      notes: 3,
    });
    expect((await session.statements.load()).statementCount).toBe(4_504);
    expect(host.asked.filter(({ name }) => name === 'journal.read').length).toBe(3);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree' });
  });

  it('is compared again from the start when the comparison was broken off', async () => {
    const { learner, host } = await studied();
    await deleteLearnerDatabase(learner.id);
    host.fail('journal-unreadable', 'journal.read');
    const session = await openSession(learner.id, host);
    await expect(session.sync.synchronise()).rejects.toMatchObject({ name: 'HostError', code: 'journal-unreadable' });
    expect(await session.isEmpty()).toBe(true);

    host.recover();
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'restored', statements: 4, notes: 3 });
    await expectEverything(session, learner);
  });

  it('gets back what can be read where some bodies in the journal are nonsense', async () => {
    const { learner, host } = await studied();
    await host.append(learner.id, [
      { id: 'nonsense-1', kind: 'statement', body: '{"id":' },
      { id: 'nonsense-2', kind: 'note', body: 'null' },
      { id: 'nonsense-3', kind: 'learner', body: '[]' },
      { id: 'nonsense-4', kind: 'statement', body: '{"id":7,"verb":"experienced","timestamp":"2026"}' },
      { id: 'nonsense-5', kind: 'note', body: '{"id":"nonsense-5"}' },
      { id: 'nonsense-6', kind: 'learner', body: `{"id":"${learner.id}"}` },
      { id: 'nonsense-7', kind: 'position', body: '{"at":"2027-01-01T00:00:00.000Z"}' },
      { id: 'again-statement', kind: 'statement', body: JSON.stringify(done[0]) },
      { id: 'again-note', kind: 'note', body: JSON.stringify(revisions[0]) },
    ]);
    await deleteLearnerDatabase(learner.id);
    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'restored', statements: 4, notes: 3 });
    await expectEverything(session, learner);
  });
});

describe('a journal that lost something', () => {
  it.each<
    [string, (host: InMemoryHost, learnerId: string) => void, { readonly statements: number; readonly notes: number }]
  >([
    [
      'everything',
      (host, id) => {
        host.deleteJournal(id);
      },
      { statements: 4, notes: 3 },
    ],
    [
      'a line in its middle',
      (host, id) => {
        host.damageLine(id, 2);
      },
      { statements: 1, notes: 0 },
    ],
    [
      'its last lines',
      (host, id) => {
        host.cutOff(id, 3);
      },
      { statements: 0, notes: 2 },
    ],
    [
      'the profile',
      (host, id) => {
        host.damageLine(id, 0);
      },
      { statements: 0, notes: 0 },
    ],
  ])('gets %s back from the database', async (_, damage, counts) => {
    const { learner, host } = await studied();
    damage(host, learner.id);

    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'refilled', ...counts });
    await session.sync.flush();

    const bodies = host.entriesOf(learner.id).map(({ change }) => JSON.parse(change.body) as unknown);
    for (const fact of [learner, position, ...done, ...revisions]) expect(bodies).toContainEqual(fact);
    expect(bodies).toHaveLength(1 + 1 + done.length + revisions.length);
    await expectEverything(session, learner);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree' });
  });

  it('gets back what it had lost before more was sent to it', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    await session.sync.synchronise();
    host.cutOff(learner.id, 3);
    const more = statement(read('c/first'), 60);
    await session.statements.append([more]);
    await session.sync.flush();

    for (const { id } of [...done, ...revisions, more]) expect(host.idsOf(learner.id)).toContain(id);
  });

  it('is told with its damaged lines', async () => {
    const { learner, host } = await studied();
    host.damageLine(learner.id, 2);
    const session = await openSession(learner.id, host);
    expect((await session.sync.synchronise()).damagedLines).toEqual([3]);
  });

  it('and a database that lost something else bring each other up to the whole', async () => {
    const { learner, host } = await studied();
    host.damageLine(learner.id, 1);
    await lookInto(learner.id, (database) => database.table('statements').delete(done[3]?.id ?? ''));

    const session = await openSession(learner.id, host);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'restored', statements: 1 });
    await session.sync.flush();

    await expectEverything(session, learner);
    for (const { id } of done) expect(host.idsOf(learner.id)).toContain(id);
  });
});

describe('a journal that can not be read', () => {
  it.each(['journal-unreadable', 'unreachable'] as const)(
    'is told as %s, and work goes on with nothing lost',
    async (code) => {
      const { learner, host } = await studied();
      host.fail(code);
      const session = await openSession(learner.id, host);
      await expect(session.sync.synchronise()).rejects.toMatchObject({ name: 'HostError', code });

      const more = statement(read('c/first'), 60);
      await session.statements.append([more]);
      await expect(session.sync.flush()).rejects.toMatchObject({ name: 'HostError', code });
      expect(await session.statements.load()).toEqual(replay([...done, more]));

      host.recover();
      await session.sync.flush();
      expect(host.idsOf(learner.id)).toContain(more.id);
      expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree' });
    },
  );
});
