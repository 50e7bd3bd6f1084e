import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
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
import {
  makeOwnFolder,
  readPlainFile,
  refuseLink,
  serialiseByKey,
  systemErrorCode,
  writeFailure,
  writeFileAtomically,
} from '../files';

/** The result of asking for a try. `wait` is the time until the next one is allowed, in milliseconds. */
export interface CountedTry {
  readonly taken: boolean;
  readonly wait: number;
  readonly tries: UnlockTries;
}

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
  count(key: TriedKey, known: UnlockTries): Promise<CountedTry>;
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

/** Name of the files, for messages. */
const FILE_NAME = 'unlock-tries';

/** Counts wrong PINs in a folder. */
export function createUnlockTries({ folder, now, readClock }: UnlockTriesOptions): UnlockTriesCounter {
  // One at a time: two windows that try at the same moment count as two tries.
  const inTurn = serialiseByKey();

  /** Named by a digest of the random id, so that what is left of a removed learner identifies nobody. */
  function pathOf(learnerId: string): string {
    return join(folder, `${createHash('sha256').update(learnerId.toLowerCase()).digest('hex')}.json`);
  }

  /** An unreadable count is none, as in the database: whoever can write the file can delete it too. */
  async function stored(learnerId: string): Promise<TriesByKey> {
    let text: string;
    try {
      await refuseLink(folder);
      text = (await readPlainFile(pathOf(learnerId))).toString();
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return NO_TRIES_BY_KEY;
      throw writeFailure(error, FILE_NAME);
    }
    try {
      return readTriesByKey(JSON.parse(text));
    } catch {
      return NO_TRIES_BY_KEY;
    }
  }

  async function save(learnerId: string, tries: TriesByKey): Promise<void> {
    await makeOwnFolder(folder).catch((error: unknown) => {
      throw writeFailure(error, FILE_NAME);
    });
    await writeFileAtomically(pathOf(learnerId), new TextEncoder().encode(`${JSON.stringify(tries)}\n`));
  }

  async function present({ learnerId, keyId }: TriedKey, known: UnlockTries): Promise<UnlockTries> {
    const all = await stored(learnerId);
    const here = triesAt(all, keyId);
    const tries = presentTries(here, known, now(), readClock());
    // A wait that begins now. Where it can't be saved it begins anew the next time: no try is given away by that.
    if (tries !== here && tries !== known) await save(learnerId, withTriesAt(all, keyId, tries)).catch(() => undefined);
    return tries;
  }

  async function remove(learnerId: string): Promise<void> {
    try {
      await refuseLink(folder);
      await unlink(pathOf(learnerId));
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw writeFailure(error, FILE_NAME);
    }
  }

  return {
    wait: (key, known) =>
      inTurn(pathOf(key.learnerId), async () => waitLeft(await present(key, known), now(), readClock())),
    count: (key, known) =>
      inTurn(pathOf(key.learnerId), async () => {
        const before = await present(key, known);
        const left = waitLeft(before, now(), readClock());
        if (left > 0) return { taken: false, wait: left, tries: before };
        const tries = afterWrongTry(before, now(), readClock());
        await save(key.learnerId, withTriesAt(await stored(key.learnerId), key.keyId, tries));
        return { taken: true, wait: waitLeft(tries, now(), readClock()), tries };
      }),
    clear: ({ learnerId, keyId }) =>
      inTurn(pathOf(learnerId), async () => {
        const others = withoutTriesAt(await stored(learnerId), keyId);
        await (others ? save(learnerId, others) : remove(learnerId));
      }),
    forget: (learnerId) => inTurn(pathOf(learnerId), () => remove(learnerId)),
  };
}
