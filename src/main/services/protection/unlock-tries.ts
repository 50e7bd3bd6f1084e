import type { OperationOutput } from '../../../contract/operations';
import {
  NO_TRIES_BY_KEY,
  readTriesByKey,
  triesAt,
  withoutTriesAt,
  withTriesAt,
  type TriesByKey,
} from '../../../domain/protection/tries-by-key';
import {
  afterWrongTry,
  type SteadyReading,
  type UnlockTries,
  presentTries,
  waitLeft,
} from '../../../domain/protection/unlock-delay';
import { createPerLearnerJson, serialiseByKey } from '../files';

/** A key of a learner's record, at which a PIN is tried. */
export interface TriedKey {
  readonly learnerId: string;
  readonly keyId: string;
}

/**
 * Wrong PINs at each key of a learner, counted on the host, which has the journal that a PIN opens: for every window,
 * browser and screen, whether the record's database can be opened or not. `known` is the count in the page's database;
 * the higher of the two counts.
 */
export interface UnlockTriesCounter {
  /**
   * Milliseconds until the next try is allowed.
   * @throws OperationFailure with a file code where the count can't be read
   */
  wait(key: TriedKey, known: UnlockTries): Promise<number>;
  /**
   * Allows a try, which is saved as a wrong one before it is made, or returns how long to wait.
   * @throws OperationFailure with a file code; no try may be made then
   */
  count(key: TriedKey, known: UnlockTries): Promise<OperationOutput<'unlock-tries.count'>>;
  /**
   * Deletes the wrong tries at a key, whose right PIN was given.
   * @throws OperationFailure with a file code
   */
  clear(key: TriedKey): Promise<void>;
  /**
   * Deletes all wrong tries of a learner, who is being removed.
   * @throws OperationFailure with a file code
   */
  forget(learnerId: string): Promise<void>;
}

/** What the counter needs. */
export interface UnlockTriesOptions {
  /** Holds one small file for each learner with wrong tries; created with the first. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly readClock: () => SteadyReading;
  /** True for a learner who was removed; another browser may still ask for their PIN. */
  readonly isRemoved: (learnerId: string) => Promise<boolean>;
}

/**
 * Reads a clock that can't be set: milliseconds since this process began, and an id of this run, since the next one
 * begins at zero again.
 */
export function createMonotonicClock(
  newId: () => string,
  sinceStart: () => number = () => performance.now(),
): () => SteadyReading {
  const run = newId();
  return () => ({ run, milliseconds: Math.floor(sinceStart()) });
}

/** Counts wrong PINs in a folder. */
export function createUnlockTries({ folder, now, readClock, isRemoved }: UnlockTriesOptions): UnlockTriesCounter {
  // One at a time: two windows that try at the same moment count as two tries.
  const inTurn = serialiseByKey();
  const counts = createPerLearnerJson(folder, 'unlock-tries');

  /** Of removed learners, in memory alone: nothing of them is written. */
  const ofRemoved = new Map<string, TriesByKey>();

  /** An unreadable count is none, as in the database: whoever can write the file can delete it too. */
  async function stored(learnerId: string): Promise<TriesByKey> {
    if (await isRemoved(learnerId)) return ofRemoved.get(learnerId.toLowerCase()) ?? NO_TRIES_BY_KEY;
    return readTriesByKey(await counts.read(learnerId));
  }

  /** In the learner's turn: earlier tries end before a removal deletes them, and later ones find its mark. */
  async function save(learnerId: string, tries: TriesByKey): Promise<void> {
    if (await isRemoved(learnerId)) ofRemoved.set(learnerId.toLowerCase(), tries);
    else await counts.save(learnerId, tries);
  }

  async function present({ learnerId, keyId }: TriedKey, known: UnlockTries): Promise<UnlockTries> {
    const all = await stored(learnerId);
    const here = triesAt(all, keyId);
    const tries = presentTries(here, known, now(), readClock());
    // A wait that begins now. Where it can't be saved it begins anew the next time: no try is given away by that.
    if (tries !== here && tries !== known) await save(learnerId, withTriesAt(all, keyId, tries)).catch(() => undefined);
    return tries;
  }

  return {
    wait: (key, known) =>
      inTurn(key.learnerId.toLowerCase(), async () => waitLeft(await present(key, known), now(), readClock())),
    count: (key, known) =>
      inTurn(key.learnerId.toLowerCase(), async () => {
        const before = await present(key, known);
        const left = waitLeft(before, now(), readClock());
        if (left > 0) return { taken: false, wait: left, tries: before };
        const tries = afterWrongTry(before, now(), readClock());
        await save(key.learnerId, withTriesAt(await stored(key.learnerId), key.keyId, tries));
        return { taken: true, wait: waitLeft(tries, now(), readClock()), tries };
      }),
    clear: ({ learnerId, keyId }) =>
      inTurn(learnerId.toLowerCase(), async () => {
        const others = withoutTriesAt(await stored(learnerId), keyId);
        ofRemoved.delete(learnerId.toLowerCase());
        await (others ? save(learnerId, others) : counts.remove(learnerId));
      }),
    forget: (learnerId) => inTurn(learnerId.toLowerCase(), () => counts.remove(learnerId)),
  };
}
