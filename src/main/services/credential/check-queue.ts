import { setTimeout as pause } from 'node:timers/promises';
import { OperationFailure } from '../../../contract/result';

/** Runs checks one after another. */
export interface CheckQueue {
  /**
   * Runs a task when its turn comes and returns its result.
   * @param signal aborted when the caller stops waiting: a queued task is dropped then
   * @throws OperationFailure `too-busy` where the queue is full or `signal` is aborted; whatever the task throws
   */
  run<Value>(task: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

/**
 * How many may wait for their turn, besides the one that runs. A window asks for one check at a time, so eight waiting
 * ones are several windows or a flood. Each may hold a file of 5 MB.
 */
const MAXIMUM_WAITING = 8;

/** Longest pause after a check, in milliseconds. */
const LONGEST_PAUSE = 500;

/**
 * Creates a queue that runs one task at a time and pauses after each for as long as it took. Checking a signature
 * blocks the process's only thread, for up to a quarter of a second with the largest accepted credential; an append to
 * the journal needs that thread several times and would otherwise wait for as many checks.
 * @param rest waits so many milliseconds
 */
export function createCheckQueue(rest: (milliseconds: number) => Promise<unknown> = pause): CheckQueue {
  const waiting: (() => Promise<void>)[] = [];
  let running = false;

  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const began = performance.now();
      await next();
      await rest(Math.min(performance.now() - began, LONGEST_PAUSE));
    }
    running = false;
  }

  return {
    async run(task, signal) {
      if (signal.aborted) throw checkAborted();
      if (running && waiting.length >= MAXIMUM_WAITING)
        throw new OperationFailure('too-busy', `${MAXIMUM_WAITING} files wait to be checked already.`);
      return new Promise((resolve, reject) => {
        const turn = async (): Promise<void> => {
          signal.removeEventListener('abort', leave);
          await task().then(resolve, (error: unknown) => {
            // Nobody reads the result of an aborted check, and the log needs no stack of it.
            reject(signal.aborted ? checkAborted() : error);
          });
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(checkAborted());
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(turn);
        void drain();
      });
    },
  };
}

function checkAborted(): OperationFailure {
  return new OperationFailure('too-busy', 'The window that asked for the check is gone.');
}
