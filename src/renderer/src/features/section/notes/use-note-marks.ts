import { inject, shallowRef, type ShallowRef } from 'vue';
import { useI18n } from '../../../i18n/vue-texts';
import { openDraftsKey } from '../../../components/notes/open-drafts';
import { useAnnouncements } from '../../../stores/host/announcements';
import { useNotes } from '../../../stores/record/notes';
import type { HighlightColour } from '../../../../../domain/notes/highlight';
import { hasWords, type NoteRevision } from '../../../../../domain/notes/note';
import {
  blockOfNote,
  notesInText,
  placedLength,
  type NoteArrangement,
  type NoteInText,
} from '../text/note-arrangement';
import type { QuotedWords, SectionText, SelectedPart } from '../text/use-section-text';

/** Words that are to be marked; null where they are gone. */
interface ChosenWords {
  readonly part: SelectedPart;
  readonly words: QuotedWords | null;
}

/** A removal that can be undone. */
export interface Removal {
  readonly blockId: string;
  readonly noteId: string;
  readonly what: 'note' | 'highlight' | 'mark';
  readonly undo: () => Promise<unknown>;
}

/** The actions on the marks of a section. The store shows failures; the text is then unchanged. */
export interface NoteMarks {
  readonly removals: Readonly<ShallowRef<readonly Removal[]>>;
  /**
   * Marks words in a colour: one highlight a block. Words that are already marked change their colour. Returns the
   * notes' ids; none where it failed.
   */
  readonly mark: (parts: readonly SelectedPart[], colour: HighlightColour) => Promise<readonly string[]>;
  readonly recolour: (note: NoteRevision, colour: HighlightColour) => Promise<void>;
  /** Removes the mark: a highlight without a note is removed, a note stays. */
  readonly unmark: (note: NoteRevision) => Promise<void>;
  readonly remove: (note: NoteRevision) => Promise<void>;
  readonly undo: (removal: Removal) => Promise<void>;
  /** Places an unplaced note at other words. False where it failed. */
  readonly placeAt: (note: NoteRevision, part: SelectedPart) => Promise<boolean>;
  /** The note whose words are these or contain them; a note without a colour only where they are the same. */
  readonly noteAt: (part: SelectedPart) => NoteRevision | null;
}

/** The actions of toolbar, cards and keys on the notes. */
export function useNoteMarks(
  text: SectionText,
  arrangement: () => NoteArrangement,
  ids: () => { readonly moduleId: string; readonly sectionId: string },
): NoteMarks {
  const { t } = useI18n();
  const notes = useNotes();
  const announcements = useAnnouncements();
  const drafts = inject(openDraftsKey, null);
  const removals = shallowRef<readonly Removal[]>([]);
  let marking: Promise<unknown> = Promise.resolve();

  /** The notes on these words or on more of the block. */
  const around = ({ blockId, stretch: { start, end } }: SelectedPart): readonly NoteInText[] =>
    notesInText(arrangement()).filter(
      ({ place }) => place.blockId === blockId && place.start <= start && place.end >= end,
    );
  /** The notes on these very words. */
  const on = (part: SelectedPart): readonly NoteInText[] =>
    around(part).filter(({ place }) => place.start === part.stretch.start && place.end === part.stretch.end);

  function noteAt(part: SelectedPart): NoteRevision | null {
    const same = on(part);
    const marked = around(part).filter(({ note }) => note.colour);
    const nearest = marked.toSorted((a, b) => placedLength(a) - placedLength(b));
    return (same.find(({ note }) => note.colour) ?? same[0] ?? nearest[0])?.note ?? null;
  }

  /**
   * The words are read at once, and saved one mark after the other: a key that is held down marks them again before the
   * first mark is saved.
   */
  function mark(parts: readonly SelectedPart[], colour: HighlightColour): Promise<readonly string[]> {
    const chosen = parts.map((each) => {
      const part = text.quotablePart(each);
      return { part, words: text.quoted(part) };
    });
    const mine = marking.then(() => saveMarks(chosen, colour));
    marking = mine;
    return mine;
  }

  async function saveMarks(chosen: readonly ChosenWords[], colour: HighlightColour): Promise<readonly string[]> {
    const marked: string[] = [];
    try {
      for (const each of chosen) marked.push(await saveMark(each, colour));
    } catch {
      return marked;
    }
    announcements.say('highlights.marked', { colour: t(`highlights.colours.${colour}`) });
    return marked;
  }

  async function saveMark({ part, words }: ChosenWords, colour: HighlightColour): Promise<string> {
    const there = on(part)[0]?.note;
    if (there) return (there.colour === colour ? there : await notes.mark(there, colour)).noteId;
    if (!words) throw new Error('The words are gone.');
    return (await notes.add({ ...ids(), blockId: part.blockId, ...words, colour }, '')).noteId;
  }

  async function recolour(note: NoteRevision, colour: HighlightColour): Promise<void> {
    try {
      if (note.colour !== colour) await notes.mark(note, colour);
    } catch {
      return;
    }
    announcements.say('highlights.marked', { colour: t(`highlights.colours.${colour}`) });
  }

  /**
   * A note's draft is saved before the note is removed: saved later, it would restore the note. Null where it can't be
   * saved; the editor shows that.
   */
  async function asWritten(note: NoteRevision): Promise<NoteRevision | null> {
    try {
      await drafts?.saveAll();
    } catch {
      return null;
    }
    return notes.ofSection.find(({ noteId }) => noteId === note.noteId) ?? note;
  }

  async function removeWithUndo(
    note: NoteRevision,
    what: Removal['what'],
    remove: () => Promise<NoteRevision>,
    undo: (taken: NoteRevision) => Promise<unknown>,
  ): Promise<void> {
    const blockId = blockOfNote(arrangement(), note.noteId) ?? '';
    try {
      const taken = await remove();
      // It may be there again, with words that weren't in sight here.
      if (what === 'note' && notes.ofSection.some(({ noteId }) => noteId === note.noteId)) return;
      // The same may be asked for twice before the first is saved: one undo brings it back.
      const others = removals.value.filter((each) => each.noteId !== note.noteId || each.what !== what);
      removals.value = [...others, { blockId, noteId: note.noteId, what, undo: () => undo(taken) }];
    } catch {
      return;
    }
    announcements.say(`highlights.removed.${what}`);
  }

  return {
    removals,
    mark,
    recolour,
    async unmark(shown) {
      const note = await asWritten(shown);
      if (!note) return;
      const stays = hasWords(note);
      await removeWithUndo(
        note,
        stays ? 'mark' : 'highlight',
        () => notes.mark(note, null),
        (taken) => (stays ? notes.mark(taken, note.colour ?? null) : notes.restore(taken)),
      );
    },
    async remove(shown) {
      const note = await asWritten(shown);
      if (note)
        await removeWithUndo(
          note,
          hasWords(note) ? 'note' : 'highlight',
          () => notes.remove(note),
          (taken) => notes.restore(taken),
        );
    },
    async undo(removal) {
      try {
        await removal.undo();
      } catch {
        return;
      }
      removals.value = removals.value.filter((each) => each !== removal);
      announcements.say('highlights.broughtBack');
    },
    async placeAt(note, part) {
      const words = text.quoted(part);
      if (!words) return false;
      try {
        await notes.place(note, { blockId: part.blockId, ...words });
      } catch {
        return false;
      }
      announcements.say('highlights.placed');
      return true;
    },
    noteAt,
  };
}
