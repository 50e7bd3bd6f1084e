import { onBeforeUnmount, ref, type Ref } from 'vue';
import { useDraft } from './open-drafts';
import { useTypingPauses } from './use-typing-pauses';

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
