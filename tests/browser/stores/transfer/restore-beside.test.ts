import { afterEach, describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName, listLearnerDatabases } from '../../../../src/renderer/src/storage/database/generations';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { PATIENCE } from '../../../support/patience';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A learner with one note, whose database this browser then no longer opens in the given way. */
async function learnerWhoseDatabase(
  fails: (name: string) => void,
): Promise<{ readonly host: InMemoryHost; readonly id: string }> {
  const host = new InMemoryHost();
  const first = openWindow(host);
  const id = await first.create();
  await first.notes.add(
    { moduleId: 'one', sectionId: 'one/first', blockId: null, quote: '' },
    'Kept through everything',
  );
  await first.session.current?.sync.flush();
  first.close();
  fails(learnerDatabaseName(id, 1));
  return { host, id };
}

async function restoreNewest(window: AppWindow, host: InMemoryHost, id: string): Promise<void> {
  await host.invoke('snapshot.take', { learnerId: id, reason: 'before-upgrade' });
  await window.recovery.load();
  const newest = window.recovery.listed?.find(({ learnerId }) => learnerId === id);
  if (newest) await window.recovery.restore(newest);
}

describe('a state restored where the record could not be opened', () => {
  it('is opened in a database beside one that never answers, and the one before stays', async () => {
    const { host, id } = await learnerWhoseDatabase((name) =>
      openInsteadOf(name, () => new EventTarget() as IDBOpenDBRequest),
    );
    const window = openWindow(host);
    const starting = window.opening.begin();
    await until(() => window.opening.progress.step === 'reading');
    await restoreNewest(window, host, id);
    await starting;

    expect(window.session.state.phase).toBe('open');
    await window.notes.loadAll();
    expect(window.notes.all.map(({ text }) => text)).toEqual(['Kept through everything']);
    expect((await listLearnerDatabases()).get(id)).toBe(2);
    expect((await indexedDB.databases()).map(({ name }) => name)).toContain(learnerDatabaseName(id, 1));
  });

  it('is opened in a database beside one whose opening fails', async () => {
    const { host, id } = await learnerWhoseDatabase((name) =>
      openInsteadOf(name, () => {
        throw new TypeError('The upgrade has a fault.');
      }),
    );
    const window = openWindow(host);
    await window.opening.begin();
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'failed' });
    await restoreNewest(window, host, id);
    expect(window.session.state.phase).toBe('open');
    await window.notes.loadAll();
    expect(window.notes.all).toHaveLength(1);
  });

  it('is left to the next start where the browser no longer answers', async () => {
    const { host, id } = await learnerWhoseDatabase((name) =>
      openInsteadOf(name, () => {
        throw new TypeError('The upgrade has a fault.');
      }),
    );
    const window = openWindow(host);
    await window.opening.begin();
    await window.directory.maintained();
    const silent = Promise.withResolvers<IDBDatabaseInfo[]>();
    vi.spyOn(indexedDB, 'databases').mockReturnValue(silent.promise);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const restoring = restoreNewest(window, host, id);
    await vi.waitUntil(async () => {
      await vi.advanceTimersByTimeAsync(10_000);
      return window.session.state.phase === 'opening';
    }, PATIENCE);
    window.opening.stop();
    await restoring;
    expect(window.recovery.restoring).toBe(false);
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'stopped' });
    // Lets go of the lock that the next test's window needs.
    silent.resolve([]);
  });

  it('is opened in its own database where that one can be opened', async () => {
    const { host, id } = await learnerWhoseDatabase(() => undefined);
    const window = openWindow(host);
    await restoreNewest(window, host, id);
    expect(window.session.state.phase).toBe('open');
    expect((await listLearnerDatabases()).get(id)).toBe(1);
  });
});

function openInsteadOf(meant: string, answer: () => IDBOpenDBRequest): void {
  const open = IDBFactory.prototype.open;
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) =>
    name === meant ? answer() : open.call(indexedDB, name, version),
  );
}
