import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidVersion7 } from '../../../../src/domain/record/identifier';

const VALID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const random = fc.uint8Array({ minLength: 16, maxLength: 16 });
const LAST = 2 ** 48 - 1;

describe('an id of version 7', () => {
  test('is the example of RFC 9562, appendix A.6', () => {
    const bytes = Uint8Array.from(
      '000000000000 0cc3 18c4dc0c0c07398f'.replaceAll(' ', '').match(/../gu) ?? [],
      (pair) => parseInt(pair, 16),
    );
    expect(uuidVersion7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  test('sorts by the time it was made', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LAST }),
        fc.integer({ min: 0, max: LAST }),
        random,
        random,
        (a, b, one, other) => {
          fc.pre(a !== b);
          expect(uuidVersion7(a, one) < uuidVersion7(b, other)).toBe(a < b);
        },
      ),
    );
  });

  test('is valid for any clock', () => {
    fc.assert(
      fc.property(fc.double(), random, (now, bytes) => {
        expect(uuidVersion7(now, bytes)).toMatch(VALID);
      }),
    );
  });

  test.each([
    ['before 1970', -1, '00000000-0000'],
    ['of no number', Number.NaN, '00000000-0000'],
    ['of no end', Number.POSITIVE_INFINITY, 'ffffffff-ffff'],
    ['past its 48 bits', 2 ** 48, 'ffffffff-ffff'],
    ['with a fraction', 1.9, '00000000-0001'],
  ])('a clock %s is clamped', (_name, now, start) => {
    expect(uuidVersion7(now, new Uint8Array(16)).slice(0, 13)).toBe(start);
  });

  test('leaves the random bytes as they were, and needs only sixteen of them', () => {
    const bytes = new Uint8Array(20).fill(0xff);
    expect(uuidVersion7(0, bytes)).toBe('00000000-0000-7fff-bfff-ffffffffffff');
    expect(bytes).toEqual(new Uint8Array(20).fill(0xff));
  });

  test('fewer than sixteen random bytes are refused', () => {
    expect(() => uuidVersion7(0, new Uint8Array(15))).toThrow(RangeError);
  });
});
