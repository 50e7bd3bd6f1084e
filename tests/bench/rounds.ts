import { median } from './statistics';

/** One round: every subject measured once, one after another. */
export interface Round<Subject extends string> {
  /** Milliseconds; a subject may measure several times in a round. */
  readonly samples: Readonly<Record<Subject, readonly number[]>>;
  /** Milliseconds that the fixed loop took before this round. */
  readonly processor: number;
}

/** The rounds that count. */
export interface Rounds<Subject extends string> {
  readonly kept: readonly Round<Subject>[];
  /** Rounds discarded because the machine was busy with something else. */
  readonly discarded: number;
  /** False where more than a third had to be discarded: no verdict can be based on them. */
  readonly quiet: boolean;
}

/** Off by more than this share of the median, the fixed loop says that the machine was not itself. */
const TOLERANCE = 0.2;

/**
 * Measures subjects in turn (ABC ABC ...): the first rounds are dropped (caches, compiled code), rounds before which a
 * fixed loop ran at another speed are discarded and made up for. @param processor milliseconds of a fixed piece of work
 */
export async function interleavedRounds<Subject extends string>(
  subjects: Readonly<Record<Subject, () => Promise<readonly number[]>>>,
  {
    rounds = 15,
    dropped = 3,
    processor = processorLoop,
  }: { readonly rounds?: number; readonly dropped?: number; readonly processor?: () => number } = {},
): Promise<Rounds<Subject>> {
  const names = Object.keys(subjects) as Subject[];
  const once = async (): Promise<Round<Subject>> => {
    const milliseconds = processor();
    const samples = {} as Record<Subject, readonly number[]>;
    for (const name of names) samples[name] = await subjects[name]();
    return { samples, processor: milliseconds };
  };
  for (let round = 0; round < dropped; round += 1) await once();
  const measured: Round<Subject>[] = [];
  const most = Math.floor(rounds * 1.5);
  while (steady(measured).length < rounds && measured.length < most) measured.push(await once());
  const kept = steady(measured);
  return { kept, discarded: measured.length - kept.length, quiet: kept.length >= rounds };
}

/** Each round's median of a subject, for ratios. */
export function perRound<Subject extends string>(rounds: Rounds<Subject>, subject: Subject): number[] {
  return rounds.kept.map(({ samples }) => median(samples[subject]));
}

/** Every sample of a subject, for percentiles. */
export function allSamples<Subject extends string>(rounds: Rounds<Subject>, subject: Subject): number[] {
  return rounds.kept.flatMap(({ samples }) => samples[subject]);
}

function steady<Subject extends string>(rounds: readonly Round<Subject>[]): Round<Subject>[] {
  if (rounds.length === 0) return [];
  const usual = median(rounds.map(({ processor }) => processor));
  return rounds.filter(({ processor }) => Math.abs(processor - usual) <= usual * TOLERANCE);
}

/** A fixed piece of arithmetic: the best of three, so that a single interruption by the scheduler doesn't count. */
function processorLoop(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const since = performance.now();
    let mixed = 1;
    for (let step = 0; step < 5_000_000; step += 1) mixed = Math.imul(mixed ^ step, 0x01000193);
    // The result is used, or the loop could be compiled away.
    best = Math.min(best, performance.now() - since + (mixed === 0 ? 1e-9 : 0));
  }
  return best;
}
