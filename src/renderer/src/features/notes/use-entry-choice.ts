import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';

/** The notebook's entries that are taken along: all that are shown, or those that the learner ticks. */
export interface EntryChoice {
  /** True while entries can be ticked. */
  readonly choosing: Ref<boolean>;
  readonly isTicked: (noteId: string) => boolean;
  readonly tick: (noteId: string, isTicked: boolean) => void;
  readonly clear: () => void;
  /** Number of ticked entries; a filter may hide some of them. */
  readonly ticked: ComputedRef<number>;
  /** What is taken: the ticked entries, or without any all that are shown. */
  readonly taken: ComputedRef<readonly NoteRevision[]>;
}

/**
 * @param listed every entry that isn't deleted, in order
 * @param shown those that the filters show, in order
 */
export function useEntryChoice(
  listed: () => readonly NoteRevision[],
  shown: () => readonly NoteRevision[],
): EntryChoice {
  const choosing = ref(false);
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const chosen = computed(() => (choosing.value ? listed().filter(({ noteId }) => ids.value.has(noteId)) : []));
  return {
    choosing,
    isTicked: (noteId) => ids.value.has(noteId),
    tick: (noteId, isTicked) => {
      const next = new Set(ids.value);
      if (isTicked) next.add(noteId);
      else next.delete(noteId);
      ids.value = next;
    },
    clear: () => {
      ids.value = new Set();
    },
    ticked: computed(() => chosen.value.length),
    taken: computed(() => (chosen.value.length > 0 ? chosen.value : shown())),
  };
}
