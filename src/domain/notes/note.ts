import { isBase64 } from '../json/base64';
import { compareEdits, nextEdit, type EditTime } from '../learner/edit-order';
import type { HighlightColour, QuoteAnchor } from './highlight';
import type { AskedReflection } from './reflection';
import { compareText } from '../text/compare-text';
import { beginningOf } from '../text/whole-characters';

/** Whether the editing of a text goes on (`typing`: it is kept as a draft), or has ended. */
export type WritingStage = 'typing' | 'done';

/** One state of a note. Editing adds a revision, deleting adds one that is marked deleted; nothing is overwritten. */
export interface NoteRevision {
  /** UUIDv7 of this revision. */
  readonly id: string;
  readonly noteId: string;
  readonly moduleId: string;
  readonly sectionId: string;
  /** Block that it belongs to, or null for the whole section. */
  readonly blockId: string | null;
  /**
   * Words of the text that the note is about, as they were when it was written; may be empty. The question of a
   * reflection, where the note answers one.
   */
  readonly quote: string;
  /**
   * How the quote is found in the text; absent where there is no quote, and in notes that are older than highlights.
   */
  readonly anchor?: QuoteAnchor;
  /** Colour in which the quote is marked in the text; absent where it isn't marked. */
  readonly colour?: HighlightColour;
  /** The reflection that the note answers; absent in every other note. */
  readonly reflection?: AskedReflection;
  /** The learner's own headings for it (`tags.ts`); absent where there are none. */
  readonly tags?: readonly string[];
  /** Warnings about details that may identify a child (`privacy-warning.ts`) which the learner dismissed. */
  readonly dismissed?: readonly string[];
  /** Plain text, at most `MAXIMUM_NOTE_LENGTH` UTF-16 units. */
  readonly text: string;
  /**
   * Where a PIN protects the record: quote, text, anchor, colour, tags and dismissed warnings sealed; quote
   * and text are empty then, the others absent (`domain/protection/note-content.ts`). Only storage and files see it.
   */
  readonly sealed?: string;
  /** ISO instants. */
  readonly createdAt: string;
  readonly editedAt: string;
  /** Comes before the dates in their order (`domain/learner/edit-order.ts`); absent for 0. */
  readonly era?: number;
  /** Ids of the states that it goes on from: none for the first one, two where it merges two (`lineage.ts`). */
  readonly basedOn: readonly string[];
  readonly deleted: boolean;
}

/**
 * A note before its first words, which isn't stored: older than anything that may be written to it elsewhere.
 *
 * @param at ISO instant
 */
export function unwrittenNote(
  noteId: string,
  place: Pick<NoteRevision, 'moduleId' | 'sectionId' | 'blockId' | 'quote' | 'anchor' | 'colour' | 'reflection'>,
  at: string,
): NoteRevision {
  return { ...place, id: '', noteId, text: '', createdAt: at, editedAt: '', basedOn: [], deleted: true };
}

/** Longest note, in UTF-16 units: about forty pages, and small enough for one journal line. */
export const MAXIMUM_NOTE_LENGTH = 60_000;

/** Longest sealed content in base64: the longest note with the longest quote, two bytes a UTF-16 unit, fits. */
const MAXIMUM_SEALED_LENGTH = 330_000;

/** True for sealed content as it may be in a file. */
export function isSealedText(value: unknown): boolean {
  return isBase64(value, MAXIMUM_SEALED_LENGTH);
}

/** False for a highlight without a note. */
export function hasWords({ text }: Pick<NoteRevision, 'text'>): boolean {
  return text.trim() !== '';
}

/**
 * The note with another text, or the note itself where nothing changes. Only a highlight can be without words: any
 * other note keeps its words, since clearing the field doesn't delete it.
 */
export function withText(note: NoteRevision, typed: string): NoteRevision {
  const text = beginningOf(typed, MAXIMUM_NOTE_LENGTH);
  if (text === note.text || (!hasWords({ text }) && !note.colour)) return note;
  return { ...note, text };
}

/** The note with other tags; without any it has no such field. */
export function withTagList(note: NoteRevision, tags: readonly string[]): NoteRevision {
  const { tags: _, ...rest } = note;
  return tags.length > 0 ? { ...rest, tags } : rest;
}

/** What decides which of two revisions is the newer. */
export type RevisionOrder = Pick<NoteRevision, 'id' | 'editedAt' | 'era'>;

/**
 * Negative, zero or positive as `a` is older, the same or newer than `b`: the last edit wins, ties by id, so that order
 * never matters.
 */
export function compareRevisions(a: RevisionOrder, b: RevisionOrder): number {
  return compareEdits(editOf(a), editOf(b)) || compareText(a.id, b.id);
}

/**
 * A state of a note as the next revision, which is newer than `known` whatever the clock says.
 *
 * @param now ISO instant
 * @param from ids of the states that it goes on from; an empty one is that of a note which isn't stored yet
 */
export function nextRevision(
  state: NoteRevision,
  known: NoteRevision,
  id: string,
  now: string,
  from: readonly string[] = [known.id],
): NoteRevision {
  const { era: _, ...rest } = state;
  const { at, ...era } = nextEdit(editOf(known), now);
  return { ...rest, id, editedAt: at, ...era, basedOn: from.filter((each) => each !== '') };
}

function editOf({ editedAt, era }: RevisionOrder): EditTime {
  return { at: editedAt, ...(era === undefined ? {} : { era }) };
}

/** The newest revision of each note, deleted ones included, by note id. */
export function latestRevisions(revisions: Iterable<NoteRevision>): Map<string, NoteRevision> {
  const latest = new Map<string, NoteRevision>();
  for (const revision of revisions) {
    const known = latest.get(revision.noteId);
    if (!known || compareRevisions(known, revision) < 0) latest.set(revision.noteId, revision);
  }
  return latest;
}
