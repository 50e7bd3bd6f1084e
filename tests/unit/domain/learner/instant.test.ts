import { expect, it } from 'vitest';
import { laterThan } from '../../../../src/domain/learner/instant';

it('is now, as long as the clock goes forward', () => {
  expect(laterThan('2026-11-25T08:00:00.000Z', '2026-11-25T08:00:00.001Z')).toBe('2026-11-25T08:00:00.001Z');
  expect(laterThan('2026-11-25T08:00:00.000Z', '2026-11-27T01:30:00.000Z')).toBe('2026-11-27T01:30:00.000Z');
});

it('is just after the earlier instant where the clock stood still or was set back', () => {
  expect(laterThan('2026-11-25T08:00:00.000Z', '2026-11-25T08:00:00.000Z')).toBe('2026-11-25T08:00:00.001Z');
  expect(laterThan('2026-12-31T23:59:59.999Z', '2019-01-01T00:00:00.000Z')).toBe('2027-01-01T00:00:00.000Z');
});

it('never leaves the four digits of the year, with which instants sort: a file from elsewhere can bring the last of them', () => {
  expect(laterThan('9999-12-31T23:59:59.999Z', '2026-11-25T08:00:00.000Z')).toBe('9999-12-31T23:59:59.999Z');
  expect(laterThan('9999-12-31T23:59:59.998Z', '2026-11-25T08:00:00.000Z')).toBe('9999-12-31T23:59:59.999Z');
});
