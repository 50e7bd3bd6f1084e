import { describe, expect, it } from 'vitest';
import { broughtKey, fileKeys, isBroughtByFile } from '../../../../src/domain/learner-file/file-keys';
import { MAXIMUM_FILE_KEYS } from '../../../../src/domain/learner-file/learner-file';
import { LearnerFileWriter } from '../../../../src/domain/learner-file/writing';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { identifier, learner } from '../../../support/builders/statement-builders';

const wrap = { salt: 'AAAA', iterations: 600_000, wrapped: 'AAAA' };
const key: KeyRecord = {
  version: 1,
  keyId: identifier(70),
  status: 'active',
  pin: wrap,
  recovery: wrap,
  createdAt: '2026-11-20T01:00:00.000Z',
  updatedAt: '2026-11-20T01:00:00.000Z',
};

/** A file with these keys in its header, whatever they are. */
function fileWith(keys: unknown): string {
  const writer = new LearnerFileWriter();
  const counts = { learner: 1, statement: 0, note: 0, position: 0 };
  const header = { learnerId: learner().id, createdAt: '2026-11-21T01:00:00.000Z', counts, keys };
  return writer.header(header as never) + writer.change({ kind: 'learner', body: learner() }) + writer.seal();
}

describe('the keys in a learner file', () => {
  it('are read as they were written', () => {
    expect(readInPieces(fileWith([key])).keys).toEqual([key]);
    expect(readInPieces(fileWith([]))).not.toHaveProperty('keys');
  });

  it.each([
    ['no key', null],
    ['of a newer kind', { ...key, version: 2 }],
    ['that asks for a day of work', { ...key, pin: { ...wrap, iterations: 1e12 } }],
    ['with a name for an id', { ...key, keyId: '__proto__' }],
    ['of half a megabyte', { ...key, further: 'x'.repeat(400_000) }],
    ['in a list of its own', [key]],
  ])('don’t hold one %s, and the rest of the file comes in', (_, hostile) => {
    expect(readInPieces(fileWith([hostile, key])).keys).toEqual([key]);
  });

  it('reach into no prototype', () => {
    const before = Reflect.ownKeys(Object.prototype);
    const text = fileWith([key, { mark: 1 }]).replace('"mark":1', '"__proto__":1');
    expect(() => readInPieces(text)).toThrow('wrong-checksum');
    const hostile = fileWith([{ ...key, ['constructor']: { prototype: { polluted: true } } }]);
    expect(readInPieces(hostile).keys).toEqual([key]);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  });

  it.each([
    ['too many', Array.from({ length: 21 }, () => key)],
    ['an object', { 0: key, length: 1 }],
    ['a text', 'keys'],
  ])('are refused as %s', (_, keys) => {
    expect(() => readInPieces(fileWith(keys))).toThrow('wrong-shape');
  });
});

describe('a key that a file brings', () => {
  const wanted = { ...key, status: 'active', updatedAt: '9999-12-31T23:59:59.999Z', era: 7 } as const;

  it('is set aside, without the date and era that the file gives it, and comes before every key of the record', () => {
    const { era: _, ...plain } = wanted;
    const brought = broughtKey(wanted, [key]);
    expect(brought).toEqual({ ...plain, status: 'set-aside', updatedAt: '1970-01-01T00:00:00.000Z' });
    expect([isBroughtByFile(brought), isBroughtByFile(key)]).toEqual([true, false]);
  });

  it('comes after those that files brought before it, in whatever order they are known', () => {
    const first = broughtKey(key, []);
    const second = broughtKey(key, [key, first]);
    const third = broughtKey(key, [second, key, first]);
    expect([first, second, third].map(({ updatedAt }) => Date.parse(updatedAt))).toEqual([0, 1, 2]);
  });

  it('stays one that a file brought, however many have come before it', () => {
    const last = { ...key, status: 'set-aside', updatedAt: '1970-01-01T00:00:59.999Z' } as const;
    expect(broughtKey(key, [last]).updatedAt).toBe(last.updatedAt);
    expect(isBroughtByFile({ ...key, updatedAt: '1970-01-01T00:01:00.000Z' })).toBe(false);
  });
});

describe('the keys that a file holds where a record has more than fit', () => {
  const named = (number: number, changes: Partial<KeyRecord> = {}): KeyRecord => ({
    ...key,
    keyId: identifier(number),
    ...changes,
  });
  const aside = (number: number) => named(number, { status: 'set-aside' });
  const brought = (number: number, place: number) =>
    named(number, { status: 'set-aside', updatedAt: new Date(place).toISOString() });
  const idsOf = (keys: readonly KeyRecord[]) => fileKeys(keys).map(({ keyId }) => keyId);

  it('are all where they fit, the record’s own first', () => {
    expect(idsOf([brought(1, 0), aside(2), named(3)])).toEqual([2, 3, 1].map((number) => identifier(number)));
  });

  it('are its own, then those of files in the order in which they came', () => {
    const flood = Array.from({ length: MAXIMUM_FILE_KEYS }, (_, index) => brought(100 + index, index + 1));
    const keys = [brought(1, 0), aside(2), named(3), ...flood.toReversed()];
    expect(idsOf(keys)).toEqual([
      ...[2, 3, 1].map((number) => identifier(number)),
      ...flood.slice(0, MAXIMUM_FILE_KEYS - 3).map(({ keyId }) => keyId),
    ]);
  });

  it('of its own are the newest', () => {
    const own = Array.from({ length: MAXIMUM_FILE_KEYS + 2 }, (_, index) =>
      named(100 + index, { status: 'set-aside', updatedAt: new Date(Date.UTC(2026, 10, 1 + index)).toISOString() }),
    );
    expect(idsOf(own)).toEqual(own.slice(2).map(({ keyId }) => keyId));
  });
});
