import { watch } from 'vue';

/** Milliseconds after a section marked itself as read in which a press was still meant for the button as it stood before: to see, decide and reach it takes less. */
const MOMENT = 1_000;

/** What the button under the text means. */
export interface MarkButtonOptions {
  readonly read: () => boolean;
  /** Tells one section from another. */
  readonly place: () => string;
  readonly mark: () => void;
  readonly unmark: () => void;
}

/** The handlers of the button. */
export interface MarkButton {
  /** The button is being pressed, by pointer or key: what it means now is what the press means. */
  readonly aim: () => void;
  readonly press: () => void;
  /** The press went elsewhere. */
  readonly forget: () => void;
}

/**
 * One button marks a section as read and takes the mark back. A section can mark itself in the very moment of a press, or just before it: such a press never takes
 * back what it was meant to do.
 */
export function useMarkButton({ read, place, mark, unmark }: MarkButtonOptions): MarkButton {
  let markedItselfAt = -Infinity;
  let isMarking = false;
  let meant: 'mark' | 'unmark' | null = null;

  // Not at once but when all that changes together has changed: another section comes with its own mark.
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
