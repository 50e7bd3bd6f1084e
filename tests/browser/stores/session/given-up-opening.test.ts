import { afterEach, describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { createOlderDatabase, olderRows } from '../../../support/builders/older-database';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import {
  contents,
  deleteLearnerDatabase,
  newLearner,
  nothingUnderWay,
  settled,
  until,
} from '../../support/storage-scene';

const REGISTRY = 'child-justice-series-registry';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A learner of this computer whose database is of an older version. */
async function oldLearner(isListed = true): Promise<string> {
  const owner = newLearner();
  await createOlderDatabase(learnerDatabaseName(owner.id, 1), olderRows(owner.id, 40, 20));
  if (isListed) await new LearnerRegistry().save({ id: owner.id, learner: owner, lastOpenedAt: owner.updatedAt });
  return owner.id;
}

describe('an opening that gets no answer', () => {
  const silences: [string, (id: string) => void][] = [
    ['the list of databases', () => vi.spyOn(indexedDB, 'databases').mockReturnValue(new Promise(() => undefined))],
    ['the registry', () => keepSilent((name) => name === REGISTRY)],
    ['the record', (id) => keepSilent((name) => name === learnerDatabaseName(id, 1))],
  ];

  it.each(silences)('from the browser for %s can be given up', async (_, silence) => {
    const id = await oldLearner();
    const before = await contents(id);
    silence(id);
    const window = openWindow();
    const starting = window.opening.begin();
    window.opening.stop();
    await starting;
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'stopped' });
    vi.restoreAllMocks();
    expect(await contents(id)).toEqual(before);
    await window.begin();
    expect(window.session.state.phase).toBe('open');
  });

  it('from the host for a snapshot before the upgrade can be given up, and nothing is upgraded when it comes after all', async () => {
    const id = await oldLearner();
    const before = await contents(id);
    const host = new InMemoryHost();
    const release = host.hold();
    const window = openWindow(host);
    const starting = window.opening.begin();
    await until(() => window.opening.progress.step === 'snapshotting');
    window.opening.stop();
    await starting;
    release();
    await nothingUnderWay();
    expect(window.session.state).toEqual({ phase: 'failed', code: 'stopped', detail: 'snapshotting' });
    expect(await contents(id)).toEqual(before);
  });

  it('from the host for the journal that fills an empty database can be given up, and shows nothing when it comes after all', async () => {
    const host = new InMemoryHost();
    const first = openWindow(host);
    const id = await first.create();
    first.close();
    await deleteLearnerDatabase(id);
    const release = host.hold();
    const window = openWindow(host);
    const starting = window.opening.begin();
    await until(() => window.opening.progress.step === 'comparing');
    window.opening.stop();
    await starting;
    release();
    // Nothing of it stays open: another version could be made at once.
    await deleteLearnerDatabase(id);
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'stopped' });
    expect(window.session.current).toBeNull();
    await until(async () => (await navigator.locks.query()).held?.length === 0);
  });

  it('from the host for who studied here can be given up, and shows nothing when it comes after all', async () => {
    const host = new InMemoryHost();
    const release = host.hold();
    const window = openWindow(host);
    const starting = window.opening.begin();
    await until(() => host.asked.length > 0);
    window.opening.stop();
    await starting;
    release();
    // The last that a start asks for before it shows a first run.
    await until(() => host.asked.some(({ name }) => name === 'snapshot.list'));
    await new LearnerRegistry().read();
    await new LearnerRegistry().read();
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'stopped' });
  });

  it('in time leaves neither an upgrade nor a connection behind when the answer comes after all', async () => {
    const id = await oldLearner();
    const before = await contents(id);
    const stubborn = await settled(indexedDB.open(learnerDatabaseName(id, 1)));
    const window = openWindow();
    const starting = window.opening.begin();
    await until(() => window.notices().includes('blocked'));
    window.opening.stop();
    await starting;
    stubborn.close();
    expect(await contents(id)).toEqual(before);
    await deleteLearnerDatabase(id);
  });
});

describe('giving an opening up', () => {
  it('does nothing to a record that is open', async () => {
    const window = openWindow();
    await window.create();
    window.opening.stop();
    expect(window.session.state.phase).toBe('open');
    expect(await window.session.current?.isEmpty()).toBe(false);
  });
});

describe('a database that the list lacks, held by a window of an older version', () => {
  it('is told at the start, and the start goes on once that window is closed', async () => {
    const id = await oldLearner(false);
    const stubborn = await settled(indexedDB.open(learnerDatabaseName(id, 1)));
    const window = openWindow();
    const starting = window.begin();
    await until(() => window.notices().includes('blocked'));
    expect(window.session.state).toEqual({ phase: 'opening' });
    stubborn.close();
    await starting;
    expect(window.session.learner?.id).toBe(id);
  });

  it('is told beside a record that is open', async () => {
    const host = new InMemoryHost();
    const first = openWindow(host);
    await first.create();
    first.close();
    const id = await oldLearner(false);
    const stubborn = await settled(indexedDB.open(learnerDatabaseName(id, 1)));
    const window = openWindow(host);
    await window.begin();
    expect(window.session.state.phase).toBe('open');
    await until(() => window.notices().includes('blocked'));
    stubborn.close();
    await window.directory.maintained();
    expect(window.directory.known).toHaveLength(2);
  });
});

/** Lets opens of some databases get no answer, as in profiles that are damaged. */
function keepSilent(isMeant: (name: string) => boolean): void {
  const open = IDBFactory.prototype.open;
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) =>
    isMeant(name) ? (new EventTarget() as IDBOpenDBRequest) : open.call(indexedDB, name, version),
  );
}
