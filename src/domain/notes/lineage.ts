import { compareRevisions, type NoteRevision, type RevisionOrder } from './note';

/** What tells of a revision where it stands in its note's history; it is readable in a protected record too. */
export type Descent = RevisionOrder & Pick<NoteRevision, 'basedOn'>;

/** Two states of a note, neither of which was written with the other in sight. */
export interface Fork<Revision> {
  /** The last state that both go on from; null where there is none. */
  readonly base: Revision | null;
  readonly older: Revision;
  readonly newer: Revision;
}

/**
 * The two newest states of a note from which nothing goes on; null where there is one such state, as nearly always. The
 * history alone decides. A state that a revision names and that isn't there, or is newer, as in a file that somebody
 * made, counts as the one just before it.
 *
 * @param revisions every one of the note, in any order
 */
export function forkOf<Revision extends Descent>(revisions: readonly Revision[]): Fork<Revision> | null {
  const sorted = [...revisions].sort(compareRevisions);
  const places = new Map(sorted.map(({ id }, index) => [id, index]));
  const parents = sorted.map(({ basedOn }, index) =>
    basedOn
      .map((id) => places.get(id) ?? index)
      .map((place) => (place < index ? place : index - 1))
      .filter((place) => place >= 0),
  );
  const continued = new Set(parents.flat());
  const ends = sorted.map((_, index) => index).filter((index) => !continued.has(index));
  if (ends.length < 2) return null;

  const ancestry = new Map<number, ReadonlySet<number>>();
  const ancestryOf = (end: number): ReadonlySet<number> => {
    const known = ancestry.get(end);
    if (known) return known;
    const found = new Set<number>();
    for (const waiting = [end]; waiting.length > 0;) {
      const index = waiting.pop() ?? 0;
      if (found.has(index)) continue;
      found.add(index);
      waiting.push(...(parents[index] ?? []));
    }
    ancestry.set(end, found);
    return found;
  };
  const isMerging = (index: number): boolean => (parents[index]?.length ?? 0) > 1;
  /**
   * A merging state adds nothing to those that it merges, so whoever goes on from all of them goes on from it:
   * computers that merge in different orders would otherwise merge each other's merging states for ever.
   */
  const isMergedBy = (end: number, other: number): boolean =>
    [...ancestryOf(end)].every((index) => isMerging(index) || ancestryOf(other).has(index));

  const [older, newer] = ends
    .filter((end) => !isMerging(end) || !ends.some((other) => other > end && isMergedBy(end, other)))
    .slice(-2);
  const [first, second] = [sorted[older ?? -1], sorted[newer ?? -1]];
  if (older === undefined || newer === undefined || !first || !second) return null;
  const base = sorted.findLast((_, index) => ancestryOf(older).has(index) && ancestryOf(newer).has(index));
  return { base: base ?? null, older: first, newer: second };
}
