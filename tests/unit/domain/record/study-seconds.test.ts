import { describe, expect, it } from 'vitest';
import { studySeconds } from '../../../../src/domain/record/study-seconds';

const HOUR = 3_600_000;

describe('the seconds of a stretch of study', () => {
  it.each([
    ['as they were', 90_400, 90],
    ['none where the clock was set back an hour', -HOUR, 0],
    ['none where the clock was set back five years', -5 * 365 * 24 * HOUR, 0],
    ['a day at most where it was set forward to 2038', 12 * 365 * 24 * HOUR, 86_400],
  ])('are %s', (_, milliseconds, seconds) => {
    expect(studySeconds(milliseconds)).toBe(seconds);
  });
});
