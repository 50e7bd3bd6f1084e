import { searchable } from '../text/searchable';
import { compareText } from '../text/compare-text';
import { beginningOf } from '../text/whole-characters';

/** Longest tag, in UTF-16 units. */
export const MAXIMUM_TAG_LENGTH = 60;

/** Most tags that a note is given. One that was merged, or comes from a newer version, may have more. */
export const MAXIMUM_TAGS = 20;

/** Most tags that a file or a journal may hold of a note. */
export const MAXIMUM_KEPT_TAGS = 10 * MAXIMUM_TAGS;

/**
 * A tag as it is stored: without `#`, white space at its ends and characters of no width; null where nothing is left.
 * Its letters stay as typed; two tags are the same where they differ by no more than capitals and Khmer spelling
 * (`sameTag`).
 */
export function readTag(typed: string): string | null {
  const tag = beginningOf(withoutSigns(typed), MAXIMUM_TAG_LENGTH).trim();
  return tag === '' ? null : tag;
}

/** The tags in what was typed: several are separated by commas, Latin or not. */
export function readTags(typed: string): string[] {
  return parts(typed).flatMap((part) => readTag(part) ?? []);
}

/** UTF-16 units that `readTags` leaves out, since no tag is that long. */
export function cutFromTags(typed: string): number {
  return parts(typed).reduce((sum, part) => sum + Math.max(0, withoutSigns(part).length - MAXIMUM_TAG_LENGTH), 0);
}

function parts(typed: string): readonly string[] {
  return typed.split(/[,،、;]/u);
}

function withoutSigns(typed: string): string {
  return typed
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s#]+|\s+$/gu, '');
}

/** True for two spellings of one tag. */
export function sameTag(a: string, b: string): boolean {
  return searchable(a) === searchable(b);
}

/**
 * The tags with further ones at their end, `maximum` at most; one that is there already stays as it is, and none that
 * is there goes.
 */
export function withTags(tags: readonly string[], added: readonly string[], maximum = MAXIMUM_TAGS): readonly string[] {
  return united(tags, added).slice(0, Math.max(maximum, tags.length));
}

function united(tags: readonly string[], added: readonly string[]): readonly string[] {
  return added.reduce<readonly string[]>(
    (known, tag) => (known.some((each) => sameTag(each, tag)) ? known : [...known, tag]),
    tags,
  );
}

/** The tags without one. */
export function withoutTag(tags: readonly string[], removed: string): readonly string[] {
  return tags.filter((tag) => !sameTag(tag, removed));
}

/** The tags with one renamed, in its place; where the new name is there already, both become one. */
export function withRenamedTag(tags: readonly string[], from: string, to: string): readonly string[] {
  return united(
    [],
    tags.map((tag) => (sameTag(tag, from) ? to : tag)),
  );
}

/** A tag with the number of notes that have it. */
export interface CountedTag {
  readonly tag: string;
  readonly count: number;
}

/** All tags of some notes, by their count and then by name; of two spellings the one that comes first. */
export function countTags(
  notes: Iterable<{ readonly tags?: readonly string[]; readonly deleted: boolean }>,
): CountedTag[] {
  const counts = new Map<string, { tag: string; count: number }>();
  for (const { tags = [], deleted } of notes) {
    if (deleted) continue;
    for (const tag of tags) {
      const known = counts.get(searchable(tag));
      if (known) known.count += 1;
      else counts.set(searchable(tag), { tag, count: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || compareText(a.tag, b.tag));
}

/**
 * The tags of two states of a note, neither of which was written with knowledge of the other: the newer one's, with
 * what only the older one added and without what only it removed. Both were saved, so more than a note is given by hand
 * stay.
 */
export function mergeTags(
  base: readonly string[],
  older: readonly string[],
  newer: readonly string[],
): readonly string[] {
  const has = (tags: readonly string[], tag: string): boolean => tags.some((each) => sameTag(each, tag));
  const kept = newer.filter((tag) => !has(base, tag) || has(older, tag));
  return united(
    kept,
    older.filter((tag) => !has(base, tag)),
  ).slice(0, MAXIMUM_KEPT_TAGS);
}

/** True for tags in a file or a journal. Generous: a newer version may allow more and longer ones. */
export function isTagList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAXIMUM_KEPT_TAGS &&
    value.every((tag) => typeof tag === 'string' && tag.length <= 10 * MAXIMUM_TAG_LENGTH)
  );
}
