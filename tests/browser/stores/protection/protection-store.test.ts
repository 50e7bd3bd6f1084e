import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../../../src/renderer/src/storage';
import type { PendingProtection } from '../../../../src/renderer/src/stores/protection/protection';
import type { Recovery } from '../../../../src/renderer/src/stores/protection/unlock';
import { noteTexts } from '../../support/app-scene';
import {
  CANARY,
  lockedAgain,
  PIN,
  place,
  protectedWindow,
  triesOf,
  tryWrong,
  withNote,
  withPin,
} from '../../support/locked-scene';
import { contents, deleteLearnerDatabase, until } from '../../support/storage-scene';

describe('setting a PIN', () => {
  it('changes nothing before the recovery code is confirmed', async () => {
    const { window, protection, learnerId } = await withNote();
    const before = await contents(learnerId);
    const pending = await protection.prepare(PIN);
    expect(pending?.code).toMatch(/^(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}$/u);
    expect(await contents(learnerId)).toEqual(before);
    expect(window.session.isProtected).toBe(false);
  });

  it('seals everything and says so, and the window goes on as before', async () => {
    const { window, work, protection, learnerId } = await withPin();
    expect(work.progress).toEqual({ phase: 'done' });
    expect(window.session.isProtected).toBe(true);
    expect(JSON.stringify([await contents(learnerId), window.host.entriesOf(learnerId)])).not.toContain(CANARY);
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(protection.status).toMatchObject({ sealedNotes: 0, hasEarlierKey: false });
    expect(await protection.prepare('another one 5')).toBeNull();
  });

  it('is refused while the host is away, and nothing is changed', async () => {
    const { window, protection } = protectedWindow();
    const learnerId = await window.create();
    await window.sent();
    const before = await contents(learnerId);
    window.host.fail('unreachable');
    const pending = await protection.prepare(PIN);
    await expect(pending?.confirm()).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });
    expect(window.session.isProtected).toBe(false);
    expect(await contents(learnerId)).toEqual(before);
    window.host.recover();
    await pending?.confirm();
    expect(window.session.isProtected).toBe(true);
  });

  it('leaves no note that nobody can open where its key can’t be saved, whatever is written meanwhile', async () => {
    const { window, protection } = protectedWindow();
    await window.create();
    const { current } = window.atWork();
    const pending = await protection.prepare(PIN);
    const saving = Promise.withResolvers<never>();
    const saveKey = vi.spyOn(current.protection, 'saveKey').mockReturnValueOnce(saving.promise);
    const confirming = expect(pending?.confirm()).rejects.toThrow('No room.');
    await until(() => saveKey.mock.calls.length === 1);
    let isAdded = false;
    const adding = window.notes.add(place, CANARY).then(() => (isAdded = true));
    const waits = async (): Promise<boolean> =>
      (await navigator.locks.query()).pending?.some(({ name }) => name?.endsWith('-notes')) ?? false;
    await expect.poll(async () => isAdded || waits()).toBe(true);
    saving.reject(new StorageError('full', 'No room.'));
    await Promise.all([confirming, adding]);
    expect(await noteTexts(window)).toEqual([CANARY]);
  });

  it('is told as unfinished where the host goes away in between, and can be finished', async () => {
    const { window, protection, work } = protectedWindow();
    const learnerId = await window.create();
    await window.notes.add(place, CANARY);
    window.host.fail('unreachable', 'journal.rewrite');
    await (await protection.prepare(PIN))?.confirm();
    expect(work.progress).toEqual({ phase: 'stopped', code: 'unreachable' });
    expect(window.notices()).toContain('sealingUnfinished');
    expect(JSON.stringify(window.host.entriesOf(learnerId))).toContain(CANARY);
    window.host.recover();
    await work.finish();
    expect(work.progress).toEqual({ phase: 'done' });
    expect(JSON.stringify(window.host.entriesOf(learnerId))).not.toContain(CANARY);
  });
});

