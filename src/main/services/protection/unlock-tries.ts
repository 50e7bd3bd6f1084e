import type { OperationOutput } from '../../../contract/operations';
import { isObject, isUuid } from '../../../domain/json/json-value';
import {
  afterWrongTry,
  readTries,
  type SteadyReading,
  type UnlockTries,
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
 * browser and screen, whether the record's database can be opened or not.
 */
export interface UnlockTriesCounter {
  /**
   * The wrong tries so far, and how long the next one has to wait.
   * @throws OperationFailure with a file code where the count can't be read
   */
  wait(key: TriedKey): Promise<OperationOutput<'unlock-tries.wait'>>;
  /**
   * Allows a try, which is saved as a wrong one before it is made, or returns how long to wait.
   * @throws OperationFailure with a file code; no try may be made then
   */
  count(key: TriedKey): Promise<OperationOutput<'unlock-tries.count'>>;
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

/** The wrong tries at each key of a learner, by the key's id: one's own key gives no new tries at another one. */
type TriesByKey = Readonly<Record<string, UnlockTries>>;

/** Counts wrong PINs in a folder. */
export function createUnlockTries({ folder, now, readClock, isRemoved }: UnlockTriesOptions): UnlockTriesCounter {
  // One at a time: two windows that try at the same moment count as two tries.
  const inTurn = serialiseByKey();
  const counts = createPerLearnerJson(folder, 'unlock-tries');

  /** Of removed learners, in memory alone: nothing of them is written. */
  const ofRemoved = new Map<string, TriesByKey>();

  /** An unreadable count is none: whoever can write the file can delete it too. */
  async function stored(learnerId: string): Promise<TriesByKey> {
    if (await isRemoved(learnerId)) return ofRemoved.get(learnerId.toLowerCase()) ?? {};
    const value = await counts.read(learnerId);
    const keys = isObject(value) && isObject(value['keys']) ? Object.entries(value['keys']) : [];
    return Object.fromEntries(
      keys.flatMap(([keyId, each]) => {
        const tries = isUuid(keyId) ? readTries(each) : null;
        return tries ? [[keyId, tries] as const] : [];
      }),
    );
  }

  /** In the learner's turn: earlier tries end before a removal deletes them, and later ones find its mark. */
  async function save(learnerId: string, keys: TriesByKey): Promise<void> {
    if (await isRemoved(learnerId)) ofRemoved.set(learnerId.toLowerCase(), keys);
    else await counts.save(learnerId, { keys });
  }

  function told(tries: UnlockTries | null): OperationOutput<'unlock-tries.wait'> {
    return { failures: tries?.failures ?? 0, wait: waitLeft(tries, now(), readClock()) };
  }

  return {
    wait: ({ learnerId, keyId }) =>
      inTurn(learnerId.toLowerCase(), async () => told((await stored(learnerId))[keyId] ?? null)),
    count: ({ learnerId, keyId }) =>
      inTurn(learnerId.toLowerCase(), async () => {
        const keys = await stored(learnerId);
        const before = keys[keyId] ?? null;
        const present = told(before);
        if (present.wait > 0) return { taken: false, ...present };
        const tries = afterWrongTry(before, now(), readClock());
        await save(learnerId, { ...keys, [keyId]: tries });
        return { taken: true, ...told(tries) };
      }),
    clear: ({ learnerId, keyId }) =>
      inTurn(learnerId.toLowerCase(), async () => {
        const { [keyId]: _, ...others } = await stored(learnerId);
        ofRemoved.delete(learnerId.toLowerCase());
        await (Object.keys(others).length > 0 ? save(learnerId, others) : counts.remove(learnerId));
      }),
    forget: (learnerId) => inTurn(learnerId.toLowerCase(), () => counts.remove(learnerId)),
  };
}
