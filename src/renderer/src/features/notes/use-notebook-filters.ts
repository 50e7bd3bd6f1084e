import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import { searchNotes } from '../../../../domain/notes/note-search';
import { sameTag } from '../../../../domain/notes/tags';
import { NOTEBOOK_VIEWS, PATH, type NotebookView } from './notebook-view';

/** What narrows the notebook. */
export interface NotebookFilters {
  readonly query: Ref<string>;
  readonly view: Ref<NotebookView>;
  /** Empty for all, `PATH` for the sections of the reader's path. */
  readonly moduleId: Ref<string>;
  /** Empty for all. */
  readonly tag: Ref<string>;
  /** The views that there are, with how many living entries each has. */
  readonly views: ComputedRef<readonly { readonly view: NotebookView; readonly count: number }[]>;
  /** The entries that pass all of them, and those that are open, in the order of the text. */
  readonly found: ComputedRef<readonly NoteRevision[]>;
  /** False for one that is listed only because it is open. */
  readonly passes: (note: NoteRevision) => boolean;
}

/** The living ones of some entries: those that were deleted here are listed until the notebook is left. */
export const living = (some: readonly NoteRevision[]): readonly NoteRevision[] =>
  some.filter(({ deleted }) => !deleted);

/**
 * Search, view, module and tag, over the entries that are listed.
 *
 * @param unplaced the entries that have no place in the text
 * @param path the sections of the reader's path; null for a learner who is none of the readers
 * @param isOpen true for an entry that is listed whether it passes or not
 */
export function useNotebookFilters(
  listed: () => readonly NoteRevision[],
  unplaced: () => { readonly size: number; readonly has: (noteId: string) => boolean },
  path: () => ReadonlySet<string> | null,
  isOpen: (noteId: string) => boolean,
  compareOrder: (a: NoteRevision, b: NoteRevision) => number,
): NotebookFilters {
  const query = ref('');
  const view = ref<NotebookView>('all');
  const moduleId = ref('');
  const tag = ref('');

  const narrowed = computed(() =>
    listed().filter(
      (note) =>
        (moduleId.value === PATH
          ? (path()?.has(note.sectionId) ?? true)
          : moduleId.value === '' || note.moduleId === moduleId.value) &&
        (tag.value === '' || note.tags?.some((each) => sameTag(each, tag.value)) === true),
    ),
  );
  const matching = computed(() => searchNotes(narrowed.value, query.value));

  function inView(name: NotebookView): readonly NoteRevision[] {
    switch (name) {
      case 'all':
        return matching.value;
      case 'notes':
        return matching.value.filter(({ text }) => text.trim() !== '');
      case 'unplaced':
        return matching.value.filter(({ noteId }) => unplaced().has(noteId));
      default:
        return searchNotes(matching.value, '', name);
    }
  }

  const views = computed(() =>
    NOTEBOOK_VIEWS.filter((name) => name !== 'unplaced' || unplaced().size > 0 || view.value === name).map((name) => ({
      view: name,
      count: living(inView(name)).length,
    })),
  );
  const passing = computed(() => new Set(inView(view.value)));
  const passes = (note: NoteRevision): boolean => passing.value.has(note);
  const found = computed(() =>
    listed()
      .filter((note) => passes(note) || isOpen(note.noteId))
      .toSorted(compareOrder),
  );
  return { query, view, moduleId, tag, views, found, passes };
}
