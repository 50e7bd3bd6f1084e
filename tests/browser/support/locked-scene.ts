import { expect } from 'vitest';
import type { AppContext } from '../../../src/renderer/src/app-context';
import { useLearnerSwitch } from '../../../src/renderer/src/stores/session/learner-switch';
import { useProtection } from '../../../src/renderer/src/stores/protection/protection';
import { useProtectionWork } from '../../../src/renderer/src/stores/protection/protection-work';
import { useUnlock } from '../../../src/renderer/src/stores/protection/unlock';
import { InMemoryHost } from '../../support/in-memory-journal';
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

/** A learner with a note and a PIN. */
export async function withPin(host = new InMemoryHost()) {
  const scene = protectedWindow(host);
  const learnerId = await scene.window.create();
  await scene.window.notes.add(place, CANARY);
  await scene.window.sent();
  const pending = await scene.protection.prepare(PIN);
  await pending?.confirm();
  return { ...scene, learnerId, code: pending?.code ?? '' };
}

/** Locks the window's record. */
export async function lockedAgain({ window }: { readonly window: AppWindow }): Promise<void> {
  await window.heldRecord.lock();
  expect(window.session.state.phase).toBe('locked');
}
