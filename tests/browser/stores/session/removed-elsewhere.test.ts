import { describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName, learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry, StorageError } from '../../../../src/renderer/src/storage';
import { countUnsent } from '../../../../src/renderer/src/storage/sync/unsent-changes';
import { useProtection } from '../../../../src/renderer/src/stores/protection/protection';
import { waitForFirstScreen } from '../../../../src/renderer/src/stores/session/when-idle';
import { InMemoryHost, REMOVED_AT } from '../../../support/hosts/in-memory-host';
import { read } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { PIN, withNote } from '../../support/locked-scene';
import { begun, expectNothingLeftOf, names, place, studiedUnsent, studying } from '../../support/removal-scene';
import { openRescue } from '../../support/rescue-scene';
import { contents, deleteLearnerDatabase, newLearner, settled, until } from '../../support/storage-scene';

describe('a learner whom another browser removed, and of whom nothing more is here', () => {
  it('is removed here at the next start without a question, which is told without their name', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);

    const next = await begun(host);

    expect(next.session.state).toEqual({ phase: 'first-run' });
    expect(next.notices()).toEqual(['removalFollowed']);
    expect(JSON.stringify(next.announcements.notices)).not.toContain('Sok Dara');
    await expectNothingLeftOf(id, host);
    expect((await begun(host)).notices()).toEqual([]);
  });

  it('goes from the list before it is shown, and the only one who is left is opened', async () => {
    const host = new InMemoryHost();
    const { window: first } = await studying(host, 'Stays');
    first.close();
    const { window: second, id } = await studying(host, 'Goes');
    second.close();
    await host.removeElsewhere(id);

    const next = openWindow(host);
    await next.begin();

    expect(next.session.learner?.latinName).toBe('Stays');
    expect(names(next)).toEqual(['Stays']);
    expect(next.notices()).toEqual(['removalFollowed']);
    await expectNothingLeftOf(id, host);
  });

  it('goes from the list also when it is shown again, or while somebody else is at work', async () => {
    const host = new InMemoryHost();
    const goers = [await studying(host, 'Goes first'), await studying(host, 'Goes second')];
    for (const { window } of goers) window.close();
    const { window } = await studying(host, 'At work');
    await window.directory.list();
    await host.removeElsewhere(goers[0]?.id ?? '');

    window.directory.scheduleMaintenance();
    await window.directory.maintained();
    expect(names(window).sort()).toEqual(['At work', 'Goes second']);
    expect(window.session.state.phase).toBe('open');

    await host.removeElsewhere(goers[1]?.id ?? '');
    await window.learnerSwitch.switchLearner();
    expect(names(window)).toEqual(['At work']);
    for (const { id } of goers) await expectNothingLeftOf(id, host);
  });

  it('goes from the list also where the removal was still under way when it was shown', async () => {
    const host = new InMemoryHost();
    const [first, second, goes] = [
      await studying(host, 'First'),
      await studying(host, 'Second'),
      await studying(host, 'Goes'),
    ];
    for (const { window } of [first, second, goes]) window.close();
    await host.removeElsewhere(goes.id);
    const shown = Promise.withResolvers<undefined>();
    waitForFirstScreen(shown.promise);
    const asked = host.holdOne('learner-removal.find');
    const next = openWindow(host);
    await next.begin();
    expect(next.session.state.phase).toBe('choosing');
    expect(names(next)).toContain('Goes');

    asked.release();
    await expect.poll(() => names(next).sort()).toEqual(['First', 'Second']);
    expect(next.notices()).toEqual(['removalFollowed']);
    shown.resolve(undefined);
  });

  it('is not asked about for a place of reading alone', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    host.fail('disk-full', 'journal.append');
    await window.record.savePosition(
      { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', sentence: '', at: '2026-11-20T02:00:00.000Z' },
      true,
    );
    expect(await window.session.current?.sync.waiting()).toBe(1);
    window.close();
    host.recover();
    expect(await countUnsent(id)).toBe(0);
  });

  it('whose database the browser had lost is not filled anew', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await deleteLearnerDatabase(id);
    await host.removeElsewhere(id);
    const next = await begun(host);
    expect(next.session.state).toEqual({ phase: 'first-run' });
    await expectNothingLeftOf(id, host);
  });

  it('stays hidden, and is removed later, where the host can not end it now', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);
    host.fail('read-only', 'journal.remove');
    const next = await begun(host);
    expect(next.session.state).toEqual({ phase: 'first-run' });
    expect(next.notices()).toContain('removalUnfinished');
    host.recover();
    await begun(host);
    await expectNothingLeftOf(id, host);
  });

  it('is opened as ever where the host does not tell in time, and nothing is removed', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    host.fail('unreachable');
    const next = openWindow(host);
    await next.begin();
    expect(next.session.learner?.id).toBe(id);
    await next.directory.maintained();
    expect(next.session.state.phase).toBe('open');
  });
});

