import { describe, expect, it } from 'vitest';
import { compareEpochs, nextEpoch } from '../../../../src/domain/record/journal-epoch';

describe('the epoch of a journal', () => {
  it('is above all that are known, in whatever order they are named', () => {
    const first = nextEpoch([''], 'a');
    const second = nextEpoch(['', first], 'b');
    expect([first, second]).toEqual(['epoch-000001-a', 'epoch-000002-b']);
    expect(nextEpoch([second, first, ''], 'c')).toBe('epoch-000003-c');
    expect(nextEpoch(['epoch-999999-x'], 'd')).toBe('epoch-1000000-d');
  });

  it.each([
    ['none began', '', '', 0],
    ['both are the same', 'epoch-000001-a', 'epoch-000001-a', 0],
    ['the first one began', 'epoch-000001-a', '', 1],
    ['another one began', 'epoch-000002-b', 'epoch-000001-a', 1],
    ['a number has a seventh digit', 'epoch-1000000-b', 'epoch-999999-a', 1],
    ['two began independently', 'epoch-000001-b', 'epoch-000001-a', 0],
    ['the line of the first was lost', '', 'epoch-000001-a', -1],
    ['the line of the second was lost', 'epoch-000001-a', 'epoch-000002-b', -1],
    ['something else is in place of an epoch', 'epoch', '', 0],
  ])('is ordered by its number: %s', (_, one, other, expected) => {
    expect(Math.sign(compareEpochs(one, other))).toBe(expected);
  });
});
