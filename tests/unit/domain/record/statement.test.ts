import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareStatements } from '../../../../src/domain/record/statement';
import { read, statement } from '../../../support/builders/statement-builders';
import { anyStatements } from '../support/statement-arbitraries';

describe('the order of statements', () => {
  test('the earlier comes first', () => {
    expect(compareStatements(statement(read('a/first'), 0), statement(read('a/first'), 1))).toBeLessThan(0);
    expect(compareStatements(statement(read('a/first'), 1), statement(read('a/first'), 0))).toBeGreaterThan(0);
  });

  test('the earlier comes first whatever its id: one that is dated after a clock that was put back has the older id', () => {
    const [first, next] = [
      statement(read('a/first'), 5),
      { ...statement(read('a/first'), 6), id: statement(read('a/first'), 0).id },
    ];
    expect(compareStatements(first, next)).toBeLessThan(0);
    expect(compareStatements(next, first)).toBeGreaterThan(0);
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
