import { shallowRef, type ShallowRef } from 'vue';
import type { Learner } from '../../../../domain/learner/learner';
import type { OpeningStep } from '../../storage';

/**
 * The current opening, or the last one.
 * - `looking`: the learners of this computer are searched
 * - `comparing`: the database is compared with the journal before anything is shown
 */
export interface Opening {
  readonly step: 'looking' | OpeningStep | 'comparing';
  /** Progress of the step, from 0 to 1; null where that is unknown. */
  readonly share: number | null;
  /** The record's learner, once known. */
  readonly learner: Learner | null;
  /** When it began, by the page's clock, which nobody can set (`performance.now()`). */
  readonly since: number;
}

/** Passed to the work of an attempt. */
export interface Attempt {
  /** Aborted where the attempt is cancelled: nothing of it may be shown or stay open. */
  readonly signal: AbortSignal;
  readonly tell: (change: Partial<Opening>) => void;
}

/** Attempts to open a record, one at a time, which can be cancelled even when they hang. */
export interface OpeningAttempts {
  readonly opening: Readonly<ShallowRef<Opening>>;
  /**
   * Runs an attempt, and cancels a running one. Resolves when it is finished or cancelled; its error goes to `failed`.
   */
  readonly attempt: (work: (attempt: Attempt) => Promise<void>) => Promise<void>;
  /** For an opening that can't be cancelled. */
  readonly steady: Attempt;
  /** Cancels the running attempt; false where there is none. */
  readonly giveUp: () => boolean;
}

/** @param failed gets the error of an attempt that wasn't cancelled, and is awaited */
export function createOpeningAttempts(failed: (error: unknown) => void | Promise<void>): OpeningAttempts {
  const opening = shallowRef<Opening>({ step: 'looking', share: null, learner: null, since: 0 });
  let present: AbortController | null = null;
  const tell = (change: Partial<Opening>): void => {
    // The progress of one step doesn't apply to the next.
    opening.value = { ...opening.value, ...(change.step ? { share: null } : {}), ...change };
  };

  function giveUp(): boolean {
    const wasUnderWay = present !== null;
    present?.abort();
    present = null;
    return wasUnderWay;
  }

  async function attempt(work: (attempt: Attempt) => Promise<void>): Promise<void> {
    giveUp();
    const mine = new AbortController();
    present = mine;
    opening.value = { step: 'looking', share: null, learner: null, since: performance.now() };
    // A hanging attempt may never notice the cancellation: a request to the browser's database can hang for ever.
    const givenUp = new Promise<void>((passed) => {
      mine.signal.addEventListener('abort', () => {
        passed();
      });
    });
    try {
      await Promise.race([
        work({ signal: mine.signal, tell: (change) => !mine.signal.aborted && tell(change) }),
        givenUp,
      ]);
    } catch (error) {
      if (present !== mine) return;
      present = null;
      await failed(error);
    }
    if (present === mine) present = null;
  }

  return { opening, attempt, giveUp, steady: { signal: new AbortController().signal, tell } };
}
