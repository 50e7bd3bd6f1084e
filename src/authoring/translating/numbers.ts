import { latinDigits } from '../../domain/text/digits';
import type { Problem } from '../reading/problem';
import { textKey, type TextPair } from './text-pair';

/** The rule of numbers that are the same in another order: a reader of the language may decide that. */
export const NUMBER_ORDER = 'translation-number-order';

/**
 * Rule `translation-numbers`: both texts have the same numbers as often, cell by cell and item by item, in whatever
 * digits; what is cited and linked apart. Rule `translation-number-order`: they stand in the same order there, but for
 * years and numbers of documents (No. 24), which another language may say earlier or later.
 */
export function numberProblems(pair: TextPair): readonly Problem[] {
  const problem = (rule: string, message: string): Problem => ({ file: pair.file, line: pair.line, rule, message });
  return partsOf(pair).flatMap(([english, translation]) => {
    const [source, own] = [numbersIn(english), numbersIn(translation)];
    if (joined([...source].sort()) !== joined([...own].sort())) {
      const message = `${textKey(pair)}: the source has the numbers ${joined(source)}, the translation ${joined(own)}.`;
      return [problem('translation-numbers', message)];
    }
    const movable = new Set([...english.matchAll(MOVABLE)].map(([found]) => found));
    const placed = (numbers: readonly string[]): string => joined(numbers.filter((number) => !movable.has(number)));
    if (placed(source) === placed(own)) return [];
    const message = `${textKey(pair)}: the source has the numbers in the order ${joined(source)}, the translation ${joined(own)}.`;
    return [problem(NUMBER_ORDER, message)];
  });
}

/** A year of these two centuries, and the number by which a document is called. */
const MOVABLE = /(?<=\bNos?\.\s)\d+|(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)/gu;

const CITED = /\[@[^\]]*\]|\(term:[^)]*\)|\{#[^}]*\}/gu;

/** The cells and lines of both texts beside each other; both whole where one has more of them. */
function partsOf({ english, translation }: TextPair): readonly (readonly [string, string])[] {
  const [source, own] = [english, translation].map((text) => text.split(/\n|\|/u)) as [string[], string[]];
  if (source.length !== own.length) return [[english, translation]];
  return source.map((part, index) => [part, own[index] ?? '']);
}

function numbersIn(text: string): readonly string[] {
  const plain = latinDigits(text)
    .replace(CITED, ' ')
    .replace(/(?<=\d)[,.\s](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=\d),(?=\d)/gu, '.');
  return plain.match(/\d+(?:\.\d+)?/gu) ?? [];
}

function joined(numbers: readonly string[]): string {
  return numbers.join(' ') || '(none)';
}
