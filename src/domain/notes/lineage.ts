import { isObject } from '../json/json-value';
import { compareRevisions, type NoteRevision, type RevisionOrder } from './note';

/** A UUID version 8, as `stableNoteId` makes them. */
const MADE_ID = /^.{14}8/u;

/** What tells of a revision where it stands in its note's history; it is readable in a protected record too. */
export type Descent = RevisionOrder & Pick<NoteRevision, 'basedOn'>;

/** Two states of a note, neither of which was written with the other in sight. */
export interface Fork<Revision> {
  /** The last state that both go on from; null where there is none. */
  readonly base: Revision | null;
  readonly older: Revision;
  readonly newer: Revision;
}

/** Who goes on from whom in a note's history. */
export interface Lineage<Revision> {
  /** The two newest states from which nothing goes on; null where there is one such state, as nearly always. */
  readonly fork: Fork<Revision> | null;
  /**
   * True where a state says, by all that it goes on from, what it knew since another one (null: since the beginning).
   * Where it doesn't, it only counts as going on from what is older.
   */
  readonly isTold: (id: string, sinceId: string | null) => boolean;
}

/** The ids of the states from which a revision goes on; null where it doesn't say. */
export function parentsOf({ id, basedOn }: Descent): readonly string[] | null {
  // A journal's lines aren't validated.
  const said: unknown = basedOn;
  if (!isObject(said) || said['revision'] !== id) return null;
  const { ids } = said as { readonly ids?: unknown };
  return Array.isArray(ids) && ids.every((each) => typeof each === 'string') ? ids : null;
}

/**
 * True where states surely go on from one another, one after the other. Asked of what is added to a history, which is
 * read only where the answer is no.
 *
 * @param before the newest state until now
 * @param added in any order
 */
export function isStraight(before: Descent | undefined, added: readonly Descent[]): boolean {
  let newest = before;
  for (const each of [...added].sort(compareRevisions)) {
    const isNewer = !newest || compareRevisions(newest, each) < 0;
    const [older, newer] = isNewer ? [newest, each] : [each, newest];
    const parents = newer && parentsOf(newer);
    if (older && parents && !parents.includes(older.id)) return false;
    newest = newer;
  }
  return true;
}

/**
 * Reads a note's history. A revision of an older version doesn't say what it goes on from, nor is it known where that
 * state is missing, or isn't older, as in a file that somebody made: such a one counts as going on from everything that
 * is older.
 *
 * @param revisions every one of the note
 * @param canRead false for a state that nothing here opens: it takes no part, but for what others go on from through it
 */
export function lineageOf<Revision extends Descent>(
  revisions: readonly Revision[],
  canRead: (revision: Revision) => boolean = () => true,
): Lineage<Revision> {
  const sorted = [...revisions].sort(compareRevisions);
  const places = new Map(sorted.map(({ id }, index) => [id, index]));
  const parents = sorted.map((revision, index) => {
    const found = parentsOf(revision)?.map((id) => places.get(id) ?? index);
    return found?.every((place) => place < index) ? found : null;
  });
  const merging = sorted.flatMap((revision, index) => (isMerging(revision) ? [index] : []));
  const isRead = sorted.map(canRead);
  const continued = new Set<number>();
  let last = 0;
  for (const waiting = sorted.map((_, index) => index).filter((index) => isRead[index]); waiting.length > 0;) {
    const index = waiting.pop() ?? 0;
    const from = parents[index];
    if (!from) last = Math.max(last, index);
    for (const parent of from ?? []) {
      // Through a state that can't be read, one goes on from what is before it.
      if (!continued.has(parent) && !isRead[parent]) waiting.push(parent);
      continued.add(parent);
    }
  }
  const open = sorted.map((_, index) => index).slice(last);
  const ends = open.filter((index) => isRead[index] && !continued.has(index));
  const [older, newer] = ends.filter((index) => !isMergedAgain(index)).slice(-2);

  /** True for a merging state of which a later one has both sides. */
  function isMergedAgain(end: number): boolean {
    if (ends.length === 1 || !merging.includes(end)) return false;
    return ends.some((other) => other > end && ancestry(other).said.has(end));
  }

  /**
   * A state and those that it goes on from; everything `below` the newest that doesn't say counts too (-1: all say). A
   * merging one adds nothing to the two that it merges, so whoever goes on from both goes on from it: browsers that
   * merge in different orders would otherwise merge each other's merging states for ever.
   */
  function ancestry(from: number): { readonly said: ReadonlySet<number>; readonly below: number } {
    const said = new Set<number>();
    let below = -1;
    for (const waiting = [from]; waiting.length > 0;) {
      const index = waiting.pop() ?? 0;
      if (said.has(index)) continue;
      said.add(index);
      const known = parents[index];
      if (known) waiting.push(...known);
      else below = Math.max(below, index);
    }
    for (const index of merging) if (parents[index]?.every((each) => each < below || said.has(each))) said.add(index);
    return { said, below };
  }

  function lastCommon(a: number, b: number): Revision | null {
    const [ofA, ofB] = [ancestry(a), ancestry(b)];
    const has = ({ said, below }: typeof ofA, index: number): boolean => index < below || said.has(index);
    return sorted.findLast((_, index) => isRead[index] && has(ofA, index) && has(ofB, index)) ?? null;
  }

  function isTold(id: string, sinceId: string | null): boolean {
    const [from, since] = [places.get(id), sinceId === null ? -1 : places.get(sinceId)];
    return from !== undefined && since !== undefined && ancestry(from).below <= since;
  }

  const [first, second] = [sorted[older ?? -1], sorted[newer ?? -1]];
  if (older === undefined || newer === undefined || !first || !second) return { fork: null, isTold };
  return { fork: { base: lastCommon(older, newer), older: first, newer: second }, isTold };
}

/**
 * True for a state that merges two: its id is made of theirs (`mergingRevision`), thus a UUID version 8, and every
 * other state's is drawn. The id isn't made again here: that would take SHA-256 into the first load.
 */
function isMerging(revision: Descent): boolean {
  return parentsOf(revision)?.length === 2 && MADE_ID.test(revision.id);
}
