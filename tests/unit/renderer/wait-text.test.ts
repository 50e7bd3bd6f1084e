import { describe, expect, it } from 'vitest';
import { waitText } from '../../../src/renderer/src/components/protection/use-countdown';

describe('a wait for the next try of a PIN', () => {
  it.each([
    [30, ['lock.wait', { seconds: 30 }]],
    [119, ['lock.wait', { seconds: 119 }]],
    [120, ['lock.waitMinutes', { minutes: 2, seconds: 0 }]],
    [899, ['lock.waitMinutes', { minutes: 14, seconds: 59 }]],
  ] as const)('of %i seconds is told in seconds, and from two minutes on in minutes too', (seconds, expected) => {
    expect(waitText(seconds)).toEqual(expected);
  });
});
