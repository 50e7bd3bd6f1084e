import { describe, expect, it } from 'vitest';
import { createStopwatch } from '../../../../src/renderer/src/features/section/stopwatch';

function stopwatch() {
  let time = 1_000;
  const watch = createStopwatch(() => time);
  return {
    ...watch,
    passes: (milliseconds: number): void => {
      time += milliseconds;
    },
  };
}

describe('a stopwatch', () => {
  it('counts while it runs, and keeps what it has counted while it is paused', () => {
    const { run, pause, passes, milliseconds } = stopwatch();
    passes(5);
    run();
    passes(10);
    pause();
    passes(20);
    run();
    passes(40);
    expect(milliseconds()).toBe(50);
  });

  it('counts from zero again, running as before', () => {
    const { run, reset, passes, milliseconds } = stopwatch();
    run();
    passes(10);
    reset();
    passes(7);
    expect(milliseconds()).toBe(7);
  });

  it('gives up what was used of its time, and keeps the rest', () => {
    const { run, subtract, passes, milliseconds } = stopwatch();
    run();
    passes(10);
    const used = milliseconds();
    passes(4);
    subtract(used);
    passes(2);
    expect(milliseconds()).toBe(6);
  });

  it('goes on counting at once where the clock is set back, and gives nothing back', () => {
    const { run, passes, milliseconds } = stopwatch();
    run();
    passes(10);
    expect(milliseconds()).toBe(10);
    passes(-500);
    expect(milliseconds()).toBe(10);
    passes(3);
    expect(milliseconds()).toBe(13);
  });
});
