import type { NextStart, PageRestart } from './app-context';

/** The state of a history entry, with what the previous page asked for. It holds no name. */
type HistoryState = Readonly<Record<string, unknown>> & { readonly nextStart?: NextStart };

/** The restart of the browser's window. At its start it takes what the page before asked for. */
export function createPageRestart(): PageRestart {
  const { nextStart, ...state } = (window.history.state ?? {}) as HistoryState;
  let waiting = nextStart ?? null;
  if (waiting) window.history.replaceState(state, '');
  return {
    asked: () => {
      const asked = waiting;
      waiting = null;
      return asked;
    },
    restart: (next) => {
      window.history.replaceState({ ...(window.history.state as HistoryState | null), nextStart: next }, '');
      window.location.reload();
    },
  };
}
