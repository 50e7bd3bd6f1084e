import { describe, expect, it } from 'vitest';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import type { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { replay } from '../../../support/builders/replays';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import { contents, lookInto, openSession } from '../../support/storage-scene';
import { done, position, studied } from '../../support/studied-learner';

const later = statement(read('c/first'), 90);

describe('a database that follows a new epoch of its journal', () => {
  it('keeps what is recorded while it follows', async () => {
    const { learner, host } = await studied();
    const snapshotId = await takeSnapshot(host, learner.id);
    const session = await openSession(learner.id, host);
    await session.statements.append([later]);
    await session.sync.flush();
    await host.invoke('snapshot.restore', { learnerId: learner.id, page: THIS_PAGE, snapshotId });
    const meanwhile = Array.from({ length: 40 }, (_, index) => statement(read('e/first'), 100 + index));
    const followed = session.sync.synchronise();
    for (const each of meanwhile) await session.statements.append([each]);
    expect(await followed).toMatchObject({ outcome: 'reset' });
    expect(await session.statements.load()).toEqual(replay([...done, ...meanwhile]));
    await session.sync.flush();
    expect(host.idsOf(learner.id)).toEqual(expect.arrayContaining(meanwhile.map(({ id }) => id)));
  });

  it('keeps all that the journal lacks after another browser rebuilt it, and sends that', async () => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    await session.sync.synchronise();
    const renamed = { ...learner, latinName: 'Renamed', updatedAt: '2027-01-01T00:00:00.000Z' };
    const moved = { ...position, at: '2027-01-01T00:00:00.000Z' };
    await session.statements.append([later]);
    await session.profile.saveLearner(renamed, identifier(62));
    await session.profile.savePosition(moved, identifier(63));
    await session.sync.flush();
    host.cutOff(learner.id, 3);
    const renewal = { learnerId: learner.id, page: THIS_PAGE, reason: 'rebuilt', above: '' } as const;
    expect(await host.invoke('journal.renew', renewal)).toMatchObject({ ok: true });

    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'reset' });

    expect(await session.statements.load()).toEqual(replay([...done, later]));
    expect(await session.profile.learner()).toEqual(renamed);
    expect(await session.profile.position()).toEqual(moved);
    await session.sync.flush();
    const bodies = host.entriesOf(learner.id).map(({ change }) => change.body);
    expect(bodies).toEqual(expect.arrayContaining([later, renamed, moved].map((each) => JSON.stringify(each))));
  });
});

describe('a window whose record another window of this browser took', () => {
  it.each<[string, (session: LearnerSession) => Promise<unknown>]>([
    ['statements', (session) => session.statements.append([later])],
    ['notes', (session) => session.notes.save([note()])],
  ])('writes nothing when it wakes: %s', async (_, write) => {
    const { learner, host } = await studied();
    const session = await openSession(learner.id, host);
    await lookInto(learner.id, (database) => database.table('meta').put({ key: 'writer', value: 'another window' }));
    const before = await contents(learner.id);
    await expect(write(session)).rejects.toMatchObject({ name: 'StorageError', code: 'elsewhere' });
    expect(await contents(learner.id)).toEqual(before);
  });
});

async function takeSnapshot(host: InMemoryHost, learnerId: string): Promise<string> {
  const result = await host.invoke('snapshot.take', { learnerId, reason: 'manual' });
  if (!result.ok || !result.value.snapshot) throw new Error('No snapshot was taken.');
  return result.value.snapshot.snapshotId;
}
