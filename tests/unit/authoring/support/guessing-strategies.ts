import { absoluteWordCount } from '../../../../src/authoring/rules/absolute-words';

/** A single-choice question as somebody sees it who has read nothing. */
export interface SeenQuestion {
  readonly stem: string;
  readonly options: readonly { readonly text: string; readonly correct: boolean }[];
}

/** How inviting an option is, by its text, to somebody who guesses in this way; the highest is picked. */
type Strategy = (text: string, others: readonly string[], stem: string) => number;

/** Ways to guess, by name. */
export const STRATEGIES = {
  longest: (text) => length(text),
  shortest: (text) => -length(text),
  'most words': (text) => wordCount(text),
  'fewest words': (text) => -wordCount(text),
  'no absolute word': (text) => -absoluteWordCount(text),
  'nearest to the average length': (text, others) => {
    const lengths = [text, ...others].map(length);
    return -Math.abs(length(text) - lengths.reduce((sum, each) => sum + each, 0) / lengths.length);
  },
  'between the shortest and the longest': (text, others) => {
    const lengths = others.map(length);
    return length(text) < Math.max(...lengths) && length(text) > Math.min(...lengths) ? 1 : 0;
  },
  'most words of the stem': (text, _others, stem) => sharedWords(text, stem).length,
  'most like the stem': (text, _others, stem) => likeness(text, stem),
  'most like the other options': (text, others) => others.reduce((sum, other) => sum + likeness(text, other), 0),
} satisfies Readonly<Record<string, Strategy>>;

/**
 * Share of these questions that a way of guessing gets right on average; among options that are equally inviting it
 * draws lots.
 */
export function successOf(strategy: Strategy, questions: readonly SeenQuestion[]): number {
  const points = questions.map(({ stem, options }) => {
    const scores = options.map(({ text }, index) =>
      strategy(
        text,
        options.filter((_other, place) => place !== index).map((other) => other.text),
        stem,
      ),
    );
    const picked = options.filter((_option, index) => scores[index] === Math.max(...scores));
    return picked.filter(({ correct }) => correct).length / picked.length;
  });
  return points.reduce((sum, point) => sum + point, 0) / Math.max(1, questions.length);
}

function length(text: string): number {
  return [...text].length;
}

function wordCount(text: string): number {
  return text.split(/\s+/u).length;
}

/** Words of four letters or more: shorter ones are in every sentence. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu));
}

function sharedWords(one: string, other: string): readonly string[] {
  const words = wordsOf(other);
  return [...wordsOf(one)].filter((word) => words.has(word));
}

/** Shared words as a share of all words of both (Jaccard's index). */
function likeness(one: string, other: string): number {
  return sharedWords(one, other).length / Math.max(1, new Set([...wordsOf(one), ...wordsOf(other)]).size);
}
