import { inject, onBeforeUnmount, type InjectionKey } from 'vue';

/** The unsaved texts of the screens. */
export interface OpenDrafts {
  /** Adds a draft's `save`, which rejects where it fails; returns the function that removes it. */
  readonly add: (save: () => Promise<void>) => () => void;
  /** Saves all of them. Rejects where one can't be saved. */
  readonly saveAll: () => Promise<void>;
}

/** Key under which `App.vue` provides the drafts. */
export const openDraftsKey: InjectionKey<OpenDrafts> = Symbol('open drafts');

/** An empty collection of drafts. */
export function createOpenDrafts(): OpenDrafts {
  const saves = new Set<() => Promise<void>>();
  return {
    add(save) {
      saves.add(save);
      return () => saves.delete(save);
    },
    async saveAll() {
      // Some fields emit their value only when they lose the focus.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      await Promise.all([...saves].map((save) => save()));
    },
  };
}

/** Saves a component's draft before its learner's record is closed or locked. Outside the app it does nothing. */
export function useDraft(save: () => Promise<void>): void {
  const remove = inject(openDraftsKey, null)?.add(save);
  if (remove) onBeforeUnmount(remove);
}
