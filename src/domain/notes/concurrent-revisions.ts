import { forkOf, type Fork } from './lineage';
import { compareRevisions, hasWords, nextRevision, withTagList, type NoteRevision } from './note';
import { stableNoteId } from './note-id';
import { mergeTags } from './tags';

/** The text of a note's state, and whether that state is deleted. */
type Written = Pick<NoteRevision, 'text' | 'deleted'>;

/** What two states of a note come to, neither of which was written with knowledge of the other. */
export interface MergedRevisions {
  /** The newer state with what only the older one changed. */
  readonly merged: NoteRevision;
  /** True where both wrote: the older state's text becomes a conflict copy. */
  readonly isConflict: boolean;
}

/**
 * The revisions that end the forks of a note: the states that merge two, and the first states of conflict copies. They
 * follow from the note's states alone, ids and dates included, so that computers which exchange files come to rest.
 *
 * @param states every one of the note, with its content readable
 */
export function mergesOfNote(states: readonly NoteRevision[]): readonly NoteRevision[] {
  const known = new Map(states.map((state) => [state.id, state]));
  const copies = new Map<string, NoteRevision>();
  for (let fork = forkOf(states); fork; fork = forkOf([...known.values()])) {
    const { merged, isConflict } = mergeRevisions(fork.base, fork.older, fork.newer);
    const merging = mergingRevision(fork, merged);
    // A file may hold another row under its id.
    if (known.has(merging.id)) break;
    if (isConflict) {
      const copy = conflictCopy(firstWithText(fork.older, known));
      copies.set(copy.id, copy);
    }
    known.set(merging.id, merging);
  }
  return [...[...known.values()].slice(states.length), ...copies.values()];
}

/**
 * Merges two states of one note, field by field: what only one of them changed is kept, and of two colours or places
 * the newer one wins.
 *
 * @param base the last state that both knew; null where there is none
 */
export function mergeRevisions(base: NoteRevision | null, older: NoteRevision, newer: NoteRevision): MergedRevisions {
  const common: Partial<NoteRevision> = base ?? { text: '' };
  const isOlderWritten = older.text !== common.text && hasWords(older) && !older.deleted;
  let merged = newer;
  if (older.colour !== common.colour && newer.colour === common.colour) {
    const { colour: _, ...unmarked } = merged;
    merged = older.colour ? { ...unmarked, colour: older.colour } : unmarked;
  }
  const tags = mergeTags(common.tags ?? [], older.tags ?? [], newer.tags ?? []);
  if (tags.join('\n') !== (newer.tags ?? []).join('\n')) merged = withTagList(merged, tags);
  if (base && isMoved(base, older) && !isMoved(base, newer)) {
    const { anchor: _, ...unplaced } = merged;
    const { blockId, quote, anchor } = older;
    merged = { ...unplaced, blockId, quote, ...(anchor ? { anchor } : {}) };
  }
  // Written words come back where the other side deleted the note without having seen them.
  if (isOlderWritten && newer.text === common.text) merged = { ...merged, text: older.text, deleted: false };
  return { merged, isConflict: newer.text !== common.text && isTextLost(common.text ?? '', older, newer) };
}

/** The state that ends a fork. */
function mergingRevision({ older, newer }: Fork<NoteRevision>, merged: NoteRevision): NoteRevision {
  const id = stableNoteId(`merged\n${older.id}\n${newer.id}`);
  return nextRevision(merged, newer, id, newer.editedAt, [older.id, newer.id]);
}

/** The first state of the note that holds a text of another one: a note of its own beside it. */
function conflictCopy(lost: NoteRevision): NoteRevision {
  const { id: noteId, moduleId, sectionId, blockId, quote, anchor, text, editedAt, era } = lost;
  return {
    id: stableNoteId(`copy\n${noteId}`),
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
    basedOn: [],
    deleted: false,
  };
}

/** The first state with the text that `state` has, as far back as the text is the same: one text is copied once. */
function firstWithText(state: NoteRevision, states: ReadonlyMap<string, NoteRevision>): NoteRevision {
  for (let found = state; ;) {
    const { text, basedOn } = found;
    const before = [...basedOn]
      .sort()
      .map((id) => states.get(id))
      .find((each) => each?.text === text && compareRevisions(each, found) < 0);
    if (!before) return found;
    found = before;
  }
}

/** True where a written text isn't in the newer state, which doesn't go on from it either. */
function isTextLost(baseText: string, older: Written, newer: Written): boolean {
  return (
    !older.deleted &&
    hasWords(older) &&
    older.text !== baseText &&
    (newer.deleted || !newer.text.startsWith(older.text.trimEnd()))
  );
}

function isMoved(from: NoteRevision, to: NoteRevision): boolean {
  return from.blockId !== to.blockId || from.quote !== to.quote;
}
