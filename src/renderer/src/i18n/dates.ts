import type { Language } from '../../../domain/series/language';

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  km: ['មករា', 'កុម្ភៈ', 'មីនា', 'មេសា', 'ឧសភា', 'មិថុនា', 'កក្កដា', 'សីហា', 'កញ្ញា', 'តុលា', 'វិច្ឆិកា', 'ធ្នូ'],
};

/**
 * A calendar day in words. Our own, because Chromium has no Khmer locale data: `Intl.DateTimeFormat('km')` silently answers in English there.
 *
 * @param day `YYYY-MM-DD`
 * @throws RangeError for anything else
 */
export function formatDay(day: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  const month = MONTHS[language][Number(match?.[2]) - 1];
  // A day that the calendar doesn't have comes back as another one.
  if (!match || month === undefined || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw new RangeError(`"${day}" is not a calendar day.`);
  const date = String(Number(match[3]));
  const year = match[1] ?? '';
  return language === 'km' ? `ថ្ងៃទី${khmerDigits(date)} ខែ${month} ឆ្នាំ${khmerDigits(year)}` : `${date} ${month} ${year}`;
}

/** Latin digits replaced by Khmer ones (U+17E0-U+17E9). */
export function khmerDigits(text: string): string {
  return text.replace(/\d/gu, (digit) => String.fromCodePoint(0x17e0 + Number(digit)));
}

/** A time of day on the 24-hour clock, `HH:MM`. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
