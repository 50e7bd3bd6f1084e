import { nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';

/** The notebook's entries whose editor or tag field is open. */
export interface OpenEntries {
  /** They stay listed, whatever is written in them: an editor is never taken away by its own save. */
  readonly isOpen: (noteId: string) => boolean;
  /** Called where an entry's editor or tag field opens or closes. */
  readonly setOpen: (noteId: string, isOpen: boolean) => Promise<void>;
  /** True where the entry that closed last isn't listed any more. */
  readonly hasLeft: Readonly<Ref<boolean>>;
}

/**
 * Keeps entries listed until they close. Where one leaves the list then, the focus goes to the entry after it.
 *
 * @param found the listed entries, in order
 * @param narrowing changes when other entries are looked for
 * @param elementOf the element of a listed entry
 * @param otherwise gets the focus where the list is empty
 */
export function useOpenEntries(
  found: () => readonly NoteRevision[],
  narrowing: () => unknown,
  elementOf: (noteId: string) => HTMLElement | null | undefined,
  otherwise: Readonly<Ref<HTMLElement | null>>,
): OpenEntries {
  const open = shallowRef<ReadonlySet<string>>(new Set());
  const hasLeft = ref(false);

  watch(narrowing, () => {
    hasLeft.value = false;
  });

  async function setOpen(noteId: string, isOpen: boolean): Promise<void> {
    hasLeft.value = false;
    if (isOpen) {
      open.value = new Set([...open.value, noteId]);
      return;
    }
    const before = found();
    open.value = new Set([...open.value].filter((id) => id !== noteId));
    if (found().some((note) => note.noteId === noteId)) return;
    hasLeft.value = true;
    const at = before.findIndex((note) => note.noteId === noteId);
    const next = before[at + 1] ?? before[at - 1];
    await nextTick();
    // The focused button went with the entry, unless somebody goes on elsewhere.
    if (document.activeElement !== document.body) return;
    const element = next && elementOf(next.noteId);
    if (element) element.tabIndex = -1;
    (element ?? otherwise.value)?.focus();
  }

  return { isOpen: (noteId) => open.value.has(noteId), setOpen, hasLeft };
}
