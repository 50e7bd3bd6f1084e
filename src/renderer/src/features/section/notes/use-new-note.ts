import { nextTick, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useAnnouncements } from '../../../stores/host/announcements';
import { useNotes, type NotePlace } from '../../../stores/record/notes';
import type { NoteRevision, WritingStage } from '../../../../../domain/notes/note';

/** A note from its beginning until its editor closes. */
export interface NewNote {
  /** Null while the editor is closed. */
  readonly draft: Readonly<ShallowRef<NoteRevision | null>>;
  readonly begin: (place: NotePlace) => void;
  /** Saves the text. Rejects where that fails; the editor keeps the text. */
  readonly save: (text: string, stage: WritingStage) => Promise<void>;
  /** Closes the editor, says that the note is saved, and gives the focus back. */
  readonly close: () => Promise<void>;
}

/** @param addButton the button that begins a note, and gets the focus once its editor is closed */
export function useNewNote(addButton: Readonly<Ref<HTMLElement | null>>): NewNote {
  const notes = useNotes();
  const announcements = useAnnouncements();
  const draft = shallowRef<NoteRevision | null>(null);
  return {
    draft,
    begin: (place) => {
      draft.value = notes.begin(place);
    },
    save: async (text, stage) => {
      if (draft.value) draft.value = await notes.write(draft.value, text, stage);
    },
    close: async () => {
      if (draft.value && !draft.value.deleted) announcements.say('notes.savedSaid');
      draft.value = null;
      // The button is hidden beside the editor, and what is hidden takes no focus.
      await nextTick();
      addButton.value?.focus();
    },
  };
}
