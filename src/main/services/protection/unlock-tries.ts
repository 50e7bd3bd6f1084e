import { createHash } from 'node:crypto';
import { mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  afterWrongTry,
  NO_TRIES,
  readTries,
  type SteadyReading,
  type UnlockTries,
  waitLeft,
  worseTries,
} from '../../../domain/protection/unlock-delay';
import { serialiseByKey, systemErrorCode, writeFailure, writeFileAtomically } from '../files';

/** A try that was asked for. `wait` is in milliseconds until the next one is taken. */
export interface CountedTry {
  readonly taken: boolean;
  readonly wait: number;
  readonly tries: UnlockTries;
}

/**
 * Wrong PINs of each learner, counted beside the journal that holds what a PIN opens: for every window, every browser and every screen, whether the record's database
 * can be opened or not. `known` is what the asking page knows of from there; the worse of both counts.
 */
export interface UnlockTriesCounter {
  /** Milliseconds until the next try is taken. @throws OperationFailure with a file code where the count can't be read */
  wait(learnerId: string, known: UnlockTries): Promise<number>;
  /** Takes a try, which is on the disk as a wrong one before it is made, or answers how long to wait. @throws OperationFailure with a file code; no try may be made then */
  count(learnerId: string, known: UnlockTries): Promise<CountedTry>;
  /** Forgets the wrong tries: the right PIN was given, or the learner is removed. @throws OperationFailure with a file code */
  clear(learnerId: string): Promise<void>;
}

/** What the counter needs. */
export interface UnlockTriesOptions {
  /** Holds one small file a learner who mistyped; made at the first. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly readClock: () => SteadyReading;
}

/** Reads a clock that nobody can set: milliseconds since this process began, and a name of this run, since the next one begins at zero again. */
export function createSteadyClock(
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
  // One at a time: two windows that try in the same moment make two tries.
  const inTurn = serialiseByKey();

  /** Named by a digest of the random id: what is left of a removed learner means nothing to anybody. */
  function pathOf(learnerId: string): string {
    return join(folder, `${createHash('sha256').update(learnerId.toLowerCase()).digest('hex')}.json`);
  }

  /** What can't be read as a count is none, as in the database: whoever can write there can delete it too. */
  async function stored(learnerId: string): Promise<UnlockTries> {
    let text: string;
    try {
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
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeFailure(error, FILE_NAME);
    });
    await writeFileAtomically(pathOf(learnerId), new TextEncoder().encode(`${JSON.stringify(tries)}\n`));
  }

  return {
    wait: (learnerId, known) =>
      inTurn(pathOf(learnerId), async () => waitLeft(worseTries(await stored(learnerId), known), now(), readClock())),
    count: (learnerId, known) =>
      inTurn(pathOf(learnerId), async () => {
        const before = worseTries(await stored(learnerId), known);
        const left = waitLeft(before, now(), readClock());
        if (left > 0) return { taken: false, wait: left, tries: before };
        const tries = afterWrongTry(before, now(), readClock());
        await save(learnerId, tries);
        return { taken: true, wait: waitLeft(tries, now(), readClock()), tries };
      }),
    clear: (learnerId) =>
      inTurn(pathOf(learnerId), async () => {
        await unlink(pathOf(learnerId)).catch((error: unknown) => {
          if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw writeFailure(error, FILE_NAME);
        });
      }),
  };
}