describe('a locked record', () => {
  it('leaves nothing in the stores, and gives all of it back', async () => {
    const scene = await withPin();
    await scene.window.notes.openSection('a/first');
    await lockedAgain(scene);
    expect(scene.window.session.current).toBeNull();
    expect(scene.window.notes.all).toEqual([]);
    expect(scene.window.notes.ofSection).toEqual([]);
    expect(scene.window.record.loaded).toBe(false);
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => scene.window.record.loaded);
    expect(await noteTexts(scene.window)).toEqual([CANARY]);
    expect(scene.window.session.isProtected).toBe(true);
  });

  it('counts a wrong try before it is made, and forgets them at the right one', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    // What a window that is closed in the middle of a try leaves behind.
    const counted: number[] = [];
    const original = crypto.subtle.deriveKey;
    const deriving = vi.spyOn(SubtleCrypto.prototype, 'deriveKey').mockImplementation(async (...given) => {
      counted.push(triesOf(scene.window));
      return original.apply(crypto.subtle, given);
    });
    expect(await scene.unlock.unlock('not this one')).toEqual({ outcome: 'wrong', wait: 0 });
    deriving.mockRestore();
    expect(counted).toEqual([1]);
    expect(await scene.unlock.unlock('')).toMatchObject({ outcome: 'wrong' });
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(triesOf(scene.window)).toBe(0);
  });

  it('takes no try while it has to wait, not even the right one', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    await tryWrong(scene, 5);
    const result = await scene.unlock.unlock(PIN);
    expect(result).toMatchObject({ outcome: 'wait' });
    expect(scene.window.session.state.phase).toBe('locked');
    expect(await scene.unlock.wait()).toBeGreaterThan(0);
    expect(await scene.unlock.wait()).toBeLessThanOrEqual(30_000);
  });

  it('waits on in another window though the clock is set a day forward, until the host’s own clock has run', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    expect(await tryWrong(scene, 5)).toBe(30_000);
    scene.window.heldRecord.locked?.close();
    const { host } = scene.window;
    const tomorrow = Date.UTC(2026, 10, 21, 1);
    const again = protectedWindow(host, { now: () => tomorrow });
    await again.window.begin();
    expect(await again.unlock.unlock(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
    host.clock = { ...host.clock, milliseconds: host.clock.milliseconds + 29_000 };
    expect(await again.unlock.wait()).toBe(1_000);
    host.clock = { ...host.clock, milliseconds: host.clock.milliseconds + 1_000 };
    expect(await again.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });

  it('wins one try, and no more, by a clock set forward where the host was started anew', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    expect(await tryWrong(scene, 5)).toBe(30_000);
    scene.window.heldRecord.locked?.close();
    const { host } = scene.window;
    host.clock = { run: '018f3c1e-7b2a-7c3d-8e4f-0123456789ee', milliseconds: 5 };
    const tomorrow = Date.UTC(2026, 10, 21, 1);
    host.now = () => tomorrow;
    const again = protectedWindow(host, { now: () => tomorrow });
    await again.window.begin();
    expect(await again.unlock.unlock('nor this one')).toMatchObject({ outcome: 'wrong', wait: 60_000 });
    expect(await again.unlock.unlock(PIN)).toMatchObject({ outcome: 'wait', wait: 60_000 });
    host.fail('unreachable');
    expect(await again.unlock.wait()).toBeCloseTo(60_000, -4);
  });

  it('opens with the recovery code only when the new code is noted; until then the old ones hold', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    let recovery: Recovery | null = null;
    const found = (given: Recovery): void => {
      recovery = given;
    };
    expect(await scene.unlock.recover('00000-00000-00000-00000-00000-00000', 'blue hill 12', found)).toMatchObject({
      outcome: 'wrong',
    });
    expect(recovery).toBeNull();
    expect(await scene.unlock.recover(scene.code, 'blue hill 12', found)).toEqual({ outcome: 'open' });
    expect(scene.window.session.state.phase).toBe('locked');
    const { code, confirm } = recovery as unknown as Recovery;
    expect(code).not.toBe(scene.code);
    await confirm();
    expect(scene.window.session.state.phase).toBe('open');
    expect(await noteTexts(scene.window)).toEqual([CANARY]);
    await lockedAgain(scene);
    expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wrong' });
    expect(await scene.unlock.recover(scene.code, 'red field 90', found)).toMatchObject({ outcome: 'wrong' });
    expect(await scene.unlock.unlock('blue hill 12')).toEqual({ outcome: 'open' });
  });

  it('goes on without the sealed notes where PIN and code are lost, and opens them when the PIN is found', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    await scene.unlock.unlockWithoutPin();
    await until(() => scene.window.record.loaded);
    expect(await noteTexts(scene.window)).toEqual([]);
    expect(scene.window.session.isProtected).toBe(false);
    await scene.window.notes.add(place, 'Written since.');
    await scene.protection.load();
    expect(scene.protection.status).toMatchObject({ sealedNotes: 1, hasEarlierKey: true });
    expect(await scene.protection.openEarlier('not this one')).toMatchObject({ outcome: 'wrong' });
    expect(await scene.protection.openEarlier(PIN)).toEqual({ outcome: 'open' });
    expect(await noteTexts(scene.window)).toEqual([CANARY, 'Written since.']);
    expect(scene.protection.status).toMatchObject({ sealedNotes: 0, hasEarlierKey: false });
  });

  it('is locked at the next start, whichever side is left of it', async () => {
    const scene = await withPin();
    scene.window.close();
    const again = protectedWindow(scene.window.host);
    await again.window.begin();
    expect(again.window.session.state.phase).toBe('locked');
    again.window.heldRecord.locked?.close();
    await deleteLearnerDatabase(scene.learnerId);
    const restored = protectedWindow(scene.window.host);
    await restored.window.begin();
    expect(restored.window.session.state.phase).toBe('locked');
    expect(await restored.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => restored.window.record.loaded);
    expect(await noteTexts(restored.window)).toEqual([CANARY]);
  });
});

