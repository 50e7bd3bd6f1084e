import { watch } from 'vue';

/**
 * Milliseconds after a section marked itself as read in which a press still means the button's earlier state: time to
 * see, decide and reach it.
 */
const MOMENT = 1_000;

/** The button's present meaning. */
export interface MarkButtonOptions {
  readonly read: () => boolean;
  /** Identifies the section. */
  readonly place: () => string;
  readonly mark: () => void;
  readonly unmark: () => void;
}

/** The handlers of the button. */
export interface MarkButton {
  /** The button is being pressed, by pointer or key: its present meaning is the press's. */
  readonly aim: () => void;
  readonly press: () => void;
  /** The press was cancelled. */
  readonly forget: () => void;
}

/**
 * One button marks a section as read and removes the mark. A section can mark itself during a press, or just before it:
 * such a press never does the opposite of what was meant.
 */
export function useMarkButton({ read, place, mark, unmark }: MarkButtonOptions): MarkButton {
  let markedItselfAt = -Infinity;
  let isMarking = false;
  let meant: 'mark' | 'unmark' | null = null;

  // After the whole update, not at once: another section comes with its own mark.
  watch(
    () => [place(), read()] as const,
    ([here, isRead], [before, wasRead]) => {
      if (here !== before) markedItselfAt = -Infinity;
      else if (isRead && !wasRead && !isMarking) markedItselfAt = performance.now();
      isMarking = false;
    },
  );

  const meaning = (): 'mark' | 'unmark' => (read() && performance.now() - markedItselfAt > MOMENT ? 'unmark' : 'mark');

  function press(): void {
    const wanted = meant ?? meaning();
    meant = null;
    if (wanted === 'unmark') {
      if (read()) unmark();
    } else if (!read()) {
      isMarking = true;
      mark();
    }
  }

  return {
    aim: () => {
      meant = meaning();
    },
    press,
    forget: () => {
      meant = null;
    },
  };
}
