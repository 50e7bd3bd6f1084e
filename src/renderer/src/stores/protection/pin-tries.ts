import { defineStore } from 'pinia';
import { waitAfter } from '../../../../domain/protection/unlock-delay';
import { useAppContext } from '../../app-context';
import { HostError } from '../host/host-error';

/** The outcome of a try: the secret was right, it was wrong, or the try has to wait. `wait` is in milliseconds. */
export type TryOutcome = { readonly outcome: 'open' } | { readonly outcome: 'wrong' | 'wait'; readonly wait: number };

/** The record whose PIN is tried. */
export interface TriedRecord {
  readonly learnerId: string;
  /** Ids of the keys that the PIN is tried at. */
  readonly keyIds: readonly string[];
}

/**
 * One count of wrong PINs at each key, for the lock and Settings. The host counts, for every browser and every screen;
 * this page counts too, so that guessing stays slow while the host doesn't answer.
 */
export const usePinTries = defineStore('pin-tries', () => {
  const { host } = useAppContext();
  /** By the key's id; `at` is of the page's clock, which nobody can set. */
  const counted = new Map<string, { readonly failures: number; readonly at: number }>();

  async function waitAt(learnerId: string, keyId: string): Promise<number> {
    const { failures, at } = counted.get(keyId) ?? { failures: 0, at: 0 };
    const answer = await host.invoke('unlock-tries.wait', { learnerId, keyId });
    if (answer.ok && answer.value.failures >= failures) return answer.value.wait;
    return Math.max(0, waitAfter(failures) * 1000 - (performance.now() - at));
  }

  /** Milliseconds until the next try is accepted, by the longest wait of the keys. */
  async function wait({ learnerId, keyIds }: TriedRecord): Promise<number> {
    return Math.max(0, ...(await Promise.all(keyIds.map((keyId) => waitAt(learnerId, keyId)))));
  }

  /** True where the try may be made at this key; it is counted then. @throws HostError where the host can't count */
  async function countAt(learnerId: string, keyId: string): Promise<boolean> {
    const answer = await host.invoke('unlock-tries.count', { learnerId, keyId });
    // A host that is there and can't count (a full disk) would count nothing, reload after reload.
    if (!answer.ok && answer.error.code !== 'unreachable') throw new HostError(answer.error);
    if (answer.ok && !answer.value.taken) return false;
    const failures = Math.max((counted.get(keyId)?.failures ?? 0) + 1, answer.ok ? answer.value.failures : 0);
    counted.set(keyId, { failures, at: performance.now() });
    return true;
  }

  /** True where the try may be made; it is counted at every key then. */
  async function count(record: TriedRecord): Promise<boolean> {
    // Where one key has to wait, a try that isn't made must cost nothing at the others.
    if ((await wait(record)) > 0) return false;
    return (await Promise.all(record.keyIds.map((keyId) => countAt(record.learnerId, keyId)))).every(Boolean);
  }

  /**
   * Makes a try, which is counted as a wrong one at each of the keys first; the caller clears the count of what a right
   * one opened. The others stay: a PIN of one's own, typed in between, must not win tries at somebody else's.
   *
   * @throws HostError where the host can't count; no try is made then
   */
  async function attempt(record: TriedRecord, make: () => Promise<boolean>): Promise<TryOutcome> {
    if (!(await count(record))) return { outcome: 'wait', wait: await wait(record) };
    return (await make()) ? { outcome: 'open' } : { outcome: 'wrong', wait: await wait(record) };
  }

  /** Clears the wrong tries at the keys, after the right PIN. Never rejects: else the next wrong one costs more. */
  async function clear({ learnerId, keyIds }: TriedRecord): Promise<void> {
    for (const keyId of keyIds) {
      counted.delete(keyId);
      await host.invoke('unlock-tries.clear', { learnerId, keyId });
    }
  }

  return { wait, attempt, clear };
});
