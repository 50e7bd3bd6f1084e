import { describe, expect, it } from 'vitest';
import { doneWithin, TimeoutError, withTimeout } from '../../../src/renderer/src/storage/database/with-timeout';

const never = new Promise<never>(() => undefined);

describe('work that is waited for', () => {
  it('is done, or failed, or goes on', async () => {
    expect(await doneWithin(Promise.resolve('anything'), 10_000)).toBe(true);
    expect(await doneWithin(Promise.reject(new Error('It failed.')), 10_000)).toBe(false);
    expect(await doneWithin(never, 1)).toBe(false);
  });

  it('answers in time, or not', async () => {
    expect(await withTimeout(Promise.resolve('anything'), 10_000)).toBe('anything');
    await expect(withTimeout(never, 1)).rejects.toThrow(TimeoutError);
  });
});
