import type { Fork } from './lineage';
import { hasWords, nextRevision, withTagList, type NoteRevision } from './note';
import { stableNoteId } from './note-id';
import { mergeTags } from './tags';

/** The text of a note's state, and whether that state is deleted. */
type Written = Pick<NoteRevision, 'text' | 'deleted'>;

/** What two states of a note come to, neither of which was written with knowledge of the other. */
export interface MergedRevisions {
  /** The newer state with what only the older one changed; null where the newer one stands as it is. */
  readonly next: NoteRevision | null;
  /** The older state's text, where both wrote: it becomes a note of its own. Null where nothing is lost. */
  readonly beside: string | null;
}

/**
 * Merges two states of one note, field by field: what only one of them changed is kept, of two colours or places the
 * newer one wins, and of two texts both stay.
 *
 * @param base the last state that both knew; null where there is none
 */
export function mergeRevisions(base: NoteRevision | null, older: NoteRevision, newer: NoteRevision): MergedRevisions {
  const common: Partial<NoteRevision> = base ?? { text: '' };
  const isOlderWritten = older.text !== common.text && hasWords(older) && !older.deleted;
  let next = newer;
  if (older.colour !== common.colour && newer.colour === common.colour) {
    const { colour: _, ...unmarked } = next;
    next = older.colour ? { ...unmarked, colour: older.colour } : unmarked;
  }
  const tags = mergeTags(common.tags ?? [], older.tags ?? [], newer.tags ?? []);
  if (tags.join('\n') !== (newer.tags ?? []).join('\n')) next = withTagList(next, tags);
  if (base && isMoved(base, older) && !isMoved(base, newer)) {
    const { anchor: _, ...unplaced } = next;
    const { blockId, quote, anchor } = older;
    next = { ...unplaced, blockId, quote, ...(anchor ? { anchor } : {}) };
  }
  // Written words come back where the other side deleted the note without having seen them.
  if (isOlderWritten && newer.text === common.text) next = { ...next, text: older.text, deleted: false };
  return {
    next: next === newer ? null : next,
    beside: newer.text === common.text ? null : lostText(common.text ?? '', older, newer),
  };
}

/**
 * The state that ends a fork. Whoever finds the same two states makes the same revision, so that nobody has to merge
 * what another browser merged.
 *
 * @param merged the newer state with what only the older one changed
 */
export function mergingRevision({ older, newer }: Fork<NoteRevision>, merged: NoteRevision): NoteRevision {
  const id = stableNoteId(`merged\n${older.id}\n${newer.id}`);
  return nextRevision(merged, newer, id, newer.editedAt, [older.id, newer.id]);
}

/**
 * The first state of the note that holds a text of another one, set beside it. Its ids and dates follow from the state
 * that has the text: whoever sets it beside makes the same note.
 */
export function besideRevision(lost: NoteRevision): NoteRevision {
  const { id: noteId, moduleId, sectionId, blockId, quote, anchor, text, editedAt, era } = lost;
  const id = stableNoteId(`beside\n${noteId}`);
  return {
    id,
    noteId,
    moduleId,
    sectionId,
    blockId,
    quote,
    // Without the colour: the note itself marks the words already.
    ...(anchor ? { anchor } : {}),
    text,
    createdAt: editedAt,
    editedAt,
    ...(era === undefined ? {} : { era }),
    basedOn: { revision: id, ids: [] },
    deleted: false,
  };
}

/** The text of an older state that the newer one lacks: null where it wasn't written, or the newer goes on from it. */
export function lostText(baseText: string, older: Written, newer: Written): string | null {
  const isLost =
    !older.deleted &&
    hasWords(older) &&
    older.text !== baseText &&
    (newer.deleted || !newer.text.startsWith(older.text.trimEnd()));
  return isLost ? older.text : null;
}

function isMoved(from: NoteRevision, to: NoteRevision): boolean {
  return from.blockId !== to.blockId || from.quote !== to.quote;
}
