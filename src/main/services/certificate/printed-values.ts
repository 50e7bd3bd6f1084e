import type { Language } from '../../../domain/text/language';
import { inDigits } from '../../../domain/text/digits';
import { wholePercent } from '../../../domain/text/whole-percent';
import { filled, type CertificateTexts } from './certificate-texts';

/** A score of 0-1 in whole percent, rounded down: the page never states more than was reached. */
export function printedPercent(score: number, language: Language): string {
  return `${inDigits(wholePercent(score), language)}%`;
}

/**
 * Minutes as hours and minutes, without the part that is zero: `3 h` and `20 min`. None of the parts is broken in a
 * narrow column.
 */
export function durationParts(
  minutes: number,
  texts: Pick<CertificateTexts, 'hours' | 'minutes'>,
  language: Language,
): readonly string[] {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = hours > 0 ? [filled(texts.hours, { count: inDigits(hours, language) })] : [];
  if (rest > 0 || hours === 0) parts.push(filled(texts.minutes, { count: inDigits(rest, language) }));
  return parts;
}
