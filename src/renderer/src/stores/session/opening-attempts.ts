import { shallowRef, type ShallowRef } from 'vue';
import type { Learner } from '../../../../domain/learner/learner';
import type { OpeningStep } from '../../storage';

/**
 * An opening that is under way, or the last one that was.
 * - `looking`: it is looked for who has a record here
 * - `comparing`: the database is brought up to the journal before anything is shown
 */
export interface Opening {
  readonly step: 'looking' | OpeningStep | 'comparing';
  /** How much of the step is done, from 0 to 1; null where that isn't known. */
  readonly share: number | null;
  /** Whose record it is, once that is known. */
  readonly learner: Learner | null;
  /** When it began, on the page's clock that nobody can set (`performance.now()`). */
  readonly since: number;
}

/** What the work of an attempt gets. */
export interface Attempt {
  /** Aborted where the attempt is given up: nothing may be shown of it any more, and nothing of it stay open. */
  readonly signal: AbortSignal;
  readonly tell: (change: Partial<Opening>) => void;
}

/** Attempts to open a record, one at a time, which can be given up however they hang. */
export interface OpeningAttempts {
  readonly opening: Readonly<ShallowRef<Opening>>;
  /** Runs an attempt; one before it that is still under way is given up. Resolves when it is over or given up; what it throws goes to `failed`. */
  readonly attempt: (work: (attempt: Attempt) => Promise<void>) => Promise<void>;
  /** For an opening that can't be given up. */
  readonly steady: Attempt;
  /** Gives up the attempt under way; false where there is none. */
  readonly giveUp: () => boolean;
}

/** @param failed is told why an attempt failed, unless it was given up, and waited for */
export function createOpeningAttempts(failed: (error: unknown) => void | Promise<void>): OpeningAttempts {
  const opening = shallowRef<Opening>({ step: 'looking', share: null, learner: null, since: 0 });
  let present: AbortController | null = null;
  const tell = (change: Partial<Opening>): void => {
    // What is known of one step says nothing of the next.
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
    // What hangs may never notice that it was given up: the browser's database can leave a request without an answer for ever.
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
