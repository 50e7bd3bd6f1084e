import { describe, expect, it } from 'vitest';
import { judged, judgedTime } from '../../bench/report';
import { allSamples, interleavedRounds, perRound } from '../../bench/rounds';

/** Speeds of the fixed loop, one a round; the last goes on. */
function speeds(...milliseconds: number[]): () => number {
  return () => (milliseconds.length > 1 ? milliseconds.shift() : milliseconds[0]) ?? 0;
}

describe('the rounds of a benchmark', () => {
  it('measure the subjects in turn and drop the first rounds', async () => {
    const order: string[] = [];
    const subject = (name: string) => async () => [order.push(name)];
    const rounds = await interleavedRounds(
      { ours: subject('ours'), floor: subject('floor') },
      { rounds: 2, dropped: 1, processor: () => 10 },
    );
    expect(order).toEqual(['ours', 'floor', 'ours', 'floor', 'ours', 'floor']);
    expect(allSamples(rounds, 'ours')).toEqual([3, 5]);
    expect(rounds).toMatchObject({ discarded: 0, quiet: true });
  });

  it('take the median within a round and keep every sample', async () => {
    const rounds = await interleavedRounds(
      { ours: async () => [1, 9, 2] },
      { rounds: 2, dropped: 0, processor: () => 10 },
    );
    expect(perRound(rounds, 'ours')).toEqual([2, 2]);
    expect(allSamples(rounds, 'ours')).toEqual([1, 9, 2, 1, 9, 2]);
  });

  it('discard a round before which the machine ran at another speed, and make up for it', async () => {
    let number = 0;
    const rounds = await interleavedRounds(
      { ours: async () => [(number += 1)] },
      { rounds: 4, dropped: 0, processor: speeds(10, 10, 15, 10, 10) },
    );
    expect(allSamples(rounds, 'ours')).toEqual([1, 2, 4, 5]);
    expect(rounds).toMatchObject({ discarded: 1, quiet: true });
  });

  it('reach no verdict where more than a third of the rounds had to go', async () => {
    const rounds = await interleavedRounds(
      { ours: async () => [1] },
      { rounds: 4, dropped: 0, processor: speeds(10, 20, 10, 30, 10, 40) },
    );
    expect(rounds.quiet).toBe(false);
    expect(judged({ value: 1, low: 1, high: 1 }, 2, rounds.quiet)).toBe('inconclusive');
    expect(judged({ value: 1, low: 1, high: 1 }, 2)).toBe('holds');
  });

  it('fail when a subject cannot be measured', async () => {
    await expect(
      interleavedRounds({ ours: () => Promise.reject(new Error('no answer')) }, { processor: () => 10 }),
    ).rejects.toThrow('no answer');
  });

  it('blame no target missed on a machine that others crowd, and believe one that holds there', () => {
    const slow = { value: 60, low: 55, high: 65 };
    expect(judgedTime(slow, 50, true, 0.9)).toBe('misses');
    expect(judgedTime(slow, 50, true, 6)).toBe('inconclusive');
    expect(judgedTime(slow, 100, true, 6)).toBe('holds');
    expect(judgedTime(slow, 100, false, 0.9)).toBe('inconclusive');
  });
});
