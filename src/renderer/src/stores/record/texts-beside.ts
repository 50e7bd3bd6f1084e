import {
  besideRevision,
  lostText,
  mergeRevisions,
  mergingRevision,
} from '../../../../domain/notes/concurrent-revisions';
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
   * that of the revision that first had the text: whoever finds the same two texts makes the same note. Where two take
   * turns, one note beside is enough: a text takes the place of one that it, or the note itself (`shown`), goes on
   * from.
   */
  async function setBeside(state: NoteRevision, shown: NoteRevision): Promise<void> {
    const { noteId, text } = state;
    const first = (await writing.read(({ notes }) => notes.firstWithText(state))) ?? state;
    const besides = (await writing.read(({ notes }) => notes.besides(noteId))) ?? [];
    const living = besides.filter(({ deleted }) => !deleted);
    if (besides.some((beside) => beside.noteId === first.id) || living.some((beside) => beside.text.startsWith(text)))
      return;
    const earlier = living.find((beside) => text.startsWith(beside.text) || shown.text.startsWith(beside.text));
    if (earlier) await writing.revise(earlier, (latest) => ({ ...latest, text }));
    else await writing.save(besideRevision(first));
    announcements.notify('information', 'noteChangedTwice');
  }

  /**
   * Merges the notes that another browser changed at the same time (`storage/record/forked-notes`, and for revisions of
   * older versions `concurrent-notes`). The record may be closed or the disk full meanwhile: what isn't merged stays
   * listed, and the next opening merges it.
   */
  async function mergeConcurrent(): Promise<void> {
    const session = sessionStore.current;
    for (const noteId of (await writing.read(({ notes }) => notes.forked())) ?? []) await mergeForks(noteId);
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

  /** Merges two states of a note until one goes on from all others. */
  async function mergeForks(noteId: string): Promise<void> {
    const session = sessionStore.current;
    for (let before = ''; ;) {
      const fork = await writing.read(({ notes }) => notes.fork(noteId));
      if (!fork || !sessionStore.isCurrent(session)) return;
      const { next, beside } = mergeRevisions(fork.base, fork.older, fork.newer);
      const merged = mergingRevision(fork, next ?? fork.newer);
      // The same once more: somebody stored another row under its id.
      if (merged.id === before) return;
      before = merged.id;
      // The text first: it is missed again, until both states are merged.
      if (beside !== null) await setBeside(fork.older, merged);
      await writing.save(merged);
    }
  }

  return { addOtherText, mergeConcurrent };
}
