import { hasKhmer } from '../../../domain/text/khmer';
import { printedWords, readerCharacters, withBreaks } from './line-breaks';

/** A name or title as the template fits it onto one line or two. */
export interface FittedText {
  /** The text cut where a line may break, each piece with its trailing spaces. */
  readonly words: readonly string[];
  /** The text cut between any two characters as a reader counts them: the last resort for one very long word. */
  readonly letters: readonly string[];
  /** The text with its break opportunities, for more than two lines. */
  readonly wrapping: string;
  /** Direction of its first letter: a name in Arabic or Hebrew script reads from the right on an English page too. */
  readonly direction: 'ltr' | 'rtl';
  /**
   * The face of a text from the right, for its spaces too: a reader puts pieces in another face where they stand on the
   * page, from the left.
   */
  readonly face: string | null;
  readonly khmer: boolean;
  /** Three marks or more on one letter: taller than any orthography's line. */
  readonly stacked: boolean;
  /** Stays on one line whatever the size. */
  readonly single: boolean;
}

/** A text that the template wraps. */
export type WrappedText = Pick<FittedText, 'wrapping' | 'direction' | 'face' | 'khmer' | 'stacked'>;

/** Prepares a printable text that may take as many lines as it needs. */
export function wrappedText(text: string): WrappedText {
  const { wrapping, direction, face, khmer, stacked } = fittedText(text, 0);
  return { wrapping, direction, face, khmer, stacked };
}

/**
 * Prepares a printable text.
 * @param singleUpTo longest text, in characters as a reader counts them, that must stay on one line; a Khmer one has
 * two thirds of it
 */
export function fittedText(text: string, singleUpTo: number): FittedText {
  const khmer = hasKhmer(text);
  const letters = readerCharacters(text);
  const fromTheRight = /^[^\p{L}]*(?:(\p{Script=Arabic})|\p{Script=Hebrew})/u.exec(text);
  return {
    words: printedWords(text),
    letters,
    wrapping: withBreaks(text),
    direction: fromTheRight ? 'rtl' : 'ltr',
    face: fromTheRight && (fromTheRight[1] ? 'Noto Sans Arabic' : 'Noto Sans Hebrew'),
    khmer,
    stacked: /\p{M}{3}/u.test(text),
    single: letters.length <= (khmer ? (singleUpTo * 2) / 3 : singleUpTo),
  };
}
