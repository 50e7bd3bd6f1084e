import { onBeforeUnmount, onScopeDispose, ref, type Ref } from 'vue';
import type { WritingStage } from '../../../../domain/notes/note';
import { useDraft } from './open-drafts';

/** Saves a text: as a draft while it is typed, then for good. Rejects where that fails. */
export type SaveText = (text: string, stage: WritingStage) => Promise<unknown>;

/** A text that is saved while it is written. */
export interface SavedText {
  /** The field's text. */
  readonly draft: Ref<string>;
  /** `saved` applies only to the present text; after `failed` it stays in the field. */
  readonly state: Readonly<Ref<'untouched' | 'saving' | 'saved' | 'failed'>>;
  /** The text was edited. */
  readonly typed: () => void;
  /** The editing ended, or pauses for longer: the field lost the focus. Never rejects: `state` has the result. */
  readonly finish: () => Promise<void>;
  /** Finishes until nothing is unsaved, what is typed while it saves included. False where that failed. */
  readonly settle: () => Promise<boolean>;
}

/**
 * Saves a text in every pause of typing, and for good before its screen is left or the record is closed, and when its
 * field is unmounted. Saves run one after another, so a slow one never overwrites a later one.
 */
export function useSavedText(initial: string, save: SaveText): SavedText {
  const draft = ref(initial);
  const state = ref<'untouched' | 'saving' | 'saved' | 'failed'>('untouched');
  const pauses = useTypingPauses(() => void saveNow('typing'));
  let savedText = initial;
  /** True where the text is saved as a draft only. */
  let isDraft = false;
  let queue: Promise<void> = Promise.resolve();

  function saveNow(stage: WritingStage): Promise<void> {
    pauses.reset();
    queue = queue.then(async () => {
      const text = draft.value;
      if (text === savedText && (stage === 'typing' || !isDraft)) {
        if (state.value !== 'untouched') state.value = 'saved';
        return;
      }
      state.value = 'saving';
      try {
        await save(text, stage);
        savedText = text;
        isDraft = stage === 'typing';
        state.value = draft.value === text ? 'saved' : 'saving';
      } catch {
        state.value = 'failed';
      }
    });
    return queue;
  }

  const finish = (): Promise<void> => saveNow('done');

  async function settle(): Promise<boolean> {
    do await finish();
    while (state.value === 'saving');
    return state.value !== 'failed';
  }

  function typed(): void {
    state.value = 'saving';
    pauses.typed();
  }

  useDraft({
    save: async () => {
      await finish();
      if (state.value === 'failed') throw new Error('The text was not saved.');
    },
    state: () => (state.value === 'failed' ? 'failed' : state.value === 'saving' ? 'unsaved' : 'saved'),
  });
  onBeforeUnmount(() => void finish());

  return { draft, state, typed, finish, settle };
}

/** Milliseconds without typing after which the text is saved. */
const PAUSE = 600;

/** Longest delay of a save during typing, in milliseconds: a crash of the window loses a second of typing. */
const LONGEST_WAIT = 800;

/** Decides when a field's text is saved. */
interface TypingPauses {
  /** The text was edited: `save` is called in the next pause, or soon when there is none. */
  readonly typed: () => void;
  /** The present text is being saved: no edit is unsaved until the next. */
  readonly reset: () => void;
}

/** Calls `save` in every pause of typing, and at intervals during typing without one. Stops with the component. */
function useTypingPauses(save: () => void): TypingPauses {
  let timer: number | undefined;
  /** When the first unsaved edit was made; null where all is saved. */
  let unsavedSince: number | null = null;

  function reset(): void {
    window.clearTimeout(timer);
    unsavedSince = null;
  }

  function typed(): void {
    window.clearTimeout(timer);
    const now = performance.now();
    unsavedSince ??= now;
    timer = window.setTimeout(save, Math.max(0, Math.min(PAUSE, unsavedSince + LONGEST_WAIT - now)));
  }

  onScopeDispose(reset);
  return { typed, reset };
}
