import { inDigits } from './digits';
import type { Language } from './language';

/** True for a calendar day, `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) && isInCalendar(value, value.length);
}

/**
 * Whether the first so many characters of an ISO 8601 text name a day, or an instant in UTC, that exists. `Date.parse`
 * reads 31 February as 3 March, and 24:00 as the next day: so the result must give the same text again.
 */
export function isInCalendar(text: string, length: number): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, length) === text.slice(0, length);
}

interface DayForms {
  readonly months: readonly string[];
  readonly inWords: (year: string, month: string, date: string) => string;
  readonly short: (year: string, month: string, date: string, day: string) => string;
}

/** How each language writes a day; its digits are changed after that. */
const FORMS: Readonly<Record<Language, DayForms>> = {
  en: {
    months: [
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
    inWords: (year, month, date) => `${date} ${month} ${year}`,
    short: (year, month, date) => `${date} ${month.slice(0, 3)} ${year}`,
  },
  km: {
    months: ['មករា', 'កុម្ភៈ', 'មីនា', 'មេសា', 'ឧសភា', 'មិថុនា', 'កក្កដា', 'សីហា', 'កញ្ញា', 'តុលា', 'វិច្ឆិកា', 'ធ្នូ'],
    inWords: (year, month, date) => `ថ្ងៃទី${date} ខែ${month} ឆ្នាំ${year}`,
    // Khmer months have no short form.
    short: (_year, _month, _date, day) => day.split('-').reverse().join('/'),
  },
};

/**
 * A calendar day in words: `25 November 2026`, `ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦`. Not `Intl`: Chromium has no Khmer
 * locale data, and `Intl.DateTimeFormat('km')` silently falls back to English.
 *
 * @param day `YYYY-MM-DD`
 * @throws RangeError for anything else
 */
export function dayInWords(day: string, language: Language): string {
  return inDigits(FORMS[language].inWords(...partsOf(day, language)), language);
}

/**
 * A calendar day for a narrow column: `25 Nov 2026`, `២៥/១១/២០២៦`.
 *
 * @param day `YYYY-MM-DD`
 * @throws RangeError for anything else
 */
export function shortDay(day: string, language: Language): string {
  return inDigits(FORMS[language].short(...partsOf(day, language), day), language);
}

const DAY_MILLISECONDS = 86_400_000;

/** Days from one calendar day to another, both `YYYY-MM-DD`; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY_MILLISECONDS);
}

/** The calendar day so many days later, or earlier where negative; the last day of the year 9999 at most. */
export function laterDay(day: string, days: number): string {
  const later = new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MILLISECONDS);
  return later.getUTCFullYear() > 9_999 ? '9999-12-31' : later.toISOString().slice(0, 10);
}

/** The Monday of a day's week (ISO 8601), `YYYY-MM-DD`. */
export function mondayOf(day: string): string {
  return laterDay(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
}

function partsOf(day: string, language: Language): [year: string, month: string, date: string] {
  if (!isDay(day)) throw new RangeError(`"${day}" is not a calendar day.`);
  const [year = '', month, date] = day.split('-');
  return [year, FORMS[language].months[Number(month) - 1] ?? '', String(Number(date))];
}
