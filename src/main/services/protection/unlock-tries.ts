import { createHash } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  afterWrongTry,
  NO_TRIES,
  readTries,
  type SteadyReading,
  type UnlockTries,
  presentTries,
  waitLeft,
} from '../../../domain/protection/unlock-delay';
import {
  makeOwnFolder,
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

/**
 * Wrong PINs of each learner, counted on the host, which has the journal that a PIN opens: for every window, browser
 * and screen, whether the record's database can be opened or not. `known` is the count in the page's database; the
 * higher of the two counts.
 */
export interface UnlockTriesCounter {
  /**
   * Milliseconds until the next try is allowed.
   * @throws OperationFailure with a file code where the count can't be read
   */
  wait(learnerId: string, known: UnlockTries): Promise<number>;
  /**
   * Allows a try, which is saved as a wrong one before it is made, or returns how long to wait.
   * @throws OperationFailure with a file code; no try may be made then
   */
  count(learnerId: string, known: UnlockTries): Promise<CountedTry>;
  /**
   * Deletes the wrong tries: the right PIN was given, or the learner is removed.
   * @throws OperationFailure with a file code
   */
  clear(learnerId: string): Promise<void>;
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
  async function stored(learnerId: string): Promise<UnlockTries> {
    let text: string;
    try {
      await refuseLink(folder);
      text = await readFile(pathOf(learnerId), 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return NO_TRIES;
      throw writeFailure(error, FILE_NAME);
    }
    try {
      return readTries(JSON.parse(text));
    } catch {
      return NO_TRIES;
    }
  }

  async function save(learnerId: string, tries: UnlockTries): Promise<void> {
    await makeOwnFolder(folder).catch((error: unknown) => {
      throw writeFailure(error, FILE_NAME);
    });
    await writeFileAtomically(pathOf(learnerId), new TextEncoder().encode(`${JSON.stringify(tries)}\n`));
  }

  async function present(learnerId: string, known: UnlockTries): Promise<UnlockTries> {
    const here = await stored(learnerId);
    const tries = presentTries(here, known, now(), readClock());
    // A wait that begins now. Where it can't be saved it begins anew the next time: no try is given away by that.
    if (tries !== here && tries !== known) await save(learnerId, tries).catch(() => undefined);
    return tries;
  }

  return {
    wait: (learnerId, known) =>
      inTurn(pathOf(learnerId), async () => waitLeft(await present(learnerId, known), now(), readClock())),
    count: (learnerId, known) =>
      inTurn(pathOf(learnerId), async () => {
        const before = await present(learnerId, known);
        const left = waitLeft(before, now(), readClock());
        if (left > 0) return { taken: false, wait: left, tries: before };
        const tries = afterWrongTry(before, now(), readClock());
        await save(learnerId, tries);
        return { taken: true, wait: waitLeft(tries, now(), readClock()), tries };
      }),
    clear: (learnerId) =>
      inTurn(pathOf(learnerId), async () => {
        try {
          await refuseLink(folder);
          await unlink(pathOf(learnerId));
        } catch (error) {
          if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw writeFailure(error, FILE_NAME);
        }
      }),
  };
}