describe('a learner whom another browser removed, and of whom something is here that it did not have', () => {
  it('is asked about: who, when and how much; nothing is written, changed or removed meanwhile', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const before = await contents(id);

    const next = await begun(host);

    expect(next.session.state).toMatchObject({
      phase: 'removed',
      at: REMOVED_AT,
      unsent: 2,
      learner: { latinName: 'Sok Dara' },
    });
    expect(next.session.current).toBeNull();
    expect(next.session.learner).toBeNull();
    expect(next.notices()).toEqual([]);
    expect(await contents(id)).toEqual(before);
    expect(host.journalIds()).not.toContain(id);
    // The question stands at the next start too.
    expect((await begun(host)).session.state).toMatchObject({ phase: 'removed', unsent: 2 });
  });

  it('is kept: the record comes back whole, its journal is written again, and it is not asked about any more', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const next = await begun(host);

    expect(await next.learnerSwitch.restoreRemoved()).toBeNull();

    expect(next.session.state.phase).toBe('open');
    await until(() => host.entriesOf(id).filter(({ change }) => change.kind === 'statement').length === 3);
    expect(host.entriesOf(id).filter(({ change }) => change.kind === 'note')).toHaveLength(1);
    await until(() => next.record.record.statementCount === 3);
    expect(next.notices()).toEqual(['journalRefilled']);
    next.close();
    expect((await begun(host)).session.state.phase).toBe('open');
  });

  it('can not be kept while the host does not answer, which is told, and can be afterwards', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const next = await begun(host);
    host.fail('disk-full', 'learner-removal.lift');
    expect(await next.learnerSwitch.restoreRemoved()).toBe('disk-full');
    expect(next.session.state).toMatchObject({ phase: 'removed' });
    host.recover();
    expect(await next.learnerSwitch.restoreRemoved()).toBeNull();
    expect(next.session.state.phase).toBe('open');
  });

  it('is removed here too once that is confirmed', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const next = await begun(host);
    await next.learnerSwitch.removeCurrent();
    expect(next.session.state).toEqual({ phase: 'first-run' });
    expect(JSON.stringify(next.session.$state)).not.toContain('Sok Dara');
    await expectNothingLeftOf(id, host);
  });

  it('can be saved as a learner file, with what never reached the journal', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const { window, files, rescue } = openRescue(host);
    await window.begin();
    await rescue.load();
    expect(rescue.records?.map((learner) => learner.id)).toEqual([id]);
    await rescue.save(rescue.records?.[0] ?? newLearner());
    expect(rescue.work).toMatchObject({ phase: 'saved', report: { statements: 3, notes: 1 } });
    expect(files.file()).toContain('b/first');
    // Nothing of them stays in the window once it is decided.
    await window.learnerSwitch.removeCurrent();
    expect(rescue.records).toBeNull();
  });

  it('stands in the list with the day of the removal, and the others study meanwhile', async () => {
    const host = new InMemoryHost();
    const { window: first, id: other } = await studying(host, 'Other');
    first.close();
    const id = await studiedUnsent(host, 'Asked about');
    await host.removeElsewhere(id);

    const next = await begun(host);
    expect(next.session.state).toEqual({ phase: 'choosing' });
    expect([...next.directory.remoteRemovals]).toEqual([[id, REMOVED_AT]]);

    await next.opening.choose(id);
    expect(next.session.state).toMatchObject({ phase: 'removed', unsent: 2 });
    await next.learnerSwitch.showPicker();
    expect(next.session.state).toEqual({ phase: 'choosing' });
    await next.opening.choose(other);
    await until(() => next.record.record.statementCount === 1);
    await next.directory.maintained();
    expect(host.journalIds()).toEqual([other]);
    expect(await learnerDatabaseNames(id)).toHaveLength(1);
  });

  it('is asked about before the PIN', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await (await useProtection().prepare('green river 47'))?.confirm();
    await window.session.current?.sync.flush();
    host.fail('disk-full', 'journal.append');
    await window.record.append([read('a/second')]);
    window.close();
    host.recover();
    await host.removeElsewhere(id);
    const next = await begun(host);
    expect(next.session.state).toMatchObject({ phase: 'removed', unsent: 1 });
    expect(next.heldRecord.locked).toBeNull();
    await next.learnerSwitch.restoreRemoved();
    expect(next.session.state.phase).toBe('locked');
  });

  it('is asked about where a database can not be read, since then nobody can tell', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);
    const { getAll } = IDBObjectStore.prototype;
    const reading = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      if (this.name === 'outbox' && this.transaction.db.name.includes(id))
        throw new DOMException('Internal error.', 'NotReadableError');
      return getAll.apply(this, given);
    });
    try {
      expect(await countUnsent(id)).toBeNull();
      // One that gets no answer isn't waited for.
      reading.mockReturnValue({} as ReturnType<IDBObjectStore['getAll']>);
      expect(await countUnsent(id, 50)).toBeNull();
    } finally {
      reading.mockRestore();
    }
    // One that was left aside counts as well.
    (await settled(indexedDB.open(learnerDatabaseName(id, 2), 20))).close();
    expect((await begun(host)).session.state).toMatchObject({ phase: 'removed', unsent: null });
  });

  it('is not counted for what the journal had once and lost', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    host.cutOff(id, 1);
    host.fail('disk-full', 'journal.append');
    await window.session.current?.sync.synchronise();
    expect(await window.session.current?.sync.waiting()).toBeGreaterThan(0);
    window.close();
    expect(await countUnsent(id)).toBe(0);
  });
});

