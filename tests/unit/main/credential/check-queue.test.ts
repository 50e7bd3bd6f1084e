import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createCheckQueue } from '../../../../src/main/services/credential/check-queue';

const waits = (): AbortSignal => new AbortController().signal;

/** One check that runs and as many as may wait. */
const NINE: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A queue that doesn't rest, and tasks that end when they are told to. */
function scene() {
  const queue = createCheckQueue(async () => undefined);
  const begun: string[] = [];
  const ends = new Map<string, (outcome?: Error) => void>();
  const run = (name: string, signal = waits()): Promise<string> =>
    queue.run(
      () =>
        new Promise((resolve, reject) => {
          begun.push(name);
          ends.set(name, (error) => {
            if (error) reject(error);
            else resolve(name);
          });
        }),
      signal,
    );
  const end = async (name: string, error?: Error): Promise<void> => {
    ends.get(name)?.(error);
    await pause(0);
  };
  return { queue, begun, run, end };
}

describe('the queue of checks', () => {
  it('runs one at a time, in the order in which they were asked for', async () => {
    const { run, begun, end } = scene();
    const all = Promise.all(['first', 'second', 'third'].map((name) => run(name)));
    expect(begun).toEqual(['first']);
    await end('first');
    expect(begun).toEqual(['first', 'second']);
    await end('second');
    await end('third');
    expect(await all).toEqual(['first', 'second', 'third']);
  });

  it('refuses with a code of its own what is beyond those that may wait, and takes the next again when there is room', async () => {
    const { run, end } = scene();
    const asked = NINE.map((name) => run(name));
    await expect(run('one too many')).rejects.toMatchObject({ name: 'OperationFailure', code: 'too-busy' });
    await end('1');
    asked.push(run('late'));
    for (const name of [...NINE.slice(1), 'late']) await end(name);
    expect(await Promise.all(asked)).toEqual([...NINE, 'late']);
  });

  it('drops what waits for a window that is gone, and gives its place to others', async () => {
    const { run, begun, end } = scene();
    const window = new AbortController();
    const [gone, ...others] = [...NINE].reverse();
    const asked = others.map((name) => run(name));
    const dropped = run(gone ?? '', window.signal);
    window.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'too-busy' });
    asked.push(run('instead'));
    for (const name of [...others, 'instead']) await end(name);
    expect(await Promise.all(asked)).toEqual(begun);
    expect(begun).toEqual([...others, 'instead']);
  });

  it('begins nothing for a window that is gone already, and lets what runs go on', async () => {
    const { run, begun, end } = scene();
    const window = new AbortController();
    const first = run('first', window.signal);
    window.abort();
    await expect(run('second', window.signal)).rejects.toMatchObject({ code: 'too-busy' });
    await end('first');
    expect(await first).toBe('first');
    expect(begun).toEqual(['first']);
  });

  it('calls a check that was broken off because its window is gone by its own code, not an unforeseen error', async () => {
    const { run, end } = scene();
    const window = new AbortController();
    const first = run('first', window.signal);
    window.abort();
    await Promise.all([
      expect(first).rejects.toMatchObject({ name: 'OperationFailure', code: 'too-busy' }),
      end('first', new Error('The reading was stopped.')),
    ]);
  });

  it('goes on after a check that fails, and passes its error on', async () => {
    const { run, end } = scene();
    const first = run('first');
    const second = run('second');
    await Promise.all([expect(first).rejects.toThrow('broken'), end('first', new Error('broken'))]);
    await end('second');
    expect(await second).toBe('second');
  });

  it('rests after each check for as long as it took, half a second at most, so that the journal has its turn', async () => {
    const rests: number[] = [];
    const queue = createCheckQueue(async (milliseconds) => rests.push(milliseconds));
    const busyFor = (milliseconds: number) => async (): Promise<void> => {
      const until = performance.now() + milliseconds;
      while (performance.now() < until);
    };
    await queue.run(busyFor(30), waits());
    await queue.run(busyFor(700), waits());
    await queue.run(busyFor(0), waits());
    expect(rests[0]).toBeGreaterThanOrEqual(30);
    expect(rests[1]).toBe(500);
  });
});
