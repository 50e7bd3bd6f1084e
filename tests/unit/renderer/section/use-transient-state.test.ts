import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import {
  useTransientState,
  type TransientState,
} from '../../../../src/renderer/src/features/section/notes/use-transient-state';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function momentIn(scope = effectScope()): TransientState {
  const moment = scope.run(() => useTransientState(5_000));
  if (!moment) throw new Error('The scope is over.');
  return moment;
}

describe('a moment', () => {
  it('passes by itself', () => {
    const moment = momentIn();
    expect(moment.isActive.value).toBe(false);
    moment.begin();
    vi.advanceTimersByTime(4_999);
    expect(moment.isActive.value).toBe(true);
    vi.advanceTimersByTime(1);
    expect(moment.isActive.value).toBe(false);
  });

  it('is as long as ever when it is begun anew', () => {
    const moment = momentIn();
    moment.begin();
    vi.advanceTimersByTime(4_000);
    moment.begin();
    vi.advanceTimersByTime(4_000);
    expect(moment.isActive.value).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(moment.isActive.value).toBe(false);
  });

  it('is over with what it belongs to, and leaves no timer', () => {
    const scope = effectScope();
    const moment = momentIn(scope);
    moment.begin();
    scope.stop();
    expect(moment.isActive.value).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
