import { describe, expect, it } from 'vitest';
import { watch } from 'vue';
import { render } from 'vitest-browser-vue';
import LearnerPicker from '../../../../src/renderer/src/features/learners/LearnerPicker.vue';
import SnapshotRecoveryPage from '../../../../src/renderer/src/features/backup/SnapshotRecoveryPage.vue';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { read } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { deleteLearnerDatabase, until } from '../../support/storage-scene';

/** Somebody who studied, and of whom nothing but a snapshot is left. */
async function lost(host: InMemoryHost, name: string): Promise<string> {
  const window = openWindow(host);
  const id = await window.create(name);
  await window.record.append([read('a/first')]);
  await host.invoke('snapshot.take', { learnerId: id, reason: 'manual' });
  window.close();
  host.deleteJournal(id);
  await deleteLearnerDatabase(id);
  await new LearnerRegistry().endRemoval(id);
  return id;
}

async function present(host: InMemoryHost, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const window = openWindow(host);
    await window.create(name);
    await host.invoke('snapshot.take', { learnerId: window.session.learner?.id ?? '', reason: 'manual' });
    window.close();
  }
}

describe('a learner of whom only earlier states are left, beside others', () => {
  it('is offered in the list of learners, and no state of the others with them', async () => {
    const host = new InMemoryHost();
    await present(host, 'First', 'Second');
    await lost(host, 'Sok Dara');
    const window = openWindow(host);
    await window.begin();
    expect(window.session.state).toEqual({ phase: 'choosing' });

    const list = await render(LearnerPicker, { global: window.mounting });
    await expect
      .element(list.getByRole('region', { name: 'A record is missing in this list' }))
      .toHaveTextContent('Sok Dara');
    await list.getByRole('button', { name: 'Show earlier states' }).click();
    expect(list.emitted('earlierStates')).toHaveLength(1);
    await list.unmount();

    const states = await render(SnapshotRecoveryPage, {
      props: { beginnable: false, missingOnly: true },
      global: window.mounting,
    });
    await expect.element(states.getByRole('heading', { name: 'Sok Dara' })).toBeVisible();
    expect(states.getByRole('heading', { level: 2 }).elements()).toHaveLength(1);
  });

  it('is in the list again once a state was put in its place, with every fact, and the others are as they were', async () => {
    const host = new InMemoryHost();
    await present(host, 'First');
    const id = await lost(host, 'Sok Dara');
    const window = openWindow(host);
    await window.begin();
    expect(window.session.learner?.latinName).toBe('First');
    await window.recovery.findMissing();
    expect(window.recovery.missing).toMatchObject([{ learnerId: id, name: 'Sok Dara' }]);
    const [snapshot] = window.recovery.missing[0]?.snapshots ?? [];
    if (!snapshot) throw new Error('There is no snapshot.');

    await window.recovery.restore(snapshot);

    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect(window.directory.known.map(({ learner: { latinName } }) => latinName).sort()).toEqual(['First', 'Sok Dara']);
    await window.opening.choose(id);
    await until(() => window.record.record.statementCount === 1);
    await window.recovery.findMissing();
    expect(window.recovery.missing).toEqual([]);
  });

  it('is not offered while being removed, nor where the host does not answer', async () => {
    const host = new InMemoryHost();
    await present(host, 'First');
    const id = await lost(host, 'Sok Dara');
    const window = openWindow(host);
    await window.begin();
    host.fail('unreachable');
    await window.recovery.findMissing();
    expect(window.recovery.missing).toEqual([]);
    host.recover();
    await new LearnerRegistry().beginRemoval(id);
    await window.recovery.findMissing();
    expect(window.recovery.missing).toEqual([]);
  });

  it('is looked for without holding anything of the others, not even for a moment', async () => {
    const host = new InMemoryHost();
    await present(host, 'First', 'Second');
    const id = await lost(host, 'Sok Dara');
    const window = openWindow(host);
    await window.begin();
    const held: string[] = [];
    const stop = watch(
      () => window.recovery.listed,
      (listed) => {
        held.push(...(listed ?? []).map(({ learnerId }) => learnerId));
      },
      { flush: 'sync' },
    );
    await window.recovery.findMissing();
    stop();
    expect(new Set(held)).toEqual(new Set([id]));
  });

  it('and whoever else was listed where a start failed is forgotten with the page, even where the list comes later', async () => {
    const host = new InMemoryHost();
    await present(host, 'First', 'Second');
    const window = openWindow(host);
    await window.begin();
    const states = await render(SnapshotRecoveryPage, { props: { beginnable: false }, global: window.mounting });
    await expect.element(states.getByRole('heading', { name: 'First' })).toBeVisible();
    await states.unmount();
    expect(window.recovery.listed).toBeNull();
    const late = window.recovery.load();
    window.recovery.clear();
    await late;
    expect(window.recovery.listed).toBeNull();
  });

  it('is put back without a word over whoever was chosen meanwhile', async () => {
    const host = new InMemoryHost();
    await present(host, 'First', 'Second');
    const id = await lost(host, 'Sok Dara');
    const window = openWindow(host);
    await window.begin();
    await window.recovery.findMissing();
    const [snapshot] = window.recovery.missing[0]?.snapshots ?? [];
    if (!snapshot) throw new Error('There is no snapshot.');
    const { isAsked, release } = host.holdOne('snapshot.restore');
    const restoring = window.recovery.restore(snapshot);
    await isAsked;
    const [first] = window.directory.known;
    await window.opening.choose(first?.id ?? '');
    release();
    await restoring;
    expect(window.session.state.phase).toBe('open');
    expect(window.session.current?.learnerId).toBe(first?.id);
    expect((await new LearnerRegistry().list()).map((entry) => entry.id)).toContain(id);
  });
});
