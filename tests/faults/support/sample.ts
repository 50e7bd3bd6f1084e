import { randomInt } from 'node:crypto';
import { seededRandom, type RandomSource } from '../../../src/domain/quiz/seeded-random';
import { BACKENDS, type Backend } from './backends';

/** True where everything is run, as `npm run test:faults` does. Otherwise `IN_EVERY_RUN` is, with smaller counts. */
export const WHOLE = process.env['FAULTS'] === 'whole';

/**
 * The files of `tests/faults` that `npm run test:more` runs: what is lost by a kill (F1, F4), by a second window (F8)
 * or by a full disk (F10), and what takes few seconds (F18, F19). The others are run whole or not at all.
 */
export const IN_EVERY_RUN = [
  'full-disk',
  'full-disk-host',
  'killed-browser',
  'killed-import',
  'killed-restore',
  'two-windows',
  'unwritable-places',
] as const;

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
  return seededRandom(hashOf(test));
}

/** FNV-1a over the test's name, begun with the seed. */
function hashOf(test: string): number {
  let hash = SEED;
  for (const character of test) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash >>> 8;
}

/** Both of Chromium's backends, or, in a sample, the one that the seed says; another test's may be the other. */
export function backendsFor(test: string): readonly Backend[] {
  return WHOLE ? BACKENDS : BACKENDS.filter((_, index) => index === hashOf(test) % BACKENDS.length);
}

/** A whole number from `from` to `to`, both included. */
export function between(chance: RandomSource, from: number, to: number): number {
  return from + Math.floor(chance() * (to - from + 1));
}
