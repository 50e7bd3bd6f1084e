import { describe, expect, it, vi } from 'vitest';
import { createPendingWork } from '../../../../src/main/hosts/pending-work';

describe('work under way', () => {
  it('is waited for, failures included', async () => {
    const work = createPendingWork();
    let finish = (): void => undefined;
    const tracked = work.track(new Promise<void>((done) => (finish = done)));
    work.track(Promise.reject(new Error('failed'))).catch(() => undefined);
    let settled = false;
    const waiting = work.settled(60_000).then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    finish();
    await Promise.all([tracked, waiting]);
    expect(settled).toBe(true);
  });

  it('is given up at the limit', async () => {
    const work = createPendingWork();
    void work.track(new Promise(() => undefined));
    let isGivenUp = false;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      void work.settled(3_000).then(() => (isGivenUp = true));
      await vi.advanceTimersByTimeAsync(2_999);
      expect(isGivenUp).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(isGivenUp).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
