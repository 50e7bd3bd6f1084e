import { describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { StorageError } from '../../../../src/renderer/src/storage';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { noteTexts, openWindow, type AppWindow } from '../../support/app-scene';
import { lockedAgain, withPin } from '../../support/locked-scene';
import { begun, place, studying } from '../../support/removal-scene';
import { contents, until } from '../../support/storage-scene';
import { note } from '../../../support/builders/statement-builders';

/** Counts how often the addresses of the screens are forgotten. */
function forgettingOf(window: AppWindow) {
  const forgetting = vi.fn(() => Promise.resolve());
  window.closing.afterLeaving(forgetting);
  return forgetting;
}

/** Every session that the stores and screens of a window get to see from now on. */
function sessionsSeen(window: AppWindow): unknown[] {
  const seen: unknown[] = [];
  watch(
    () => window.session.current,
    (session) => seen.push(session),
    { flush: 'sync' },
  );
  return seen;
}

describe('a record that waits for its PIN', () => {
  it('is known to no store while it is removed', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    const seen = sessionsSeen(scene.window);
    await scene.switching.removeCurrent();
    expect(scene.window.session.state).toEqual({ phase: 'first-run' });
    expect(seen).toEqual([]);
  });
});

describe('a record that is closed', () => {
  it('is closed also where its profile was changed on the way', async () => {
    const { window } = await studying(new InMemoryHost());
    const session = window.session.current;
    const stop = watch(
      () => window.session.state.phase,
      (phase) => {
        if (phase === 'closing')
          void window.session.track(
            window.session.update({ preferences: { ...window.session.preferences, theme: 'dark' } }),
          );
      },
      { flush: 'sync' },
    );
    expect(await window.closing.leave()).toBe(true);
    stop();
    expect(window.session.state).toEqual({ phase: 'closing', record: null });
    await expect(session?.profile.learner()).rejects.toThrow();
  });

  it('leaves no name in what is known of its opening', async () => {
    const host = new InMemoryHost();
    const { window: before } = await studying(host);
    before.close();
    const window = await begun(host);
    expect(window.opening.progress.learner?.latinName).toBe('Sok Dara');
    await window.learnerSwitch.addLearner();
    expect(window.opening.progress.learner).toBeNull();
  });

  it('is not opened anew by a lock where it was removed in another window meanwhile', async () => {
    const { window } = await studying(new InMemoryHost());
    const stop = watch(
      () => window.session.state.phase,
      (phase) => {
        if (phase === 'closing')
          queueMicrotask(() => {
            window.machine.send({ type: 'lost' });
          });
      },
      { flush: 'sync' },
    );
    await window.heldRecord.lock();
    stop();
    expect(window.session.state.phase).toBe('ended');
  });

  it('as damaged has sent what waited, which the next database takes from the journal', async () => {
    const host = new InMemoryHost();
    const { window } = await studying(host);
    host.fail('disk-full', 'journal.append');
    await window.notes.add(place, 'Unsent.');
    await window.sent();
    host.recover();
    const session = window.session.current;
    if (!session) throw new Error('No record is open.');
    vi.spyOn(session, 'readThrough').mockRejectedValueOnce(new StorageError('damaged', 'A bad block.'));
    await window.heldRecord.compareWithJournal(session);
    expect(window.session.current?.generation).toBe(2);
    expect(await noteTexts(window)).toEqual(['A note.', 'Unsent.']);
  });

  it('in another window while its words are being saved is told of nothing that stays open', async () => {
    const { window } = await studying(new InMemoryHost());
    const saving = Promise.withResolvers<null>();
    window.closing.beforeClosing(() => saving.promise);
    const left = window.learnerSwitch.switchLearner();
    window.machine.send({ type: 'lost' });
    saving.reject(new StorageError('failed', 'The database is gone.'));
    await left;
    expect(window.session.state).toEqual({ phase: 'ended' });
    expect(window.notices()).toEqual([]);
  });

  it('while the next screen is loaded is told of none that is missing', async () => {
    const { window } = await studying(new InMemoryHost());
    const [asked, loaded] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    window.closing.beforeLeaving(() => {
      asked.resolve(null);
      return loaded.promise;
    });
    const left = window.learnerSwitch.switchLearner();
    await asked.promise;
    window.machine.send({ type: 'lost' });
    loaded.reject(new Error('No host.'));
    await left;
    expect(window.session.state).toEqual({ phase: 'ended' });
    expect(window.notices()).toEqual([]);
  });

  it('gives way to the next one also where something of its screens can not be forgotten', async () => {
    const { window } = await studying(new InMemoryHost());
    window.closing.afterLeaving(() => Promise.reject(new Error('No way back.')));
    const forgetting = forgettingOf(window);
    await window.learnerSwitch.switchLearner();
    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect(forgetting).toHaveBeenCalledTimes(1);
  });

  it('by a failure has saved what its screens save on their way out', async () => {
    const { window, id } = await studying(new InMemoryHost());
    const forgetting = forgettingOf(window);
    const stop = watch(
      () => window.session.state.phase,
      () => void window.notes.add(place, 'Last words.').catch(() => undefined),
    );
    await window.heldRecord.fail(new Error('It could not be shown anew.'));
    stop();
    expect(window.session.state).toMatchObject({ phase: 'failed' });
    expect(window.session.current).toBeNull();
    expect(forgetting).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(await contents(id))).toContain('Last words.');
    // It is still known whose record a file can be saved of.
    expect(window.opening.progress.learner?.id).toBe(id);
  });
});

