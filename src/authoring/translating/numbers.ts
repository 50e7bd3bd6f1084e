import { latinDigits } from '../../domain/text/digits';
import type { Problem } from '../reading/problem';
import { textKey, type TextPair } from './text-pair';

/** Rule `translation-numbers`: both texts have the same numbers, in whatever digits; what is cited and linked apart. */
export function numberProblems(pair: TextPair): readonly Problem[] {
  const [english, translation] = [numbersIn(pair.english), numbersIn(pair.translation)];
  if (english === translation) return [];
  const message = `${textKey(pair)}: the source has the numbers ${english || '(none)'}, the translation ${translation || '(none)'}.`;
  return [{ file: pair.file, line: pair.line, rule: 'translation-numbers', message }];
}

function numbersIn(text: string): string {
  const plain = latinDigits(text)
    .replace(/\[@[^\]]*\]|\(term:[^)]*\)|\{#[^}]*\}/gu, ' ')
    .replace(/(?<=\d)[,.\s](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=\d),(?=\d)/gu, '.');
  return [...new Set(plain.match(/\d+(?:\.\d+)?/gu))].sort().join(' ');
}
