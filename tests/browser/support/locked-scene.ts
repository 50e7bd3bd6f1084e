import { expect } from 'vitest';
import { keysOf } from '../../../src/domain/protection/protection';
import type { UnlockTries } from '../../../src/domain/protection/unlock-delay';
import type { AppContext } from '../../../src/renderer/src/app-context';
import { useLearnerSwitch } from '../../../src/renderer/src/stores/session/learner-switch';
import { useProtection } from '../../../src/renderer/src/stores/protection/protection';
import { useProtectionWork } from '../../../src/renderer/src/stores/protection/protection-work';
import { useUnlock } from '../../../src/renderer/src/stores/protection/unlock';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from './app-scene';
import { CANARY, PIN } from './protected-scene';

export { CANARY, PIN };

/** Where the note stands. */
export const place = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: `Quote, ${CANARY}` };

/** A window with the stores of the protection; the last window that was opened is the one that they belong to. */
export function protectedWindow(host = new InMemoryHost(), overrides: Partial<AppContext> = {}) {
  const window = openWindow(host, overrides);
  return {
    window,
    protection: useProtection(),
    work: useProtectionWork(),
    unlock: useUnlock(),
    switching: useLearnerSwitch(),
  };
}

/** A learner with a note, which the journal has. */
export async function withNote(host = new InMemoryHost(), overrides: Partial<AppContext> = {}) {
  const scene = protectedWindow(host, overrides);
  const learnerId = await scene.window.create();
  await scene.window.notes.add(place, CANARY);
  await scene.window.sent();
  return { ...scene, learnerId };
}

/** The same, with a PIN. */
export async function withPin(host = new InMemoryHost()) {
  const scene = await withNote(host);
  const pending = await scene.protection.prepare(PIN);
  await pending?.confirm();
  return { ...scene, code: pending?.code ?? '' };
}

/** Locks the window's record. */
export async function lockedAgain({ window }: { readonly window: AppWindow }): Promise<void> {
  await window.heldRecord.lock();
  expect(window.session.state.phase).toBe('locked');
}

/** The wrong tries that the window's database counts at the key in use. */
export async function triesOf(window: AppWindow): Promise<UnlockTries | undefined> {
  const { protection, keyId } = await keyInUse(window);
  return protection?.tries(keyId);
}

/** Has the window's database count as many. */
export async function saveTries(window: AppWindow, tries: UnlockTries): Promise<void> {
  const { protection, keyId } = await keyInUse(window);
  await protection?.saveTries(keyId, tries);
}

async function keyInUse({ session, heldRecord }: AppWindow) {
  const protection = (heldRecord.locked ?? session.current)?.protection;
  const { keys = [] } = (await protection?.state()) ?? {};
  return { protection, keyId: keysOf(keys, 'active')[0]?.keyId ?? '' };
}
