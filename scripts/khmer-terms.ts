import * as v from 'valibot';
import { parse } from 'yaml';
import type { Problem } from '../src/authoring/reading/problem';
import { textKey, type TextPair } from '../src/authoring/translating/text-pair';
import { isAppText } from './khmer-desk/app-texts';

const forbiddenSchema = v.strictObject({
  word: v.string(),
  because: v.string(),
  /** Longer words that hold it and are right. */
  unless: v.optional(v.array(v.string()), []),
});

const termSchema = v.strictObject({
  english: v.string(),
  khmer: v.string(),
  in: v.picklist(['interface', 'course', 'everywhere']),
  forbidden: v.array(forbiddenSchema),
});

const listSchema = v.strictObject({ terms: v.array(termSchema), spelledWithTa: v.array(v.string()) });

/** The terms that have one Khmer word, and the words that are not to stand for them. */
export type TermList = v.InferOutput<typeof listSchema>;

/** Reads the list. @throws ValiError where it doesn't have the fields above */
export function parseTermList(text: string): TermList {
  return v.parse(listSchema, parse(text));
}

/** What the list and the rules of writing say against the Khmer of a text. */
export function khmerProblems(pair: TextPair, list: TermList): readonly Problem[] {
  const isInterface = isAppText(pair.file);
  const problem = (rule: string, message: string): Problem => ({
    file: pair.file,
    line: pair.line,
    rule,
    message: `${textKey(pair).replace(/^[^#]*#/u, '')}: ${message}`,
  });
  // What a search finds a place by holds other people's words on purpose.
  const isWords = isInterface && pair.path[0] === 'search' && pair.path.at(-1) === 'words';
  const terms = isWords
    ? []
    : list.terms.filter((term) => term.in === 'everywhere' || (term.in === 'interface') === isInterface);
  return [
    ...terms.flatMap(({ english, khmer, forbidden }) =>
      forbidden
        .filter(({ word, unless }) => holdsWord(pair.translation, word, unless))
        .map(({ word, because }) => problem('one-term', `not “${word}” for “${english}” but “${khmer}”: ${because}.`)),
    ),
    ...list.spelledWithTa
      .filter((word) => pair.translation.includes(word.replace('្ត', '្ដ')))
      .map((word) => problem('spelling', `“${word}” is written with ្ត, as everywhere; here it has ្ដ.`)),
    ...(isUntranslated(pair) ? [problem('untranslated', 'this is still the English text.')] : []),
    ...(/[\u200B\u2060\uFEFF]/u.test(pair.translation)
      ? [problem('unseen', 'it holds a sign that nobody sees (U+200B, U+2060 or U+FEFF).')]
      : []),
  ];
}

/** Whether the text has the word, from a cluster's beginning to one's end, outside of longer words that are right. */
function holdsWord(text: string, word: string, unless: readonly string[]): boolean {
  const rest = unless.reduce((left, longer) => left.replaceAll(longer, ' '), text.replaceAll('្ដ', '្ត'));
  return new RegExp(`(?<!\\u17D2)${word.replaceAll('្ដ', '្ត')}(?![\\u17B6-\\u17D3\\u17DD])`, 'u').test(rest);
}

/** A whole sentence that has stayed as it was; names and symbols are the same in both languages. */
function isUntranslated({ english, translation }: TextPair): boolean {
  return english.trim() === translation.trim() && (english.match(/\p{Ll}{2,}/gu) ?? []).length > 4;
}
