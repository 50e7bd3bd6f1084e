import {
  afterWrongTry,
  NO_TRIES,
  presentTries,
  waitLeft,
  type SteadyReading,
  type UnlockTries,
} from '../../../../domain/protection/unlock-delay';
import type { HostClient } from '../../host/host-client';
import type { ProtectionStore } from '../../storage';
import { valueOf } from '../host/host-error';

/** The outcome of a try: the secret was right, it was wrong, or the try has to wait. `wait` is in milliseconds. */
export type TryOutcome = { readonly outcome: 'open' } | { readonly outcome: 'wrong' | 'wait'; readonly wait: number };

/** The learner's database, which counts as well as the host. */
export type DatabaseTries = Pick<ProtectionStore, 'tries' | 'saveTries' | 'clearTries'>;

/** The record whose PIN is tried. */
export interface TriedRecord {
  readonly learnerId: string;
  /** Ids of the keys that the PIN is tried at. */
  readonly keyIds: readonly string[];
  readonly database: DatabaseTries;
}

/** One count of wrong PINs at each key, for the lock and Settings. */
export interface PinTries {
  /**
   * Milliseconds until the next try is accepted, by the longest wait of the keys.
   *
   * @throws StorageError
   */
  readonly wait: (record: TriedRecord) => Promise<number>;
  /**
   * Makes a try, which is counted as a wrong one at each of the keys first; the caller clears the count of what a right
   * one opened. The others stay: a PIN of one's own, typed in between, must not win tries at somebody else's.
   *
   * @throws StorageError: no try is made then
   */
  readonly attempt: (record: TriedRecord, make: () => Promise<boolean>) => Promise<TryOutcome>;
  /** Clears the wrong tries at the keys, after the right PIN. Never rejects. */
  readonly clear: (record: TriedRecord) => Promise<void>;
}

/**
 * The host counts, for every browser and every screen. The learner's database counts too, so that a record can be
 * opened while the host is unreachable, and guessing stays slow. Without either of them no try is accepted.
 */
export function createPinTries({ host, now }: { readonly host: HostClient; readonly now: () => number }): PinTries {
  async function hostWait(learnerId: string, keyId: string, known: UnlockTries): Promise<number> {
    const result = valueOf(await host.invoke('unlock-tries.wait', { learnerId, keyId, known: toHost(known) }));
    return result.wait;
  }

  async function waitAt(record: TriedRecord, keyId: string): Promise<number> {
    const known = await record.database.tries(keyId);
    try {
      return await hostWait(record.learnerId, keyId, known);
    } catch {
      const steady = await readSteadyClock(host);
      const tries = presentTries(known, NO_TRIES, now(), steady);
      if (tries !== known && tries !== NO_TRIES) await record.database.saveTries(keyId, tries);
      return waitLeft(tries, now(), steady);
    }
  }

  async function wait(record: TriedRecord): Promise<number> {
    return Math.max(0, ...(await Promise.all(record.keyIds.map((keyId) => waitAt(record, keyId)))));
  }

  /** True where the try may be made at this key; it is counted then. */
  async function countAt(record: TriedRecord, keyId: string): Promise<boolean> {
    const { learnerId, database } = record;
    const before = await database.tries(keyId);
    const counted = await host.invoke('unlock-tries.count', { learnerId, keyId, known: toHost(before) });
    if (counted.ok) {
      // The host's count is enough: a browser without room must not keep the right PIN out.
      if (counted.value.taken) await database.saveTries(keyId, counted.value.tries).catch(() => undefined);
      return counted.value.taken;
    }
    if ((await waitAt(record, keyId)) > 0) return false;
    await database.saveTries(keyId, afterWrongTry(before, now(), await readSteadyClock(host)));
    return true;
  }

  /** True where the try may be made; it is counted at every key then. */
  async function count(record: TriedRecord): Promise<boolean> {
    const { keyIds } = record;
    // Where one key has to wait, a try that isn't made must cost nothing at the others.
    if (keyIds.length > 1 && (await wait(record)) > 0) return false;
    const taken = await Promise.all(keyIds.map((keyId) => countAt(record, keyId)));
    return taken.every(Boolean);
  }

  return {
    wait,
    async attempt(record, make) {
      if (!(await count(record))) return { outcome: 'wait', wait: await wait(record) };
      return (await make()) ? { outcome: 'open' } : { outcome: 'wrong', wait: await wait(record) };
    },
    async clear({ learnerId, keyIds, database }) {
      // If either fails, the next wrong PIN costs more, until the next right one.
      for (const keyId of keyIds) {
        await database.clearTries(keyId).catch(() => undefined);
        await host.invoke('unlock-tries.clear', { learnerId, keyId });
      }
    },
  };
}

/** The host's clock, which nobody can set; null where the host doesn't answer, and the computer's clock is used. */
async function readSteadyClock(host: HostClient): Promise<SteadyReading | null> {
  const result = await host.invoke('clock.read', {});
  return result.ok ? result.value : null;
}

/**
 * The database's count in a form that the host accepts: a manipulated row must not prevent the host from counting. The
 * host has its own clock reading.
 */
function toHost({ failures, lastAt }: UnlockTries): UnlockTries {
  return { failures, lastAt: Math.floor(lastAt) };
}
