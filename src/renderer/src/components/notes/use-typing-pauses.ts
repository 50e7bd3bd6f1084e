import { onScopeDispose } from 'vue';

/** Milliseconds of silence after which what was typed is saved. */
const PAUSE = 600;

/** Milliseconds that words wait at most while somebody types on: a window that crashes costs a second of typing. */
const LONGEST_WAIT = 800;

/** When what is typed into a field is to be saved. */
export interface TypingPauses {
  /** Something was typed: `save` is called in the next pause, or soon when there is none. */
  readonly typed: () => void;
  /** What was typed so far is being saved. */
  readonly takenUp: () => void;
}

/** Calls `save` in every pause of typing, and in between where somebody types without one. Ends with the component. */
export function useTypingPauses(save: () => void): TypingPauses {
  let timer: number | undefined;
  /** Since when there are words that no save has taken up; null where there are none. */
  let unsavedSince: number | null = null;

  function takenUp(): void {
    window.clearTimeout(timer);
    unsavedSince = null;
  }

  function typed(): void {
    window.clearTimeout(timer);
    const now = performance.now();
    unsavedSince ??= now;
    timer = window.setTimeout(save, Math.max(0, Math.min(PAUSE, unsavedSince + LONGEST_WAIT - now)));
  }

  onScopeDispose(takenUp);
  return { typed, takenUp };
}
