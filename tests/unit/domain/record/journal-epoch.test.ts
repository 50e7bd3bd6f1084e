import { describe, expect, it } from 'vitest';
import { isReset, nextEpoch } from '../../../../src/domain/record/journal-epoch';

describe('the epoch of a journal', () => {
  it('rises with every restore, whichever of the known ones is the highest', () => {
    const first = nextEpoch([''], 'a');
    const second = nextEpoch(['', first], 'b');
    expect([first, second]).toEqual(['restored-000001-a', 'restored-000002-b']);
    expect(nextEpoch([second, first, ''], 'c')).toBe('restored-000003-c');
    expect(nextEpoch(['restored-999999-x'], 'd')).toBe('restored-1000000-d');
  });

  it.each([
    ['was never restored', '', '', false],
    ['is the one that is known', 'restored-000001-a', 'restored-000001-a', false],
    ['was restored for the first time', 'restored-000001-a', '', true],
    ['was restored once more', 'restored-000002-b', 'restored-000001-a', true],
    ['was restored elsewhere at the same time', 'restored-000001-b', 'restored-000001-a', true],
    ['lost the line that told of its restore', '', 'restored-000001-a', false],
    ['lost the line that told of its second restore', 'restored-000001-a', 'restored-000002-b', false],
    ['holds something else in place of an epoch', 'restored', '', false],
  ])('tells a journal that %s', (_, epoch, known, expected) => {
    expect(isReset(epoch, known)).toBe(expected);
  });
});
