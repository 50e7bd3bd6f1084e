import { computed, inject, onBeforeUnmount, shallowReactive, type ComputedRef, type InjectionKey } from 'vue';

/**
 * Whether the database has what is on the screen; `failed` where it refused it, `by-hand` where only the writer saves
 * it, in one go, with a button.
 */
export type DraftState = 'saved' | 'unsaved' | 'failed' | 'by-hand';

/** Something that is being written. */
export interface Draft {
  /** Saves what is unsaved. Rejects where that fails. */
  readonly save: () => Promise<void>;
  /** Read where its changes are to be followed. */
  readonly state: () => DraftState;
}

/** The unsaved texts and answers of the screens. */
export interface OpenDrafts {
  /** The worst state of all drafts that save themselves. */
  readonly state: ComputedRef<Exclude<DraftState, 'by-hand'>>;
  /** True while one of them is saved or discarded by its writer alone: its screen stays until then. */
  readonly waitForWriter: ComputedRef<boolean>;
  /** Adds a draft; returns the function that removes it. */
  readonly add: (draft: Draft) => () => void;
  /** Saves all of them. Rejects where one can't be saved. */
  readonly saveAll: () => Promise<void>;
}

/** Key under which `App.vue` provides the drafts. */
export const openDraftsKey: InjectionKey<OpenDrafts> = Symbol('open drafts');

/** An empty collection of drafts. */
export function createOpenDrafts(): OpenDrafts {
  const drafts = shallowReactive(new Set<Draft>());
  return {
    state: computed(() => {
      const states = [...drafts].map(({ state }) => state());
      return states.includes('failed') ? 'failed' : states.includes('unsaved') ? 'unsaved' : 'saved';
    }),
    waitForWriter: computed(() => [...drafts].some(({ state }) => state() === 'by-hand')),
    add(draft) {
      drafts.add(draft);
      return () => drafts.delete(draft);
    },
    async saveAll() {
      // Some fields emit their value only when they lose the focus.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      await Promise.all([...drafts].map(({ save }) => save()));
    },
  };
}

/**
 * Saves a component's draft before its screen is left or its learner's record is closed. Outside the app it does
 * nothing.
 */
export function useDraft(draft: Draft): void {
  const remove = inject(openDraftsKey, null)?.add(draft);
  if (remove) onBeforeUnmount(remove);
}
