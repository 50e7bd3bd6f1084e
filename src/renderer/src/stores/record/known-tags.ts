import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { countTags } from '../../../../domain/notes/tags';
import { useSession } from '../session/session';

/** The tags in use, for completion where not all notes are loaded: beside the text. */
export const useKnownTags = defineStore('known-tags', () => {
  const sessionStore = useSession();
  /** Most used first; as they were read last. */
  const known = shallowRef<readonly string[]>([]);

  watch(
    () => sessionStore.current,
    () => {
      known.value = [];
    },
  );

  /** Reads them from all notes. Never rejects: without it tags can be typed all the same. */
  async function read(): Promise<void> {
    const notes = await sessionStore.whileCurrent((session) => session.notes.all()).catch(() => undefined);
    if (notes) known.value = countTags(notes).map(({ tag }) => tag);
  }

  return { known, read };
});
