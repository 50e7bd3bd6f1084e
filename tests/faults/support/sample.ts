import { randomInt } from 'node:crypto';
import { seededRandom, type RandomSource } from '../../../src/domain/seeded-random';

/** True where everything is run: `FAULTS=whole`. Otherwise a sample of the slow ones. */
export const WHOLE = process.env['FAULTS'] === 'whole';

/** The whole count, or a tenth of it (at least one). */
export function cases(whole: number, sample = Math.ceil(whole / 10)): number {
  return WHOLE ? whole : sample;
}

/** The seed of this run: `FAULTS_SEED`, or one drawn anew. One run has one seed, also over several workers. */
export const SEED = runSeed();

function runSeed(): number {
  // Workers inherit the environment of the process that starts them.
  process.env['FAULTS_SEED'] ??= String(randomInt(2 ** 31));
  return Number(process.env['FAULTS_SEED']);
}

/** A repeatable source of chance for a test; prints what makes it the same again. */
export function chanceFor(test: string): RandomSource {
  console.log(`FAULTS_SEED=${SEED}: ${test}`);
  let hash = SEED;
  for (const character of test) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return seededRandom(hash);
}

/** A whole number from `from` to `to`, both included. */
export function between(chance: RandomSource, from: number, to: number): number {
  return from + Math.floor(chance() * (to - from + 1));
}
