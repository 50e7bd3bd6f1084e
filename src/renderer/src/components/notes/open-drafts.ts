import { inject, onBeforeUnmount, type InjectionKey } from 'vue';

/** What is being written on the screens and not kept yet. */
export interface OpenDrafts {
  /** Adds a draft's saving, which rejects where it fails; returns how to take it out again. */
  readonly add: (save: () => Promise<void>) => () => void;
  /** Keeps all of them. Rejects where one can't be kept. */
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
      // A field that tells what was typed only when it is left does so now.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      await Promise.all([...saves].map((save) => save()));
    },
  };
}

/** Lets a component's draft be kept before its learner's record is put away or locked. Outside the app it does nothing. */
export function useDraft(save: () => Promise<void>): void {
  const remove = inject(openDraftsKey, null)?.add(save);
  if (remove) onBeforeUnmount(remove);
}
