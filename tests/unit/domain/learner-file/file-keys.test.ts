import { describe, expect, it } from 'vitest';
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
