import { expect, it } from 'vitest';
import { watch } from 'vue';
import { changedKey, type KeyRecord } from '../../../../src/domain/protection/protection';
import { relockKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { keyChangeId } from '../../../../src/renderer/src/storage/protection/protection-store';
import type { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { noteTexts } from '../../support/app-scene';
import { CANARY, PIN, protectedWindow, withNote, withPin } from '../../support/locked-scene';
import { newKey } from '../../support/protected-scene';
import { contents, FEW_ROUNDS, until } from '../../support/storage-scene';

const NEXT_PIN = 'blue hill 12';
const NOW = '2026-12-01T01:00:00.000Z';

async function append(host: InMemoryHost, learnerId: string, record: KeyRecord): Promise<void> {
  await host.append(learnerId, [{ id: keyChangeId(record), kind: 'key', body: JSON.stringify(record) }]);
}

/** The key that the record of a window has; the window is closed then. */
async function closed({ window }: Awaited<ReturnType<typeof withPin>>): Promise<KeyRecord> {
  await window.session.current?.sync.synchronise();
  const [record] = (await window.session.current?.protection.state())?.keys ?? [];
  if (!record) throw new Error('The record has no key.');
  window.close();
  return record;
}

/** Starts the app; the record is locked, and was at no time open. */
async function startedLocked(host: InMemoryHost): Promise<ReturnType<typeof protectedWindow>> {
  const scene = protectedWindow(host);
  const phases: string[] = [];
  const stop = watch(
    () => scene.window.session.state.phase,
    (phase) => phases.push(phase),
    { flush: 'sync' },
  );
  await scene.window.opening.begin();
  stop();
  expect(scene.window.session.state.phase).toBe('locked');
  expect(phases).not.toContain('open');
  return scene;
}

it('a PIN that began to be set elsewhere is asked for before anything is shown, and the sealing is finished here', async () => {
  const { window, learnerId } = await withNote();
  const { host } = window;
  await window.session.current?.sync.synchronise();
  window.close();
  await append(host, learnerId, (await newKey(learnerId)).record);
  const scene = await startedLocked(host);
  expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  await expect.poll(() => scene.work.progress.phase).toBe('done');
  await until(() => scene.window.record.loaded);
  expect(await noteTexts(scene.window)).toEqual([CANARY]);
  expect(JSON.stringify([await contents(learnerId), host.entriesOf(learnerId)])).not.toContain(CANARY);
  expect((await scene.window.session.current?.protection.state())?.unfinished).toBe(false);
});

it('a PIN that began to be removed elsewhere is asked for once more, and everything is opened here', async () => {
  const first = await withPin();
  const { host } = first.window;
  const record = await closed(first);
  await append(host, first.learnerId, changedKey(record, { status: 'removed', begun: true }, NOW));
  const scene = await startedLocked(host);
  expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  await expect.poll(() => scene.work.progress.phase).toBe('done');
  await until(() => scene.window.record.loaded);
  expect(await noteTexts(scene.window)).toEqual([CANARY]);
  expect(JSON.stringify([await contents(first.learnerId), host.entriesOf(first.learnerId)])).not.toContain('"sealed"');
  expect(await scene.window.session.current?.protection.lockedBy()).toBeNull();
});

it('a PIN that was changed elsewhere opens the record, and the one before doesn’t', async () => {
  const first = await withPin();
  const { host } = first.window;
  const { learnerId } = first;
  const record = await closed(first);
  const relocked = await relockKey({ learnerId, rounds: FEW_ROUNDS }, record, { pin: PIN }, { pin: NEXT_PIN }, NOW);
  if (!relocked) throw new Error('The PIN is another one.');
  await append(host, learnerId, relocked);
  const scene = await startedLocked(host);
  expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wrong' });
  expect(await scene.unlock.unlock(NEXT_PIN)).toEqual({ outcome: 'open' });
});
