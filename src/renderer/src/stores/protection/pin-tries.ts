import {
  afterWrongTry,
  NO_TRIES,
  waitLeft,
  type SteadyReading,
  type UnlockTries,
} from '../../../../domain/protection/unlock-delay';
import type { HostClient } from '../../host/host-client';
import type { ProtectionStore } from '../../storage';
import { HostError, valueOf } from '../host/host-error';

/** What came of a try: it opened, it was wrong, or it wasn't taken yet. `wait` is in milliseconds. */
export type TryOutcome = { readonly outcome: 'open' } | { readonly outcome: 'wrong' | 'wait'; readonly wait: number };

/** Where the learner's database counts, besides the host. */
export type OwnTries = Pick<ProtectionStore, 'tries' | 'saveTries'>;

/** Whose PIN is tried. */
export interface TriedRecord {
  readonly learnerId: string;
  /** Null where the database isn't open. */
  readonly own: OwnTries | null;
  /** What is known of wrong tries where it isn't open. */
  readonly known?: UnlockTries;
}

/** Wrong PINs, on the lock, in Settings and where a record is saved unopened: one count for all of them. */
export interface PinTries {
  /** Milliseconds until the next try is taken. @throws StorageError; HostError where only the host counts */
  readonly wait: (record: TriedRecord) => Promise<number>;
  /** Makes a try, counted as a wrong one before it is made. A right one is to be cleared. @throws StorageError; HostError where only the host counts: no try was made then */
  readonly attempt: (record: TriedRecord, make: () => Promise<boolean>) => Promise<TryOutcome>;
  /** Forgets the wrong tries, after the right PIN. @throws StorageError */
  readonly clear: (record: TriedRecord) => Promise<void>;
}

/**
 * The host counts, for every browser and every screen; the learner's database counts along, so that a record can be opened, and guessing stays slow, while the host is
 * away. Without an open database and without the host no try is taken.
 */
export function createPinTries({ host, now }: { readonly host: HostClient; readonly now: () => number }): PinTries {
  const knownOf = async ({ own, known = NO_TRIES }: TriedRecord): Promise<UnlockTries> => (own ? own.tries() : known);

  async function hostWait(learnerId: string, known: UnlockTries): Promise<number> {
    const result = valueOf(await host.invoke('unlock-tries.wait', { learnerId, known: toHost(known) }));
    return result.wait;
  }

  async function wait(record: TriedRecord): Promise<number> {
    const known = await knownOf(record);
    try {
      return await hostWait(record.learnerId, known);
    } catch (error) {
      if (!record.own) throw error;
      return waitLeft(known, now(), await readSteadyClock(host));
    }
  }

  /** True where the try may be made. It is counted then. */
  async function count({ learnerId, own, known }: TriedRecord): Promise<boolean> {
    const before = await knownOf({ learnerId, own, ...(known ? { known } : {}) });
    const counted = await host.invoke('unlock-tries.count', { learnerId, known: toHost(before) });
    if (!own && !counted.ok) throw new HostError(counted.error);
    if (counted.ok) {
      if (counted.value.taken) await own?.saveTries(counted.value.tries);
      return counted.value.taken;
    }
    if ((await wait({ learnerId, own })) > 0) return false;
    await own?.saveTries(afterWrongTry(before, now(), await readSteadyClock(host)));
    return true;
  }

  return {
    wait,
    async attempt(record, make) {
      if (!(await count(record))) return { outcome: 'wait', wait: await wait(record) };
      return (await make()) ? { outcome: 'open' } : { outcome: 'wrong', wait: await wait(record) };
    },
    async clear({ learnerId, own }) {
      await own?.saveTries(NO_TRIES);
      // Where it isn't forgotten there, the next wrong PIN costs more, and the next right one ends that.
      await host.invoke('unlock-tries.clear', { learnerId });
    },
  };
}

/** The host's clock, which nobody can set; null where the host doesn't answer, and the computer's clock must do. */
async function readSteadyClock(host: HostClient): Promise<SteadyReading | null> {
  const result = await host.invoke('clock.read', {});
  return result.ok ? result.value : null;
}

/** Of what the database says only what the host can't refuse: a row that was meddled with must not keep the host from counting. Of tries that it counted itself it has the clock. */
function toHost({ failures, lastAt }: UnlockTries): UnlockTries {
  return { failures, lastAt: Math.floor(lastAt) };
}
