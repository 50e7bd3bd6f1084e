import { seededRandom } from '../../src/domain/quiz/seeded-random';

/** The middle value; the mean of the two middle ones for an even number. @throws RangeError for none */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A quantile by linear interpolation between the two nearest ranks. @throws RangeError for no values */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of no values.');
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** A measured value with the 95 % interval in which its true value lies. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A statistic of values with its 95 % bootstrap interval (percentile method, 2,000 resamples, seeded: the same values
 * give the same interval).
 *
 * @throws RangeError for no values
 */
export function estimate(values: readonly number[], statistic: (values: readonly number[]) => number): Estimate {
  const value = statistic(values);
  const random = seededRandom(20261125);
  const resampled = Array.from({ length: 2_000 }, () =>
    statistic(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  );
  return { value, low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

/**
 * Median of the per-round ratios, so that a slow moment of the machine weighs on both sides. @throws RangeError for
 * rounds that don't pair up
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Estimate {
  if (ours.length !== theirs.length)
    throw new RangeError(`${ours.length} rounds can't be paired with ${theirs.length}.`);
  return estimate(
    ours.map((value, index) => value / (theirs[index] ?? Number.NaN)),
    median,
  );
}

export type Verdict = 'holds' | 'misses' | 'inconclusive';

/** `holds` when the whole interval is within the target, `misses` when none of it is, else `inconclusive`. */
export function verdict({ low, high }: Pick<Estimate, 'low' | 'high'>, target: number): Verdict {
  return high <= target ? 'holds' : low > target ? 'misses' : 'inconclusive';
}
