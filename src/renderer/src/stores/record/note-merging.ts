import { besideRevision, mergeRevisions, mergingRevision } from '../../../../domain/notes/concurrent-revisions';
import { compareRevisions, type NoteRevision } from '../../../../domain/notes/note';
import type { ConcurrentNote, LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import type { NoteChanges, NoteWriting } from './note-writing';

/**
 * Merges notes of which two states don't know of each other: what only one of them changed is kept, and of two texts
 * the earlier one is set beside the note. Neither method rejects. The record may be closed or the disk full meanwhile,
 * or a note can't be merged: it stays listed then, and stops no other one.
 */
export interface NoteMerging {
  /** Merges those of these notes that have forks; after they were changed here. */
  readonly mergeForks: (session: LearnerSession, noteIds: readonly string[]) => Promise<void>;
  /** Merges all that are listed (`storage/record/forked-notes`, for states of older versions `concurrent-notes`). */
  readonly mergeAll: (session: LearnerSession) => Promise<void>;
}

/** Call it where a store is set up. */
export function createNoteMerging({ read, inTurn }: NoteWriting): NoteMerging {
  const announcements = useAnnouncements();

  /**
   * Makes a text that its note lost a separate note, so that it stays visible. The new note's id is that of the
   * revision that first had the text: whoever finds the same two texts makes the same note. Where two windows take
   * turns, one note beside is enough: the text replaces an earlier one beside that it, or the note itself (`shown`),
   * begins with.
   */
  async function setBeside(changes: NoteChanges, state: NoteRevision, shown: NoteRevision): Promise<void> {
    const { noteId, text } = state;
    const first = await changes.read((notes) => notes.firstWithText(state));
    const besides = await changes.read((notes) => notes.besides(noteId));
    const living = besides.filter(({ deleted }) => !deleted);
    if (besides.some((beside) => beside.noteId === first.id) || living.some((beside) => beside.text.startsWith(text)))
      return;
    const earlier = living.find((beside) => text.startsWith(beside.text) || shown.text.startsWith(beside.text));
    if (earlier) await changes.revise(earlier, (latest) => ({ ...latest, text }));
    else await changes.save(besideRevision(first));
    announcements.notify('information', 'noteChangedTwice');
  }

  async function mergeForks(session: LearnerSession, noteIds: readonly string[]): Promise<void> {
    try {
      const listed = await read(session, (notes) => notes.forked());
      for (const noteId of noteIds) if (listed.includes(noteId)) await mergeForked(session, noteId);
    } catch {
      // The failure is shown.
    }
  }

  /** Merges two states of a note until one goes on from all others; other changes get their turn between. */
  async function mergeForked(session: LearnerSession, noteId: string): Promise<void> {
    try {
      for (let before: string | null = ''; before !== null;) {
        const last: string = before;
        before = await inTurn(session, (changes) => mergeTwo(changes, noteId, last));
      }
    } catch {
      // It stays listed.
    }
  }

  /** Returns the id of the merging revision; null where there is nothing to merge, or the same as before. */
  async function mergeTwo(changes: NoteChanges, noteId: string, before: string): Promise<string | null> {
    const fork = await changes.read((notes) => notes.fork(noteId));
    if (!fork) return null;
    const { next, beside } = mergeRevisions(fork.base, fork.older, fork.newer);
    const merged = mergingRevision(fork, next ?? fork.newer);
    // The same once more: somebody stored another row under its id.
    if (merged.id === before) return null;
    // The text first: it is missed again, until both states are merged.
    if (beside !== null) await setBeside(changes, fork.older, merged);
    await changes.save(merged);
    if (fork.newer.deleted && !merged.deleted) announcements.notify('information', 'deletedNoteBack');
    return merged.id;
  }

  async function mergeAll(session: LearnerSession): Promise<void> {
    try {
      for (const noteId of await read(session, (notes) => notes.forked())) await mergeForked(session, noteId);
      for (const found of await read(session, (notes) => notes.concurrent())) await mergePair(session, found);
    } catch {
      // The failure is shown.
    }
  }

  async function mergePair(session: LearnerSession, found: ConcurrentNote): Promise<void> {
    const { base, here, elsewhere } = found;
    const [older, newer] = compareRevisions(here, elsewhere) < 0 ? [here, elsewhere] : [elsewhere, here];
    try {
      await inTurn(session, async (changes) => {
        // Their fork may have been merged on a state that one of them hadn't seen.
        const both = [older, newer];
        const merged = await changes.revise(newer, (latest) =>
          both.reduce((before, state) => mergeRevisions(base, state, before).next ?? before, latest),
        );
        for (const state of both)
          if (mergeRevisions(base, state, merged).beside !== null) await setBeside(changes, state, merged);
        if (both.some(({ deleted }) => deleted) && !merged.deleted)
          announcements.notify('information', 'deletedNoteBack');
        await changes.read((notes) => notes.merged(found));
      });
    } catch {
      // It stays listed.
    }
  }

  return { mergeForks, mergeAll };
}
