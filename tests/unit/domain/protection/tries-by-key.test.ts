import { describe, expect, it } from 'vitest';
import {
  NO_TRIES_BY_KEY,
  readTriesByKey,
  triesAt,
  withoutTriesAt,
  withTriesAt,
} from '../../../../src/domain/protection/tries-by-key';
import { NO_TRIES } from '../../../../src/domain/protection/unlock-delay';

const OWN = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const OTHER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ac';
const FIVE = { failures: 5, lastAt: 1_000 };
const TWO = { failures: 2, lastAt: 2_000 };

describe('wrong tries by key', () => {
  it('are each key’s own, and read as they were stored', () => {
    const counts = withTriesAt(withTriesAt(NO_TRIES_BY_KEY, OTHER, FIVE), OWN, TWO);
    const read = readTriesByKey(JSON.parse(JSON.stringify(counts)));
    expect([triesAt(read, OTHER), triesAt(read, OWN)]).toEqual([FIVE, TWO]);
    const left = withoutTriesAt(read, OWN);
    expect(left && [triesAt(left, OTHER), triesAt(left, OWN)]).toEqual([FIVE, NO_TRIES]);
    expect(left && withoutTriesAt(left, OTHER)).toBeNull();
  });

  it('hold for every key that has none of its own where a version with one count a record left them', () => {
    const read = readTriesByKey(FIVE);
    expect(triesAt(read, OWN)).toEqual(FIVE);
    const counts = readTriesByKey(JSON.parse(JSON.stringify(withTriesAt(read, OWN, TWO))));
    expect([triesAt(counts, OWN), triesAt(counts, OTHER)]).toEqual([TWO, FIVE]);
    expect(withoutTriesAt(counts, OWN)).toBeNull();
  });

  it.each([
    [null],
    [[]],
    [{ failures: -1, lastAt: 0 }],
    [{ keys: [FIVE] }],
    [{ keys: { [OWN]: { failures: 1.5, lastAt: 0 } } }],
    [JSON.parse('{"keys":{"__proto__":{"failures":5,"lastAt":0},"constructor":{"failures":5,"lastAt":0}}}')],
  ])('are none where %j is stored', (stored) => {
    const counts = readTriesByKey(stored);
    expect([triesAt(counts, OWN), triesAt(counts, OTHER)]).toEqual([NO_TRIES, NO_TRIES]);
    expect(({} as { readonly failures?: number }).failures).toBeUndefined();
  });
});
