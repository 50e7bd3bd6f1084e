import { expect, it } from 'vitest';
import { isCorrectedSinceRead } from '../../../../src/domain/record/corrected-section';

const read = (timestamp: string, last?: string) => ({
  sectionReads: { 'a/first': { statementId: '1', timestamp, ...(last === undefined ? {} : { last }) } },
});

it.each([
  ['a section that was never corrected', read('2026-11-01T10:00:00.000Z'), undefined, false],
  ['one that was read before', read('2026-11-01T10:00:00.000Z'), '2026-12-01', true],
  ['one that was read after', read('2026-12-01T10:00:00.000Z'), '2026-12-01', false],
  ['one that was read again after', read('2026-11-01T10:00:00.000Z', '2026-12-02T10:00:00.000Z'), '2026-12-01', false],
  ['one that was never read', { sectionReads: {} }, '2026-12-01', false],
])('marks only what was corrected after the last reading: %s', (_case, record, corrected, isMarked) => {
  const section = { id: 'a/first', ...(corrected === undefined ? {} : { corrected }) };
  expect(isCorrectedSinceRead(record, section)).toBe(isMarked);
});
