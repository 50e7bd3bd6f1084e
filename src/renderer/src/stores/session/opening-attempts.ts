import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { Learner } from '../../../../domain/learner/learner';
import type { OpeningStep } from '../../storage';
import { useSessionMachine } from './session-machine';
import type { SessionState } from './session-state';

/**
 * The current opening, or the last one.
 * - `looking`: the learners of this computer are searched
 * - `comparing`: the database is compared with the journal before anything is shown
 */
export interface Opening {
  readonly step: 'looking' | OpeningStep | 'comparing';
  /** The record's learner, once known. */
  readonly learner: Learner | null;
  /** When it began, by the page's clock, which nobody can set (`performance.now()`). */
  readonly since: number;
}

/** Passed to the work of an attempt. */
export interface Attempt {
  /** Aborted where the attempt is cancelled: nothing of it may be shown or stay open. */
  readonly signal: AbortSignal;
  readonly report: (change: Partial<Opening>) => void;
}

/** True for states without a record which still are about a learner's. */
function isOfALearner(phase: SessionState['phase']): boolean {
  return phase === 'opening' || phase === 'failed' || phase === 'removed';
}

/** Attempts to open a record, one at a time, which can be cancelled even when they hang; and how far they are. */
export const useOpeningAttempts = defineStore('opening-attempts', () => {
  const opening = shallowRef<Opening>({ step: 'looking', learner: null, since: 0 });
  let present: AbortController | null = null;
  const report = (change: Partial<Opening>): void => {
    opening.value = { ...opening.value, ...change };
  };
  const machine = useSessionMachine();
  // Whoever comes next must not find the name of the last one, nor be offered their record.
  watch(
    () => machine.record === null && !isOfALearner(machine.state.phase),
    (isNobodys) => {
      if (isNobodys) report({ learner: null });
    },
    { flush: 'sync' },
  );
  /** For an opening that can't be cancelled. */
  const uncancellable: Attempt = { signal: new AbortController().signal, report };

  /** Cancels the running attempt; false where there is none. */
  function cancel(): boolean {
    const wasUnderWay = present !== null;
    present?.abort();
    present = null;
    return wasUnderWay;
  }

  /**
   * Runs an attempt, and cancels a running one. Resolves when it is finished or cancelled; with its error, unless it
   * was cancelled.
   */
  async function attempt(work: (attempt: Attempt) => Promise<void>): Promise<{ readonly error: unknown } | null> {
    cancel();
    const mine = new AbortController();
    present = mine;
    opening.value = { step: 'looking', learner: null, since: performance.now() };
    // A hanging attempt may never notice the cancellation: a request to the browser's database can hang for ever.
    const cancelled = new Promise<void>((passed) => {
      mine.signal.addEventListener('abort', () => {
        passed();
      });
    });
    let failure: { readonly error: unknown } | null = null;
    try {
      await Promise.race([
        work({ signal: mine.signal, report: (change) => !mine.signal.aborted && report(change) }),
        cancelled,
      ]);
    } catch (error) {
      failure = { error };
    }
    if (present !== mine) return null;
    present = null;
    return failure;
  }

  return { opening, attempt, cancel, uncancellable };
});
