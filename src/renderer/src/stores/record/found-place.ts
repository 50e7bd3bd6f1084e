import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { Language } from '../../../../domain/text/language';
import { useSession } from '../session/session';

/** Words of a section that a search found. */
export interface FoundPlace {
  readonly sectionId: string;
  readonly blockId: string;
  /** Of the text in which they stand. */
  readonly language: Language;
  /** Stretches of the block's compact text, in order; empty where the words are in its heading. */
  readonly stretches: readonly { readonly start: number; readonly end: number }[];
}

/**
 * The words to which a search leads, for the section that opens next. Kept here and not in the address: what somebody
 * searched for stays out of the window's history.
 */
export const useFoundPlace = defineStore('found-place', () => {
  const sessionStore = useSession();
  const place = shallowRef<FoundPlace | null>(null);

  watch(
    () => sessionStore.current,
    () => {
      place.value = null;
    },
  );

  /** The next section that opens marks these words; a new object is a new request. */
  function show(found: FoundPlace): void {
    place.value = found;
  }

  return { place, show };
});
