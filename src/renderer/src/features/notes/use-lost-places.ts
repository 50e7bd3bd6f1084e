import { shallowRef, watch, type ShallowRef } from 'vue';
import { useAppContext } from '../../app-context';
import { createPageYield } from '../../stores/session/page-yield';
import { findApproximately } from '../../stores/record/quote-finder';
import { blockText, compactText } from '../../../../domain/text/compact-text';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { QuotedBlock } from '../../../../domain/notes/quote-candidate';
import { placeQuotes } from '../../../../domain/notes/quote-placement';

/** Why a note stands nowhere in the text any more. */
export type LostPlace = 'section' | 'block' | 'words';

/**
 * Which notes stand nowhere any more, by note id. Sections and blocks that are gone are known at once; words are looked
 * for in the text of those modules that have marked words, one after the other, while the page goes on. A module whose
 * text can't be loaded says nothing: its notes aren't called unplaced.
 */
export function useLostPlaces(
  notes: () => readonly NoteRevision[],
): Readonly<ShallowRef<ReadonlyMap<string, LostPlace>>> {
  const { series, loadModule } = useAppContext();
  const lost = shallowRef<ReadonlyMap<string, LostPlace>>(new Map());
  const blockIds = new Map(
    series.modules.flatMap(({ sections }) => sections.map((section) => [section.id, section.blockIds] as const)),
  );
  const texts = new Map<string, Promise<ReadonlyMap<string, readonly QuotedBlock[]> | null>>();

  /** A module's text by section; null where it can't be loaded. */
  function textOf(moduleId: string): Promise<ReadonlyMap<string, readonly QuotedBlock[]> | null> {
    const known = texts.get(moduleId);
    if (known) return known;
    const loading = loadModule(moduleId).then(
      ({ sections }) =>
        new Map(
          sections.map(({ id, blocks }) => [
            id,
            blocks.map((block) => ({ id: block.id, text: compactText(blockText(block.html)) })),
          ]),
        ),
      () => null,
    );
    texts.set(moduleId, loading);
    return loading;
  }

  async function look(all: readonly NoteRevision[], stale: () => boolean): Promise<void> {
    const pageYield = createPageYield();
    const found = new Map<string, LostPlace>();
    const quoted = new Map<string, NoteRevision[]>();
    for (const note of all) {
      const blocks = blockIds.get(note.sectionId);
      if (!blocks) found.set(note.noteId, 'section');
      else if (note.anchor || note.colour) quoted.set(note.sectionId, [...(quoted.get(note.sectionId) ?? []), note]);
      else if (note.blockId !== null && !blocks.includes(note.blockId)) found.set(note.noteId, 'block');
    }
    // What was known of words stands until they are looked for again: a card must not go while somebody writes in it.
    for (const { noteId } of [...quoted.values()].flat())
      if (lost.value.get(noteId) === 'words') found.set(noteId, 'words');
    lost.value = new Map(found);
    for (const [sectionId, some] of quoted) {
      const blocks = (await textOf(some[0]?.moduleId ?? ''))?.get(sectionId);
      await pageYield();
      if (stale()) return;
      if (!blocks) continue;
      const placed = placeQuotes(blocks, some, findApproximately);
      for (const { noteId } of some) {
        if (placed.get(noteId) === null) found.set(noteId, 'words');
        else found.delete(noteId);
      }
      lost.value = new Map(found);
    }
  }

  watch(
    notes,
    (all, _, onCleanup) => {
      let isStale = false;
      onCleanup(() => {
        isStale = true;
      });
      void look(all, () => isStale);
    },
    { immediate: true },
  );
  return lost;
}
