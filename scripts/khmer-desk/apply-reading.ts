import { stringify } from 'yaml';
import { NUMBER_ORDER } from '../../src/authoring/translating/numbers';
import { STATES_FILE, textHash, type WrittenState } from '../../src/authoring/translating/states';
import { textKey, type TextPair } from '../../src/authoring/translating/text-pair';
import { APP_STATES, isAppText } from './app-texts';
import { translatedOf, type Translated } from './desk-texts';
import type { Reading } from './reading';
import { withCorrections, type Correction } from './write-texts';

const HEAD = `# Who has read which Khmer text: written by \`npm run translate:import\` from what a reader saved. A text that was
# changed since, in either language, counts as a draft again (the hash is of both).
`;

/** A text that was not taken, and why. */
export interface Refusal {
  readonly key: string;
  readonly why: string;
}

/** What came of a reader's file. */
export interface AppliedReading {
  readonly translated: Translated;
  /** Keys of the texts whose mark was taken. */
  readonly taken: readonly string[];
  /** Those of them whose words were changed. */
  readonly corrected: readonly string[];
  readonly refused: readonly Refusal[];
}

interface Said extends Correction {
  readonly key: string;
  readonly state: WrittenState['state'];
  readonly remark: string;
}

/**
 * Puts what a reader said into the texts and their states. A text is taken or refused by itself: one that was changed
 * since the page was made, a dispute that says nothing, or a correction with other numbers, citations or form than the
 * English is left as it stands.
 */
export function applyReading(translated: Translated, { by, on, texts }: Reading): AppliedReading {
  const pairs = new Map(translated.pairs.map((pair) => [textKey(pair), pair]));
  const refused: Refusal[] = [];
  const said: Said[] = [];
  for (const [key, { hash, state, khmer, remark = '' }] of Object.entries(texts)) {
    const pair = pairs.get(key);
    const why = refusalOf(pair, { hash, state, remark });
    if (!pair || !state || why !== undefined) refused.push({ key, why: why ?? '' });
    else said.push({ key, pair, state, remark: remark.trim(), khmer: wordsOf(khmer, pair) });
  }
  const corrections = said.filter(({ pair, khmer }) => khmer !== pair.translation);
  const put = putIn(translated, corrections);
  refused.push(...put.refused);
  const notPut = new Set(put.refused.map(({ key }) => key));
  const taken = said.filter(({ key }) => !notPut.has(key));
  const states = new Map<string, WrittenState>(translated.states);
  for (const { key, pair, khmer, state, remark } of taken)
    states.set(key, {
      state,
      by,
      on,
      ...(remark === '' ? {} : { remark }),
      hash: textHash({ english: pair.english, translation: khmer }),
    });
  return {
    translated: withStates(put.translated, states),
    taken: taken.map(({ key }) => key),
    corrected: corrections.map(({ key }) => key).filter((key) => !notPut.has(key)),
    refused,
  };
}

function refusalOf(
  pair: TextPair | undefined,
  { hash, state, remark }: { readonly hash: string; readonly state: string | undefined; readonly remark: string },
): string | undefined {
  if (!pair) return 'There is no such text any more.';
  if (textHash(pair) !== hash) return 'The English or the Khmer was changed since this page was made.';
  if (state === undefined) return 'It has no mark yet: neither right nor disputed.';
  if (state === 'disputed' && remark.trim() === '') return 'It is disputed, and the remark that says why is missing.';
  return undefined;
}

/** Without the space at the ends and the signs that nobody sees; an empty field is no correction. */
function wordsOf(khmer: string | undefined, { translation }: TextPair): string {
  const words = (khmer ?? '')
    .replaceAll(/[\u200B\u2060\uFEFF]/gu, '')
    .replaceAll('\r\n', '\n')
    .normalize('NFC')
    .trim();
  return words === '' || words === translation.trim() ? translation : words;
}

/** Puts corrections in, all at once where nothing is wrong with them, else half by half down to the one that is. */
function putIn(
  translated: Translated,
  corrections: readonly Said[],
): { readonly translated: Translated; readonly refused: readonly Refusal[] } {
  const [first] = corrections;
  if (!first) return { translated, refused: [] };
  const result = corrected(translated, corrections);
  const known = new Set(translated.problems.map(({ message }) => message));
  const problem = result.problems.find(({ message, rule }) => rule !== NUMBER_ORDER && !known.has(message));
  // A piece that became two moves those behind it.
  const isWhole = result.pairs.length === translated.pairs.length;
  if (!problem && isWhole) return { translated: result, refused: [] };
  if (corrections.length === 1)
    return {
      translated,
      refused: [{ key: first.key, why: problem?.message ?? 'It has another form than the English.' }],
    };
  const middle = Math.ceil(corrections.length / 2);
  const half = putIn(translated, corrections.slice(0, middle));
  // Lines have moved.
  const pairs = new Map(half.translated.pairs.map((pair) => [textKey(pair), pair]));
  const others = corrections.slice(middle).map((other) => ({ ...other, pair: pairs.get(other.key) ?? other.pair }));
  const rest = putIn(half.translated, others);
  return { translated: rest.translated, refused: [...half.refused, ...rest.refused] };
}

function corrected({ course, appFiles }: Translated, corrections: readonly Correction[]): Translated {
  const files = new Map(course);
  const own = new Map(appFiles);
  for (const file of new Set(corrections.map(({ pair }) => pair.file))) {
    const target = isAppText(file) ? own : files;
    const ofFile = corrections.filter(({ pair }) => pair.file === file);
    target.set(file, withCorrections(file, target.get(file) ?? '', ofFile));
  }
  return translatedOf(files, own);
}

function withStates(translated: Translated, states: ReadonlyMap<string, WrittenState>): Translated {
  const entries = [...states].sort(([a], [b]) => (a < b ? -1 : 1));
  const written = (isOwn: (key: string) => boolean): string =>
    HEAD + stringify({ texts: Object.fromEntries(entries.filter(([key]) => isOwn(key))) }, { lineWidth: 0 });
  const course = new Map(translated.course);
  const appFiles = new Map(translated.appFiles);
  const isCourseText = (key: string): boolean => !isAppText(key);
  if (entries.some(([key]) => isCourseText(key))) course.set(STATES_FILE, written(isCourseText));
  if (entries.some(([key]) => isAppText(key))) appFiles.set(APP_STATES, written(isAppText));
  return { ...translated, course, appFiles, states };
}
