import { normaliseName, type Learner } from '../learner/learner';
import { latinDigits } from '../text/digits';

/** Fewest characters of a PIN. */
export const MINIMUM_PIN_LENGTH = 6;

/** Most characters; a sentence fits. */
const MAXIMUM_PIN_LENGTH = 128;

/** Why a PIN isn't accepted. */
export type PinProblem = 'too-short' | 'too-long' | 'repeated' | 'sequence' | 'common' | 'own-name';

/** Among the most frequent leaked passwords; those with a pattern are found by the pattern. */
const COMMON: ReadonlySet<string> = new Set(
  'password password1 passw0rd qwerty qwerty123 qwertyuiop 1q2w3e 1q2w3e4r asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou letmein welcome admin123 dragon monkey sunshine princess football cambodia phnompenh child justice childjustice'.split(
    ' ',
  ),
);

/** Rows of keys that are typed in order. */
const RUNS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * A PIN as the key is derived from it: NFC, Khmer digits as Latin ones, nothing invisible, no space
 * around it. The same PIN typed on another keyboard gives the same key. Upper and lower case stay different.
 */
export function normalisePin(typed: string): string {
  return latinDigits(typed.normalize('NFC').replace(/\u200B|\u200C|\u200D|\uFEFF/gu, '')).trim();
}

/** What is wrong with a PIN as typed, or nothing. */
export function pinProblem(typed: string, learner: Pick<Learner, 'latinName' | 'khmerName'>): PinProblem | undefined {
  const pin = normalisePin(typed);
  const length = [...pin].length;
  if (length < MINIMUM_PIN_LENGTH) return 'too-short';
  if (length > MAXIMUM_PIN_LENGTH) return 'too-long';
  const plain = pin.toLowerCase();
  if (isRepeated(plain)) return 'repeated';
  if (isRun(plain)) return 'sequence';
  if (COMMON.has(plain)) return 'common';
  return isOwnName(plain, learner) ? 'own-name' : undefined;
}

/** A part of up to three characters, repeated: 111111, 121212, 123123; or pairs: 112233. */
function isRepeated(pin: string): boolean {
  return /^(.{1,3})\1+$/su.test(pin) || /^(?:(.)\1)+$/su.test(pin);
}

function isRun(pin: string): boolean {
  const backwards = [...pin].reverse().join('');
  return RUNS.some((run) => run.includes(pin) || run.includes(backwards));
}

function isOwnName(pin: string, { latinName, khmerName }: Pick<Learner, 'latinName' | 'khmerName'>): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[\s.'’-]/gu, '');
  const names = [latinName, khmerName]
    .map(normaliseName)
    .flatMap((name) => [name, ...name.split(' '), [...name.split(' ')].reverse().join('')]);
  // The learner's name, also with digits after it, is easily guessed.
  const bare = letters(pin).replace(/\d{0,4}$/u, '');
  return names.map(letters).some((name) => name !== '' && (name === bare || name === letters(pin)));
}
