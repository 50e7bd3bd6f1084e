import { afterEach, describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { noteTexts } from '../../support/app-scene';
import {
  CANARY,
  NoOtherWindows,
  PIN,
  place,
  protectedWindow,
  setAsideElsewhere,
  setPinElsewhere,
  withNote,
} from '../../support/locked-scene';
import { newKey, reflection } from '../../support/protected-scene';
import { contents, until } from '../../support/storage-scene';

const REFLECTED = `Reflection, ${CANARY}`;

afterEach(() => {
  vi.unstubAllGlobals();
});

type Scene = ReturnType<typeof protectedWindow>;

/** A record with a note and a reflection that this browser had open before, and whose journal has them too. */
async function writtenHere(host = new InMemoryHost()) {
  vi.stubGlobal('BroadcastChannel', NoOtherWindows);
  const { window, protection, learnerId } = await withNote(host);
  await window.session.current?.statements.append(reflection(REFLECTED));
  await window.sent();
  await window.session.current?.sync.synchronise();
  return { host, window, protection, learnerId };
}

/** The same, closed here; another browser set its PIN since. */
async function protectedElsewhere() {
  const { host, window, learnerId } = await writtenHere();
  window.close();
  await setPinElsewhere(host, learnerId);
  return { host, learnerId };
}

/** Starts the app, up to a phase. */
async function started(host: InMemoryHost, phase: 'locked' | 'open'): Promise<Scene> {
  const scene = protectedWindow(host);
  await scene.window.opening.begin();
  await until(() => scene.window.session.state.phase === phase);
  return scene;
}

async function shown({ window }: Scene): Promise<readonly string[]> {
  await until(() => window.record.loaded);
  return noteTexts(window);
}

describe('a browser that had a record before another one set its PIN', () => {
  it('asks for it before it shows anything of the record', async () => {
    const { host } = await protectedElsewhere();
    const scene = protectedWindow(host);
    const phases: string[] = [];
    watch(
      () => scene.window.session.state.phase,
      (phase) => phases.push(phase),
      { flush: 'sync' },
    );
    await scene.window.opening.begin();
    expect(scene.window.session.state.phase).toBe('locked');
    expect(phases).not.toContain('open');
  });

  it('opens as ever where the host says nothing, and asks as soon as it does', async () => {
    const { host } = await protectedElsewhere();
    const silent = host.holdOne('journal.state');
    const { window } = await started(host, 'open');
    silent.release();
    await until(() => window.session.state.phase === 'locked');
  });

  it('keeps none of its words in clear once it has heard of it, though nobody typed it here', async () => {
    const { host, learnerId } = await protectedElsewhere();
    await started(host, 'locked');
    expect(JSON.stringify(await contents(learnerId))).not.toContain(CANARY);
  });

  it('nor where the other browser was still sealing the journal then', async () => {
    const { host, window, learnerId } = await writtenHere();
    window.close();
    const rewriting = host.holdOne('journal.rewrite');
    const setting = setPinElsewhere(host, learnerId);
    await rewriting.isAsked;
    const { unlock, window: here } = await started(host, 'locked');
    expect(await unlock.unlockWithoutPin()).toBe(false);
    expect(here.session.state.phase).toBe('locked');
    rewriting.release();
    await setting;
    here.heldRecord.locked?.close();

    const again = await started(host, 'locked');
    expect(await again.unlock.unlockWithoutPin()).toBe(true);
    expect(await shown(again)).toEqual([]);
    expect(JSON.stringify(await contents(learnerId))).not.toContain(CANARY);
  });

  it('shows none of them to somebody who goes on without it', async () => {
    const { host } = await protectedElsewhere();
    const scene = await started(host, 'locked');
    expect(await scene.unlock.unlockWithoutPin()).toBe(true);
    expect(await shown(scene)).toEqual([]);
  });

  it('nor where somebody went on without it in the other browser before', async () => {
    const { host, learnerId } = await protectedElsewhere();
    await setAsideElsewhere(host, learnerId);
    const scene = await started(host, 'open');
    expect(await shown(scene)).toEqual([]);
    expect(JSON.stringify(await contents(learnerId))).not.toContain(CANARY);
  });

  it('opens with it, with all that was written', async () => {
    const { host, learnerId } = await protectedElsewhere();
    const scene = await started(host, 'locked');
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(await shown(scene)).toEqual([CANARY]);
    await until(() => scene.work.progress.phase === 'done');
    expect(JSON.stringify([await contents(learnerId), host.entriesOf(learnerId)])).not.toContain(CANARY);
  });
});

describe('words that are not sealed yet', () => {
  /** A PIN whose sealing was cut off before the first row. */
  async function cutOff(): Promise<Scene> {
    const { host, window, learnerId } = await writtenHere();
    const { record } = await newKey(learnerId);
    await window.session.current?.protection.saveKey(record, null, true);
    window.close();
    return started(host, 'locked');
  }

  it('keep the record closed to whoever goes on without the PIN, and open with it', async () => {
    const scene = await cutOff();
    expect(await scene.unlock.unlockWithoutPin()).toBe(false);
    expect(scene.window.session.state.phase).toBe('locked');
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(await shown(scene)).toEqual([CANARY]);
  });

  it('are not sent by a try at the lock, where the journal never had them', async () => {
    const { host, window, learnerId } = await writtenHere();
    host.fail('disk-full', 'journal.append');
    await window.notes.add(place, 'Unsent.');
    await window.sent();
    await window.session.current?.protection.saveKey((await newKey(learnerId)).record, null, true);
    window.close();
    host.recover();
    const { unlock } = await started(host, 'locked');
    expect(await unlock.unlock('blue hill 12')).toMatchObject({ outcome: 'wrong' });
    expect(JSON.stringify(host.entriesOf(learnerId))).not.toContain('Unsent.');
    expect(await unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });

  it('do so where the journal alone has them, and where the host does not say', async () => {
    const { host, window, protection, learnerId } = await writtenHere();
    host.fail('unreachable', 'journal.rewrite');
    await (await protection.prepare(PIN))?.confirm();
    window.close();
    host.recover();
    expect(JSON.stringify(await contents(learnerId))).not.toContain(CANARY);
    const scene = await started(host, 'locked');
    expect(await scene.unlock.unlockWithoutPin()).toBe(false);
    host.fail('unreachable');
    await expect(scene.unlock.unlockWithoutPin()).rejects.toThrow();
    expect(scene.window.session.state.phase).toBe('locked');
    host.recover();
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });
});
