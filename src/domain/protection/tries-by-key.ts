import { isObject, isUuid } from '../json/json-value';
import { NO_TRIES, readTries, type UnlockTries } from './unlock-delay';

/**
 * Wrong tries at each key of a record: whoever opens it with a key of their own must get no new tries at another one.
 * This is also the stored form.
 */
export interface TriesByKey {
  /** By the key's id. */
  readonly keys: Readonly<Record<string, UnlockTries>>;
  /** One count for the whole record, by an earlier version. It holds for every key that has none of its own. */
  readonly all: UnlockTries;
}

export const NO_TRIES_BY_KEY: TriesByKey = { keys: {}, all: NO_TRIES };

/** Tries as they were stored, also by versions with one count a record; none where that can't be read. */
export function readTriesByKey(value: unknown): TriesByKey {
  if (!isObject(value) || !isObject(value['keys'])) return { keys: {}, all: readTries(value) };
  const keys = Object.entries(value['keys'])
    .filter(([keyId]) => isUuid(keyId))
    .map(([keyId, tries]) => [keyId, readTries(tries)] as const);
  return { keys: Object.fromEntries(keys), all: readTries(value['all']) };
}

/** The wrong tries at a key. */
export function triesAt({ keys, all }: TriesByKey, keyId: string): UnlockTries {
  return keys[keyId] ?? all;
}

/** With another count of a key. */
export function withTriesAt({ keys, all }: TriesByKey, keyId: string, tries: UnlockTries): TriesByKey {
  return { keys: { ...keys, [keyId]: tries }, all };
}

/**
 * Without the count of a key that was opened; null where no other is left. One of an earlier version goes too: the key
 * would begin with it again.
 */
export function withoutTriesAt({ keys }: TriesByKey, keyId: string): TriesByKey | null {
  const { [keyId]: _, ...others } = keys;
  return Object.keys(others).length === 0 ? null : { keys: others, all: NO_TRIES };
}
