import { describe, expect, it } from 'vitest';
import type { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { noteTexts } from '../../support/app-scene';
import { CANARY, PIN, place, protectedWindow, withNote } from '../../support/locked-scene';
import { newKey } from '../../support/protected-scene';
import { contents, until } from '../../support/storage-scene';

type Scene = ReturnType<typeof protectedWindow>;

/** Starts the app on a record that waits for its PIN. */
async function started(host: InMemoryHost): Promise<Scene> {
  const scene = protectedWindow(host);
  await scene.window.opening.begin();
  expect(scene.window.session.state.phase).toBe('locked');
  return scene;
}

describe('notes that are not sealed yet', () => {
  it('keep the record closed to whoever goes on without the PIN, and open with it', async () => {
    const { window, learnerId } = await withNote();
    // Cut off before the first row.
    await window.session.current?.protection.saveKey((await newKey(learnerId)).record);
    window.close();
    const scene = await started(window.host);
    expect(await scene.unlock.unlockWithoutPin()).toBe(false);
    expect(scene.window.session.state.phase).toBe('locked');
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => scene.window.record.loaded);
    expect(await noteTexts(scene.window)).toEqual([CANARY]);
  });

  it('keep it closed too where another browser set the PIN to its end, and this one was not filled anew since', async () => {
    const { window, learnerId } = await withNote();
    const { begun: _, ...record } = (await newKey(learnerId)).record;
    await window.session.current?.protection.saveKey(record);
    window.close();
    const scene = await started(window.host);
    expect(await scene.unlock.unlockWithoutPin()).toBe(false);
    expect(scene.window.session.state.phase).toBe('locked');
  });

  it('are not sent by a try at the lock, where the journal never had them', async () => {
    const { window, learnerId } = await withNote();
    const { host } = window;
    host.fail('disk-full', 'journal.append');
    await window.notes.add(place, 'Unsent.');
    await window.sent();
    await window.session.current?.protection.saveKey((await newKey(learnerId)).record);
    window.close();
    host.recover();
    const { unlock } = await started(host);
    expect(await unlock.unlock('blue hill 12')).toMatchObject({ outcome: 'wrong' });
    expect(JSON.stringify(host.entriesOf(learnerId))).not.toContain('Unsent.');
    expect(await unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });

  it('keep it closed too where the journal alone has them, and where the host does not say', async () => {
    const { window, protection, learnerId } = await withNote();
    const { host } = window;
    host.fail('unreachable', 'journal.rewrite');
    await (await protection.prepare(PIN))?.confirm();
    window.close();
    host.recover();
    expect(JSON.stringify(await contents(learnerId))).not.toContain(CANARY);
    const scene = await started(host);
    expect(await scene.unlock.unlockWithoutPin()).toBe(false);
    host.fail('unreachable');
    await expect(scene.unlock.unlockWithoutPin()).rejects.toThrow();
    expect(scene.window.session.state.phase).toBe('locked');
    host.recover();
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });
});
