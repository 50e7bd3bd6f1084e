import { newId, nowIso, useAppContext } from '../../app-context';
import { lostText, mergeRevisions } from '../../../../domain/notes/concurrent-revisions';
import { compareRevisions, type NoteRevision } from '../../../../domain/notes/note';
import { useAnnouncements } from '../host/announcements';
import { useSession } from '../session/session';
import type { NoteWriting } from './note-writing';

/** Sets texts beside their note that were written at the same time as the one that it has. */
export interface TextsBeside {
  /** After a save of `mine`, which began from `base`, while `other` was the newest state. @throws StorageError */
  readonly addOtherText: (base: NoteRevision, other: NoteRevision, mine: NoteRevision) => Promise<void>;
  /** Merges the notes that another browser changed at the same time. @throws StorageError */
  readonly mergeConcurrent: () => Promise<void>;
}

/** Call it where a store is set up. */
export function createTextsBeside(writing: NoteWriting): TextsBeside {
  const context = useAppContext();
  const sessionStore = useSession();
  const announcements = useAnnouncements();

  /**
   * Where another window changed the text after this one read it (`base`), the text saved last wins; the other text
   * is set beside it.
   */
  async function addOtherText(base: NoteRevision, other: NoteRevision, mine: NoteRevision): Promise<void> {
    if (other.id !== base.id && lostText(base.text, other, mine) !== null) await setBeside(other, mine);
  }

  /**
   * Makes a text that its note doesn't have any more a separate note, so that it stays visible. The new note's id is
   * that of the text's revision: whoever finds the same two texts makes the same note. Where two take turns, one note
   * beside is enough: a text takes the place of one that it, or the note itself (`shown`), goes on from.
   */
  async function setBeside(
    { id, noteId, moduleId, sectionId, blockId, quote, anchor, text }: NoteRevision,
    shown: NoteRevision,
  ): Promise<void> {
    const besides = (await writing.read((session) => session.notes.besides(noteId))) ?? [];
    const living = besides.filter(({ deleted }) => !deleted);
    if (besides.some((beside) => beside.noteId === id) || living.some((beside) => beside.text.startsWith(text))) return;
    const earlier = living.find((beside) => text.startsWith(beside.text) || shown.text.startsWith(beside.text));
    const at = nowIso(context);
    if (earlier) await writing.revise(earlier, (latest) => ({ ...latest, text }));
    else
      await writing.save({
        moduleId,
        sectionId,
        blockId,
        quote,
        // Without the colour: the note itself marks the words already.
        ...(anchor ? { anchor } : {}),
        id: newId(context),
        noteId: id,
        text,
        createdAt: at,
        editedAt: at,
        deleted: false,
      });
    announcements.notify('information', 'noteChangedTwice');
  }

  /**
   * Merges the notes that another browser changed at the same time (`storage/record/concurrent-notes`). The record may
   * be closed or the disk full meanwhile: what isn't merged stays listed, and the next opening merges it.
   */
  async function mergeConcurrent(): Promise<void> {
    const session = sessionStore.current;
    for (const found of (await writing.read(({ notes }) => notes.concurrent())) ?? []) {
      if (!sessionStore.isCurrent(session)) return;
      const [older, newer] =
        compareRevisions(found.here, found.elsewhere) < 0
          ? [found.here, found.elsewhere]
          : [found.elsewhere, found.here];
      const { revision } = await writing.revise(
        newer,
        (latest) => mergeRevisions(found.base, older, latest).next ?? latest,
      );
      if (mergeRevisions(found.base, older, revision).beside !== null) await setBeside(older, revision);
      await writing.read(({ notes }) => notes.merged(found));
    }
  }

  return { addOtherText, mergeConcurrent };
}
