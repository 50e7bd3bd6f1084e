import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

const read = (sectionId: string) => ({ verb: 'experienced' as const, sectionId, seconds: 60 });
const sections = (window: AppWindow) => Object.keys(window.record.record.sectionReads).sort();

async function studied(host = new InMemoryHost()): Promise<AppWindow> {
  const window = openWindow(host);
  await window.create('Sok Dara');
  await window.record.append([read('a/first')]);
  return window;
}

describe('earlier states of the record', () => {
  it('are kept, compared with now, restored, and the restore undone, with every store showing it', async () => {
    const window = await studied();
    await window.snapshots.load();
    await window.snapshots.take();
    expect(window.snapshots.work).toEqual({ phase: 'taken', isNew: true });
    await window.record.append([read('a/second')]);
    const later = await window.notes.add(PLACE, 'A later note.');
    const marked = await window.notes.add(
      {
        moduleId: 'a',
        sectionId: 'a/first',
        blockId: 'a/first#opening',
        quote: 'last resort',
        anchor: { prefix: 'asa', suffix: 'only', start: 41 },
        colour: 'green',
      },
      '',
    );
    await window.sent();

    const [snapshot] = window.snapshots.snapshots ?? [];
    if (!snapshot) throw new Error('There is no snapshot.');
    await window.snapshots.preview(snapshot);
    expect(window.snapshots.work).toMatchObject({
      phase: 'preview',
      comparison: {
        then: { sections: 1, notes: 0 },
        now: { sections: 2, notes: 2 },
        comesBack: { statements: 0, revisions: 0 },
        goesAway: { statements: 1, revisions: 2 },
      },
    });

    await window.snapshots.restore(snapshot.snapshotId);
    await until(() => window.record.loaded);
    expect(sections(window)).toEqual(['a/first']);
    await window.notes.loadAll();
    expect(window.notes.all).toEqual([]);
    const { work } = window.snapshots;
    if (work.phase !== 'restored' || work.undoId === null) throw new Error('It was not restored.');
    expect(window.snapshots.snapshots?.[0]?.reason).toBe('before-restore');

    await window.snapshots.restore(work.undoId, true);
    await until(() => window.record.loaded);
    expect(sections(window)).toEqual(['a/first', 'a/second']);
    await window.notes.loadAll();
    expect(window.notes.all).toEqual([later, marked]);
    expect(window.snapshots.work).toMatchObject({ phase: 'restored', undone: true });
    expect(window.notices()).toEqual([]);
  });

  it('of a learner who changed their name bring the old name back, here and in the list of learners', async () => {
    const window = await studied();
    await window.snapshots.take();
    const [snapshot] = window.snapshots.snapshots ?? [];
    await window.session.update({ latinName: 'Sok Bopha' });
    await window.snapshots.restore(snapshot?.snapshotId ?? '');
    expect(window.session.learner?.latinName).toBe('Sok Dara');
    window.close();
    const again = openWindow(window.host);
    await again.begin();
    expect(again.session.learner?.latinName).toBe('Sok Dara');
  });

  it('are kept before a file is brought in, with what the journal could not take before', async () => {
    const window = await studied();
    const { learner } = window.atWork();
    window.host.fail('disk-full', 'journal.append');
    await window.record.append([read('a/second')]);
    await until(() => window.notices().length > 0);
    window.host.recover();
    await window.learnerFile.preview(new Blob([learnerFile({ ...sampleContents(), learner })]));
    await window.learnerFile.merge();
    await window.snapshots.load();
    const [snapshot] = window.snapshots.snapshots ?? [];
    expect(snapshot?.reason).toBe('before-import');
    if (snapshot) await window.snapshots.preview(snapshot);
    expect(window.snapshots.work).toMatchObject({ phase: 'preview', comparison: { then: { sections: 2, notes: 0 } } });
  });

  it('change nothing where the host does not answer, and say so', async () => {
    const window = await studied();
    await window.snapshots.take();
    const [snapshot] = window.snapshots.snapshots ?? [];
    await window.record.append([read('a/second')]);
    window.host.fail('unreachable');
    for (const attempt of [
      () => window.snapshots.restore(snapshot?.snapshotId ?? ''),
      () => window.snapshots.take(),
      window.snapshots.load,
    ]) {
      window.snapshots.dismiss();
      await attempt();
      expect(window.snapshots.work).toEqual({ phase: 'failed', from: 'host', code: 'unreachable' });
    }
    expect(sections(window)).toEqual(['a/first', 'a/second']);
  });

  it('are restored at the next start where the host went away in the middle', async () => {
    const window = await studied();
    await window.snapshots.take();
    const [snapshot] = window.snapshots.snapshots ?? [];
    await window.record.append([read('a/second')]);
    window.host.fail('unreachable', 'journal.open');
    await window.snapshots.restore(snapshot?.snapshotId ?? '');
    expect(window.snapshots.work).toMatchObject({ phase: 'failed', code: 'unreachable' });
    window.host.recover();
    window.close();
    const again = openWindow(window.host);
    await again.begin();
    await until(() => again.notices().includes('recordReset') && again.record.loaded);
    expect(sections(again)).toEqual(['a/first']);
  });

  it('are forgotten when another learner takes over', async () => {
    const window = await studied();
    await window.snapshots.take();
    await window.create('Chan Sokha');
    expect([window.snapshots.snapshots, window.snapshots.work]).toEqual([null, { phase: 'idle' }]);
    await window.snapshots.load();
    expect(window.snapshots.snapshots).toEqual([]);
  });

  it('are not told to whoever took over while the record was set back', async () => {
    const window = await studied();
    const first = window.session.learner?.id ?? '';
    await window.snapshots.take();
    const [snapshot] = window.snapshots.snapshots ?? [];
    await window.record.append([read('a/second')]);
    const { isAsked, release } = window.host.holdOne('snapshot.restore');
    const restoring = window.snapshots.restore(snapshot?.snapshotId ?? '');
    await isAsked;
    window.machine.send({ type: 'lost' });
    await window.create('Chan Sokha');
    const { current: session } = window.session;
    release();
    await restoring;
    expect(window.session.current).toBe(session);
    expect([window.snapshots.work, window.announcements.spoken.key]).toEqual([{ phase: 'idle' }, '']);
    await window.learnerSwitch.switchTo(first);
    await until(() => window.notices().includes('recordReset') && window.record.loaded);
    expect(sections(window)).toEqual(['a/first']);
  });

  it('are told once where the host could not keep the daily one', async () => {
    const host = new InMemoryHost();
    host.snapshotFailure = {
      learnerId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab',
      code: 'disk-full',
      at: '2026-11-25T08:00:00.000Z',
    };
    const window = await studied(host);
    await until(() => window.notices().includes('snapshotFailed'));
    for (const notice of window.announcements.notices) window.announcements.dismiss(notice.id);
    await window.record.append([read('a/second')]);
    expect(host.asked.filter(({ name }) => name === 'snapshot.failure')).toHaveLength(1);
    expect(window.notices()).toEqual([]);
  });
});

