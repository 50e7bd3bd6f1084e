import type { Language } from './language';

/** Code point of the digit zero, as texts in a language are written. */
const ZERO: Readonly<Record<Language, number>> = { en: 0x30, km: 0x17e0 };

/** A number, or the Latin digits in a text, in the digits of a language: `៤២` in Khmer. */
export function inDigits(text: string | number, language: Language): string {
  return String(text).replace(/\d/gu, (digit) => String.fromCodePoint(ZERO[language] + Number(digit)));
}

/** Khmer digits (U+17E0-U+17E9) read as Latin ones. */
export function latinDigits(text: string): string {
  return text.replace(/[\u17E0-\u17E9]/gu, (digit) => String(digit.charCodeAt(0) - ZERO.km));
}

/** A number as a language writes it: `1,234.5`, and `១.២៣៤,៥` in Khmer, where comma and point change places. */
export function writtenNumber(value: number, language: Language): string {
  const english = value.toLocaleString('en');
  if (language === 'en') return english;
  return inDigits(english, language).replace(/[.,]/gu, (mark) => (mark === '.' ? ',' : '.'));
}
