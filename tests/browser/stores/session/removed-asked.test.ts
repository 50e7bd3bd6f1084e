import { describe, expect, it, vi } from 'vitest';
import { withDirectoryLock } from '../../../../src/renderer/src/storage';
import { learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { InMemoryHost, REMOVED_AT } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { begun, expectNothingLeftOf, names, registry, studying } from '../../support/removal-scene';
import { until } from '../../support/storage-scene';

describe('a learner whom another browser removed, and of whom nothing more is here', () => {
  it('is asked about where another window holds the list up, and is not removed once that is over', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    window.close();
    await host.removeElsewhere(id);
    const busy = Promise.withResolvers<null>();
    const held = withDirectoryLock(() => busy.promise);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const next = openWindow(host);
    const starting = next.opening.begin();
    while (!(await navigator.locks.query()).pending?.some(({ name }) => name?.endsWith('-learners')));
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await starting;
    expect(next.session.state).toMatchObject({ phase: 'removed', at: REMOVED_AT, unsent: 0 });
    busy.resolve(null);
    await held;
    await withDirectoryLock(() => Promise.resolve());
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    expect((await registry.read()).removing).toEqual([]);
    expect((await begun(host)).session.state).toMatchObject({ phase: 'removed', unsent: 0 });
  });

  it('is asked while at work, and not removed meanwhile', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);
    host.fail('unreachable', 'learner-removal.find');
    const next = openWindow(host);
    await next.opening.begin();
    await until(() => next.session.state.phase === 'removed');
    expect(next.session.state).toMatchObject({ unsent: 0 });
    // The maintenance that a start leaves for later hears of the removal too.
    host.recover();
    next.directory.scheduleMaintenance();
    await next.directory.maintained();
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    expect(next.notices()).toEqual([]);
    await next.learnerSwitch.restoreRemoved();
    expect(next.session.learner?.id).toBe(id);
  });

  it('stays until they decide, also over the next start, and is removed without a question again once they kept the record', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    await host.removeElsewhere(id);
    window.directory.scheduleMaintenance();
    await until(() => window.session.state.phase === 'removed');
    expect(window.session.state).toMatchObject({ unsent: 0 });

    await window.learnerSwitch.showPicker();
    await window.directory.maintained();
    expect(window.session.state.phase).toBe('choosing');
    expect(names(window)).toEqual(['Sok Dara']);
    expect(window.directory.remoteRemovals).toEqual(new Map([[id, REMOVED_AT]]));

    const next = await begun(host);
    expect(next.session.state).toMatchObject({ phase: 'removed', unsent: 0 });
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    await next.learnerSwitch.restoreRemoved();
    expect(next.session.learner?.id).toBe(id);
    await until(() => next.record.loaded);
    await next.sent();
    next.close();

    await host.removeElsewhere(id);
    expect((await begun(host)).session.state).toEqual({ phase: 'first-run' });
    await expectNothingLeftOf(id, host);
  });

  it('stays where another window starts between the closing of the record and the question', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    await host.removeElsewhere(id);
    const [closed, forgotten] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    window.closing.afterLeaving(() => {
      closed.resolve(null);
      return forgotten.promise;
    });
    window.directory.scheduleMaintenance();
    await closed.promise;

    expect((await begun(host)).session.state).toMatchObject({ phase: 'removed', unsent: 0 });
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    forgotten.resolve(null);
    await until(() => window.session.state.phase === 'removed');
  });

  it('is asked where the start finds another window at work with the record, which stays open', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await host.removeElsewhere(id);

    const next = await begun(host);
    expect(next.session.state).toMatchObject({ phase: 'removed', at: REMOVED_AT, unsent: 0 });
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    expect(window.session.state.phase).toBe('open');
  });

  it('stays while somebody else starts, as long as another window is at work with the record', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const { window: other } = await studying(host, 'Chan Thida');
    await host.removeElsewhere(id);

    other.directory.scheduleMaintenance();
    await other.directory.maintained();
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
    expect(window.session.state.phase).toBe('open');
    expect(other.notices()).toEqual([]);
  });
});
