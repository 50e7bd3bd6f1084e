import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareStatements, mergeStatements } from '../../../src/domain/statement';
import { read, statement, statements } from '../../support/statement-builders';
import { anyStatements, twoComputers } from './support/statement-arbitraries';

describe('the order of statements', () => {
  test('the earlier comes first', () => {
    expect(compareStatements(statement(read('a/first'), 0), statement(read('a/first'), 1))).toBeLessThan(0);
    expect(compareStatements(statement(read('a/first'), 1), statement(read('a/first'), 0))).toBeGreaterThan(0);
  });

  test('at the same instant the id decides', () => {
    expect(compareStatements(statement(read('a/first'), 0, 1), statement(read('a/first'), 0, 2))).toBeLessThan(0);
    expect(compareStatements(statement(read('a/first'), 0, 2), statement(read('a/first'), 0, 1))).toBeGreaterThan(0);
  });

  test('a statement stands level with itself only', () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        for (const a of all) for (const b of all) expect(compareStatements(a, b) === 0).toBe(a.id === b.id);
      }),
      { numRuns: 30 },
    );
  });
});

describe('merging two sets of statements', () => {
  test('each statement is there once, in order', () => {
    const [first, second, third] = statements(read('a/first'), read('a/second'), read('b/first'));
    expect(mergeStatements([third, first], [second, third]).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  test('leaves its arguments as they were', () => {
    const a = Object.freeze(statements(read('a/first')));
    const b = Object.freeze(statements(read('a/first'), read('a/second')));
    expect(mergeStatements(a, b)).toHaveLength(2);
  });

  test('is commutative', () => {
    fc.assert(fc.property(twoComputers, ([a, b]) => { expect(mergeStatements(a, b)).toEqual(mergeStatements(b, a)); }));
  });

  test('is associative', () => {
    fc.assert(
      fc.property(twoComputers, twoComputers, ([a, b], [c]) => {
        expect(mergeStatements(mergeStatements(a, b), c)).toEqual(mergeStatements(a, mergeStatements(b, c)));
      }),
    );
  });

  test('is idempotent: importing twice changes nothing', () => {
    fc.assert(
      fc.property(twoComputers, ([a, b]) => {
        const once = mergeStatements(a, b);
        expect(mergeStatements(once, b)).toEqual(once);
        expect(mergeStatements(once, once)).toEqual(once);
      }),
    );
  });
});
