import { expect } from 'vitest';
import { changedKey, keysOf, type KeyRecord } from '../../../src/domain/protection/protection';
import type { UnlockTries } from '../../../src/domain/protection/unlock-delay';
import type { AppContext } from '../../../src/renderer/src/app-context';
import { openKey } from '../../../src/renderer/src/storage/protection/key-making';
import { keyChangeId } from '../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../src/renderer/src/storage/protection/record-cipher';
import { useLearnerSwitch } from '../../../src/renderer/src/stores/session/learner-switch';
import { useProtection } from '../../../src/renderer/src/stores/protection/protection';
import { useProtectionWork } from '../../../src/renderer/src/stores/protection/protection-work';
import { useUnlock } from '../../../src/renderer/src/stores/protection/unlock';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from './app-scene';
import { CANARY, newKey, PIN, rewriteAll } from './protected-scene';

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

/**
 * Removes the PIN in another browser on the same host, to its end; `next` is one that is set there afterwards. The
 * database of this browser hears of it from the journal alone.
 */
export async function removePinElsewhere(host: InMemoryHost, learnerId: string, next?: string): Promise<void> {
  const record = keyIn(host, learnerId);
  const key = await openKey({ learnerId }, record, { pin: PIN });
  if (!key) throw new Error('The PIN is another one.');
  const made = next === undefined ? null : await newKey(learnerId, next);
  const removed = changedKey(record, { status: 'removed' }, record.updatedAt);
  await appendKeys(host, learnerId, removed, ...(made ? [made.record] : []));
  await rewriteAll(host, learnerId, new RecordCipher(learnerId, made?.key ?? null, [key]));
}

/** Goes on without what is sealed, in another browser in which PIN and code are lost. */
export async function setAsideElsewhere(host: InMemoryHost, learnerId: string): Promise<void> {
  const record = keyIn(host, learnerId);
  await appendKeys(host, learnerId, changedKey(record, { status: 'set-aside' }, record.updatedAt));
}

/** Sets the PIN in another browser on the same host, to its end. */
export async function setPinElsewhere(host: InMemoryHost, learnerId: string): Promise<void> {
  const { record, key } = await newKey(learnerId);
  await appendKeys(host, learnerId, record);
  await rewriteAll(host, learnerId, new RecordCipher(learnerId, key));
}

function keyIn(host: InMemoryHost, learnerId: string): KeyRecord {
  const found = host.entriesOf(learnerId).findLast(({ change }) => change.kind === 'key');
  if (!found) throw new Error('The journal has no key.');
  return JSON.parse(found.change.body) as KeyRecord;
}

async function appendKeys(host: InMemoryHost, learnerId: string, ...keys: readonly KeyRecord[]): Promise<void> {
  const changes = keys.map((each) => ({ id: keyChangeId(each), kind: 'key' as const, body: JSON.stringify(each) }));
  await host.append(learnerId, changes);
}

/** In place of `BroadcastChannel`: no window hears of another, as the browsers of one host don't. */
export class NoOtherWindows {
  onmessage: unknown = null;
  postMessage(): void {}
  close(): void {}
}
