import { shallowRef, watch, type ShallowRef } from 'vue';
import { useAppContext } from '../../app-context';
import { createPageYield } from '../../stores/session/when-idle';
import { findApproximately } from '../../stores/record/quote-finder';
import { blockText, compactText } from '../../../../domain/text/compact-text';
import type { NoteRevision } from '../../../../domain/notes/note';
import { languageOfQuote } from '../../../../domain/notes/quote-language';
import type { Language } from '../../../../domain/text/language';
import type { QuotedBlock } from '../../../../domain/notes/quote-candidate';
import { placeQuotes } from '../../../../domain/notes/quote-placement';

/** Why a note has no place in the text. */
export type UnplacedReason = 'section' | 'block' | 'words';

/**
 * Which notes have no place in the text, by note id. Missing sections and blocks are known at once; words are searched
 * in the text of those modules that have marked words, one after the other, without blocking the page. The notes of a
 * module whose text can't be loaded aren't called unplaced.
 */
export function useUnplacedReasons(
  notes: () => readonly NoteRevision[],
): Readonly<ShallowRef<ReadonlyMap<string, UnplacedReason>>> {
  const { shownSeries, loadModule } = useAppContext();
  const unplaced = shallowRef<ReadonlyMap<string, UnplacedReason>>(new Map());
  const blockIds = new Map(
    shownSeries.modules.flatMap(({ sections }) => sections.map((section) => [section.id, section.blockIds] as const)),
  );
  const texts = new Map<string, Promise<ReadonlyMap<string, readonly QuotedBlock[]> | null>>();

  /** A module's text in a language by section; null where it can't be loaded. */
  function textOf(moduleId: string, language: Language): Promise<ReadonlyMap<string, readonly QuotedBlock[]> | null> {
    const key = `${language} ${moduleId}`;
    const known = texts.get(key);
    if (known) return known;
    const loading = loadModule(moduleId, language).then(
      ({ sections }) =>
        new Map(
          sections.map(({ id, blocks }) => [
            id,
            blocks.map((block) => ({ id: block.id, text: compactText(blockText(block.html)) })),
          ]),
        ),
      () => null,
    );
    texts.set(key, loading);
    return loading;
  }

  async function findUnplaced(all: readonly NoteRevision[], stale: () => boolean): Promise<void> {
    const pageYield = createPageYield();
    const found = new Map<string, UnplacedReason>();
    const quoted = new Map<string, NoteRevision[]>();
    for (const note of all) {
      const blocks = blockIds.get(note.sectionId);
      if (!blocks) found.set(note.noteId, 'section');
      else if (note.anchor || note.colour) {
        // The words of a section can be of either language.
        const key = `${languageOfQuote(note)} ${note.sectionId}`;
        quoted.set(key, [...(quoted.get(key) ?? []), note]);
      } else if (note.blockId !== null && !blocks.includes(note.blockId)) found.set(note.noteId, 'block');
    }
    // Earlier results for words stay until the new ones are known: a card must not disappear while somebody writes in
    // it.
    for (const { noteId } of [...quoted.values()].flat())
      if (unplaced.value.get(noteId) === 'words') found.set(noteId, 'words');
    unplaced.value = new Map(found);
    for (const some of quoted.values()) {
      const [first] = some;
      const blocks = first && (await textOf(first.moduleId, languageOfQuote(first)))?.get(first.sectionId);
      await pageYield();
      if (stale()) return;
      if (!blocks) continue;
      const placed = placeQuotes(blocks, some, findApproximately);
      for (const { noteId } of some) {
        if (placed.get(noteId) === null) found.set(noteId, 'words');
        else found.delete(noteId);
      }
      unplaced.value = new Map(found);
    }
  }

  watch(
    notes,
    (all, _, onCleanup) => {
      let isStale = false;
      onCleanup(() => {
        isStale = true;
      });
      void findUnplaced(all, () => isStale);
    },
    { immediate: true },
  );
  return unplaced;
}