describe('changing the protection', () => {
  it('asks for the present PIN each time, and is slow to the wrong one', async () => {
    const scene = await withPin();
    expect(await scene.protection.changePin('not this one', 'blue hill 12')).toMatchObject({ outcome: 'wrong' });
    expect(await scene.protection.removePin('not this one')).toMatchObject({ outcome: 'wrong' });
    let pending: PendingProtection | null = null;
    const found = (given: PendingProtection): void => {
      pending = given;
    };
    expect(await scene.protection.renewCode('not this one', found)).toMatchObject({ outcome: 'wrong' });
    expect(pending).toBeNull();
    expect(scene.window.session.isProtected).toBe(true);
    expect(triesOf(scene.window)).toBe(3);
    expect(await scene.protection.changePin(PIN, 'blue hill 12')).toEqual({ outcome: 'open' });
    expect(await scene.protection.renewCode('blue hill 12', found)).toEqual({ outcome: 'open' });
    const { code, confirm } = pending as unknown as PendingProtection;
    await confirm();
    await lockedAgain(scene);
    let recovery: Recovery | null = null;
    expect(await scene.unlock.recover(scene.code, 'red field 90', (given) => (recovery = given))).toMatchObject({
      outcome: 'wrong',
    });
    expect(await scene.unlock.recover(code, 'red field 90', (given) => (recovery = given))).toEqual({
      outcome: 'open',
    });
    expect(recovery).not.toBeNull();
  });

  it.each<[string, (scene: Awaited<ReturnType<typeof withPin>>) => Promise<unknown>]>([
    ['another PIN', ({ protection }) => protection.changePin(PIN, 'blue hill 12')],
    ['another code', ({ protection }) => protection.renewCode(PIN, () => undefined)],
    ['no PIN', ({ protection }) => protection.removePin(PIN)],
  ])('to %s is refused while the host is away, and nothing is changed', async (_, change) => {
    const scene = await withPin();
    const before = await contents(scene.learnerId);
    scene.window.host.fail('unreachable', 'journal.open');
    await expect(change(scene)).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });
    expect(scene.window.session.isProtected).toBe(true);
    const { keys } = (await scene.window.session.current?.protection.state()) ?? {};
    expect(JSON.stringify(before)).toContain(JSON.stringify(keys));
  });

  it('opens everything when the PIN is removed, and asks for none at the next start', async () => {
    const scene = await withPin();
    expect(await scene.protection.removePin(PIN)).toEqual({ outcome: 'open' });
    expect(scene.work.progress).toEqual({ phase: 'done' });
    expect(
      JSON.stringify([await contents(scene.learnerId), scene.window.host.entriesOf(scene.learnerId)]),
    ).not.toContain('"sealed"');
    scene.window.close();
    const again = protectedWindow(scene.window.host);
    await again.window.begin();
    expect(again.window.session.state.phase).toBe('open');
    expect(await noteTexts(again.window)).toEqual([CANARY]);
  });
});