describe('a learner at work whom another browser removes', () => {
  it('is closed at the next change: what was being written is kept here, nothing reaches the journal, and they are asked', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    let draft: Promise<unknown> = Promise.resolve();
    window.closing.beforeClosing(() => (draft = window.notes.add(place, 'Typed to the last moment.')));
    const forgotten = vi.fn(() => Promise.resolve());
    window.closing.afterLeaving(forgotten);
    await host.removeElsewhere(id);

    await window.record.append([read('a/second')]);
    await until(() => window.session.state.phase === 'removed');
    await draft;

    expect(window.session.state).toMatchObject({ phase: 'removed', unsent: 2, at: REMOVED_AT });
    expect([
      window.session.current,
      window.session.learner,
      window.notes.all.length,
      window.record.record.statementCount,
    ]).toEqual([null, null, 0, 0]);
    expect(forgotten).toHaveBeenCalledTimes(1);
    expect(window.notices()).toEqual([]);
    expect(host.journalIds()).not.toContain(id);
    expect(JSON.stringify(await contents(id))).toContain('Typed to the last moment.');
  });

  it('is found by the place of reading too, which is sent when a section is left', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    await host.removeElsewhere(id);
    const at = '2026-11-20T02:00:00.000Z';
    await window.record.savePosition({ ...place, blockId: 'a/first#opening', sentence: 'Heard.', at }, true);
    await until(() => window.session.state.phase === 'removed');
    expect(window.session.state).toMatchObject({ unsent: 0 });
  });

  it('is asked by a page of its own after a record with a PIN', async () => {
    const host = new InMemoryHost();
    const restart = vi.fn();
    const { window, protection, learnerId } = await withNote(host, { page: { asked: () => null, restart } });
    await (await protection.prepare(PIN))?.confirm();
    await window.sent();
    await host.removeElsewhere(learnerId);
    window.directory.scheduleMaintenance();
    await until(() => restart.mock.calls.length > 0);
    expect(restart).toHaveBeenCalledExactlyOnceWith({ phase: 'removed', learnerId });
    expect(window.session.state).toEqual({ phase: 'closing', record: null });

    const unread = openWindow(host, { page: { asked: () => ({ phase: 'removed', learnerId }), restart } });
    const list = vi
      .spyOn(LearnerRegistry.prototype, 'list')
      .mockRejectedValue(new StorageError('unavailable', 'Away.'));
    await unread.opening.begin();
    list.mockRestore();
    expect(unread.session.state).toMatchObject({ phase: 'failed', code: 'unavailable' });

    const next = openWindow(host, { page: { asked: () => ({ phase: 'removed', learnerId }), restart } });
    await next.opening.begin();
    expect(next.session.state).toMatchObject({ phase: 'removed', unsent: 0, at: REMOVED_AT });
    expect(await learnerDatabaseNames(learnerId)).toHaveLength(1);
  });

  it('is found by the comparison too, where the host told nothing at the start', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    host.fail('unreachable', 'learner-removal.find');
    const next = openWindow(host);
    await next.opening.begin();
    await until(() => next.session.state.phase === 'removed');
    expect(next.session.state).toMatchObject({ at: null, unsent: 2 });
    expect(host.journalIds()).not.toContain(id);
  });
});
