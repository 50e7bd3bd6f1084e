import { onBeforeUnmount, onScopeDispose, ref, type Ref } from 'vue';
import { useDraft } from './open-drafts';

/** A text that is saved while it is written. */
export interface SavedText {
  /** What is in the field. */
  readonly draft: Ref<string>;
  /** `saved` is true only of the very text in the field; `failed` keeps it there. */
  readonly state: Readonly<Ref<'untouched' | 'saving' | 'saved' | 'failed'>>;
  /** Something was typed. */
  readonly typed: () => void;
  /** Saves what isn't saved yet. Never rejects: `state` tells. */
  readonly saveNow: () => Promise<void>;
}

/** Saves a text in every pause of typing, when its field goes, and before the record is closed. Saves follow each other: a slower one never overtakes a later one. */
export function useSavedText(initial: string, save: (text: string) => Promise<unknown>): SavedText {
  const draft = ref(initial);
  const state = ref<'untouched' | 'saving' | 'saved' | 'failed'>('untouched');
  const pauses = useTypingPauses(() => void saveNow());
  let savedText = initial;
  let queue: Promise<void> = Promise.resolve();

  function saveNow(): Promise<void> {
    pauses.takenUp();
    queue = queue.then(async () => {
      const text = draft.value;
      if (text === savedText) {
        if (state.value !== 'untouched') state.value = 'saved';
        return;
      }
      state.value = 'saving';
      try {
        await save(text);
        savedText = text;
        state.value = draft.value === text ? 'saved' : 'saving';
      } catch {
        state.value = 'failed';
      }
    });
    return queue;
  }

  function typed(): void {
    state.value = 'saving';
    pauses.typed();
  }

  useDraft(async () => {
    await saveNow();
    if (state.value === 'failed') throw new Error('The text was not saved.');
  });
  onBeforeUnmount(() => void saveNow());

  return { draft, state, typed, saveNow };
}

/** Milliseconds of silence after which what was typed is saved. */
const PAUSE = 600;

/** Milliseconds that words wait at most while somebody types on: a window that crashes costs a second of typing. */
const LONGEST_WAIT = 800;

/** When what is typed into a field is to be saved. */
interface TypingPauses {
  /** Something was typed: `save` is called in the next pause, or soon when there is none. */
  readonly typed: () => void;
  /** What was typed so far is being saved. */
  readonly takenUp: () => void;
}

/** Calls `save` in every pause of typing, and in between where somebody types without one. Ends with the component. */
function useTypingPauses(save: () => void): TypingPauses {
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
