import { expect } from 'vitest';
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

/** Gives so many wrong PINs; the wait after the last one. */
export async function tryWrong(
  { unlock }: Pick<ReturnType<typeof protectedWindow>, 'unlock'>,
  times: number,
): Promise<number> {
  for (let count = 1; count < times; count += 1) await unlock.unlock('not this one');
  const last = await unlock.unlock('not this one');
  return last.outcome === 'open' ? 0 : last.wait;
}

/** The wrong tries that the host counts at the key in use. */
export function triesOf({ host }: AppWindow): number {
  return [...host.tries.values()][0]?.failures ?? 0;
}
