import { seededRandom } from '../../src/domain/seeded-random';

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

/** A ratio with the interval in which its true value lies. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Median of the per-round ratios with a 95 % bootstrap interval (2,000 resamples, seeded, so that the same rounds give the same answer). */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  const ratios = ours.map((value, index) => value / (theirs[index] ?? Number.NaN));
  const random = seededRandom(20261125);
  const medians = Array.from({ length: 2_000 }, () => median(ratios.map(() => ratios[Math.floor(random() * ratios.length)] ?? 0)));
  return { median: median(ratios), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** `holds` when the whole interval is within the target, `misses` when none of it is, else `inconclusive`. */
export function verdict({ low, high }: Pick<Ratio, 'low' | 'high'>, target: number): 'holds' | 'misses' | 'inconclusive' {
  return high <= target ? 'holds' : low > target ? 'misses' : 'inconclusive';
}