describe('a start on a computer where all but earlier states is gone', () => {
  it('is no first run: the earlier states of everybody are offered, and one of them becomes the record', async () => {
    const window = await studied();
    await window.snapshots.take();
    const id = window.session.learner?.id ?? '';
    window.close();
    const { deleteDatabases } = await import('../../support/storage-scene');
    await deleteDatabases();
    window.host.deleteJournal(id);

    const again = openWindow(window.host);
    await again.begin();
    expect(again.session.state).toMatchObject({ phase: 'failed', code: 'only-snapshots' });
    await again.recovery.load();
    expect(again.recovery.owners.map(({ name, snapshots }) => [name, snapshots.length])).toEqual([['Sok Dara', 1]]);
    const [snapshot] = again.recovery.owners[0]?.snapshots ?? [];
    if (!snapshot) throw new Error('There is no snapshot.');
    await again.recovery.restore(snapshot);
    await until(() => again.record.loaded);
    expect(again.session.state.phase).toBe('open');
    expect(again.session.learner?.latinName).toBe('Sok Dara');
    expect(sections(again)).toEqual(['a/first']);
  });

  it('fails, rather than begin anew, where the host cannot say whether there are any', async () => {
    const host = new InMemoryHost();
    host.fail('snapshot-damaged', 'snapshot.list');
    const window = openWindow(host);
    await window.begin();
    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'snapshot-damaged' });
  });

  it('says what failed when an earlier state cannot be restored', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    host.fail('unreachable');
    await window.recovery.load();
    expect([window.recovery.listed, window.recovery.failure]).toEqual([null, 'unreachable']);
  });
});
