import { cpus, loadavg } from 'node:os';
import { verdict, type Estimate, type Verdict } from './statistics';

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly ours: string;
  /** Floor or peer of the same run; empty where there is none. */
  readonly beside: string;
  readonly target: string;
  readonly verdict: Verdict | '';
}

/**
 * A number with its unit and interval, e.g. `5.17 ms (4.87-7.81)`; the interval is left out where the number is exact.
 */
export function written({ value, low, high }: Estimate, unit: string, digits = 1): string {
  const number = (each: number): string => each.toFixed(digits);
  return `${number(value)} ${unit}${low === high ? '' : ` (${number(low)}-${number(high)})`}`;
}

/** A number without doubt, e.g. a count of bytes. */
export function exactly(value: number): Estimate {
  return { value, low: value, high: value };
}

/** The verdict on an estimate; inconclusive whatever it says where the machine was too busy with something else. */
export function judged(estimate: Estimate, target: number, quiet = true): Verdict {
  return quiet ? verdict(estimate, target) : 'inconclusive';
}

/** Load average a core above which other programs have most of the machine; the benchmark itself makes about one. */
export const CROWDED = 2;

/**
 * The verdict on an absolute time. What holds on a crowded machine holds on a quiet one too; what misses there may be
 * the others' doing, so that is inconclusive.
 *
 * @param load processes that want a core, a core; 0 where the system doesn't tell (Windows)
 */
export function judgedTime(
  time: Estimate,
  target: number,
  quiet: boolean,
  load: number = (loadavg()[0] ?? 0) / cpus().length,
): Verdict {
  const judgement = judged(time, target, quiet);
  return judgement === 'misses' && load > CROWDED ? 'inconclusive' : judgement;
}
