import { useEventListener } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { usePointedElement } from '../../components/page/pointed-element';
import { queryValue } from '../../routes';
import { useFoundPlace } from '../../stores/record/found-place';
import { useNotes } from '../../stores/record/notes';
import { FOCAL_POINT_NOTE_ID } from '../../../../domain/notes/focal-point';
import type { Language } from '../../../../domain/text/language';
import type { RequestedPlace } from './notes/use-requested-place';

/** What `useSectionRequest` needs of a section's page. */
export interface SectionRequestOptions {
  readonly sectionId: () => string;
  /** Of the text that is shown. */
  readonly language: () => Language;
  /** False until the section's text is loaded. */
  readonly hasText: () => boolean;
  /** Loads the module's text. */
  readonly load: () => Promise<unknown>;
  readonly article: Readonly<Ref<HTMLElement | null>>;
}

/**
 * Follows the address of a section: its text and notes are loaded, then a note, a block or found words are requested of
 * the text, and a figure or a source that a search leads to is pointed at. Call in setup.
 *
 * @returns the note, block or words; null until they can be shown
 */
export function useSectionRequest(options: SectionRequestOptions): Readonly<Ref<RequestedPlace | null>> {
  const { sectionId, language, hasText, load, article } = options;
  const route = useRoute();
  const notes = useNotes();
  const foundPlace = useFoundPlace();
  const requested = shallowRef<RequestedPlace | null>(null);

  async function follow(): Promise<void> {
    const id = sectionId();
    const [block, note] = [queryValue(route.query['block']), queryValue(route.query['note'])];
    const found = foundPlace.place?.sectionId === id ? foundPlace.place : null;
    requested.value = null;
    const notesOpened = notes.openSection(id).catch(() => undefined);
    await load();
    // A note's place is known once the notes are loaded; a block doesn't need them.
    if (note !== undefined) await notesOpened;
    const isStale =
      sectionId() !== id || queryValue(route.query['note']) !== note || queryValue(route.query['block']) !== block;
    const blockId = block === undefined ? null : `${id}#${block}`;
    if (!isStale)
      requested.value = {
        blockId,
        // The focal point has a place of its own, which goes to itself.
        noteId: note === FOCAL_POINT_NOTE_ID ? null : (note ?? null),
        ...(found && found.blockId === blockId && found.language === language() ? { stretches: found.stretches } : {}),
      };
  }
  watch(
    [sectionId, () => route.query['note'], () => route.query['block'], () => foundPlace.place],
    () => void follow(),
    {
      immediate: true,
    },
  );
  usePointedElement(
    () => {
      if (requested.value === null || !hasText()) return undefined;
      const [figure, source] = [queryValue(route.query['figure']), queryValue(route.query['source'])];
      return figure === undefined
        ? source && `[data-source="${CSS.escape(source)}"]`
        : `[data-figure="${CSS.escape(figure)}"]`;
    },
    (selector) => article.value?.querySelector<HTMLElement>(selector),
  );

  // Another window may have marked the same text meanwhile: its notes are loaded before anything is marked here.
  useEventListener(window, 'focus', () => void notes.openSection(sectionId()).catch(() => undefined));
  return requested;
}