describe('a learner who is turned away', () => {
  it('by a lock leaves no addresses of their screens behind', async () => {
    const { window, id } = await studying(new InMemoryHost());
    const forgetting = forgettingOf(window);
    await window.host.removeElsewhere(id);
    await window.heldRecord.lock();
    expect(window.session.state).toEqual({ phase: 'first-run' });
    expect(forgetting).toHaveBeenCalledTimes(1);
  });

  it('by a lock after which the record can not be opened leaves none either', async () => {
    const { window } = await studying(new InMemoryHost());
    const forgetting = forgettingOf(window);
    const opening = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('It can not be opened.', 'UnknownError');
    });
    await window.heldRecord.lock();
    opening.mockRestore();
    expect(window.session.state).toMatchObject({ phase: 'failed' });
    expect(forgetting).toHaveBeenCalledTimes(1);
  });
});

it('a window that goes while its record is being closed waits for what its screens save', async () => {
  const window = openWindow();
  await window.create();
  const saving = Promise.withResolvers<null>();
  void window.closing.track(saving.promise);
  const order: string[] = [];
  const left = window.closing.leave().then(() => order.push('left'));
  await until(() => window.session.state.phase === 'closing');
  const kept = window.closing.keepOpenWork().then((isKept) => order.push(`kept: ${isKept}`));
  // An answer that waits for nothing is there by then.
  await new Promise((turn) => setTimeout(turn));
  order.push('saved');
  saving.resolve(null);
  await Promise.all([kept, left]);
  expect(order).toEqual(['saved', 'kept: true', 'left']);
});

it('a window that goes saves and sends what is being written, or stays and says so', async () => {
  const window = openWindow();
  expect(await window.closing.keepOpenWork()).toBe(true);
  const learnerId = await window.create();
  const { current } = window.atWork();
  const failing = vi.fn(() => Promise.resolve()).mockRejectedValue(new StorageError('full', 'No room.'));
  window.closing.beforeClosing(failing);
  expect(await window.closing.saveOpenWork('screenKept')).toBe(false);
  expect(await window.closing.keepOpenWork()).toBe(false);
  expect(window.notices()).toEqual(['screenKept', 'notLeft']);

  failing.mockResolvedValue();
  const order: string[] = [];
  const flush = current.sync.flush.bind(current.sync);
  vi.spyOn(current.sync, 'flush').mockImplementation(() => {
    order.push('sent');
    return flush();
  });
  window.closing.beforeClosing(() => {
    // A save that is under way, and over after whatever waits for nothing.
    const later = new Promise((turn) => setTimeout(turn));
    void window.closing.track(later.then(() => current.notes.save([note()]))).then(() => order.push('saved'));
    return Promise.resolve();
  });
  expect(await window.closing.keepOpenWork()).toBe(true);
  expect(order).toEqual(['saved', 'sent']);
  expect(window.host.idsOf(learnerId)).toContain(note().id);
  expect(window.notices()).toEqual([]);
  expect(window.session.state.phase).toBe('open');
});
