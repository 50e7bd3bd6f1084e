import { setTimeout as pause } from 'node:timers/promises';
import { OperationFailure } from '../../../contract/result';

/** Runs checks one after another. */
export interface CheckQueue {
  /**
   * Runs a task when its turn comes, and answers what it answers.
   * @param signal aborted when nobody waits any more: a task whose turn hasn't come is dropped then
   * @throws OperationFailure `too-busy` where too many wait already, or `signal` is aborted; what the task throws
   */
  run<Value>(task: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

/** Bounds of a queue. */
export interface CheckQueueOptions {
  /** How many may wait for their turn, besides the one that runs. */
  readonly maximumWaiting?: number;
  /** Waits so many milliseconds; tests hand in their own. */
  readonly rest?: (milliseconds: number) => Promise<unknown>;
}

/** A window asks for one check at a time: eight that wait are several windows, or somebody who floods. Each may hold a file of 5 MB. */
const MAXIMUM_WAITING = 8;

/** Longest rest after a check, in milliseconds. */
const LONGEST_REST = 500;

/**
 * Makes a queue that runs one task at a time and rests after each for as long as it took. Checking a signature holds the process's only thread, for up to a quarter
 * of a second with the heaviest credential that is let through; an append to the journal needs that thread several times, and would otherwise wait for as many checks.
 */
export function createCheckQueue({
  maximumWaiting = MAXIMUM_WAITING,
  rest = pause,
}: CheckQueueOptions = {}): CheckQueue {
  const waiting: (() => Promise<void>)[] = [];
  let running = false;

  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const began = performance.now();
      await next();
      await rest(Math.min(performance.now() - began, LONGEST_REST));
    }
    running = false;
  }

  return {
    async run(task, signal) {
      if (signal.aborted) throw abandoned();
      if (running && waiting.length >= maximumWaiting)
        throw new OperationFailure('too-busy', `${maximumWaiting} files wait to be checked already.`);
      return new Promise((resolve, reject) => {
        const turn = async (): Promise<void> => {
          signal.removeEventListener('abort', leave);
          await task().then(resolve, (error: unknown) => {
            // Nobody hears how a check ended that was broken off, and the log needs no stack of it.
            reject(signal.aborted ? abandoned() : error);
          });
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(abandoned());
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(turn);
        void drain();
      });
    },
  };
}

function abandoned(): OperationFailure {
  return new OperationFailure('too-busy', 'The window that asked for the check is gone.');
}
