import { filled, type CertificateTexts } from './certificate-texts';

type PrintedLanguage = 'en' | 'km';

const months: Readonly<Record<PrintedLanguage, readonly string[]>> = {
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
 * A calendar date in words: `25 November 2026`, `ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦`. Written here because Chromium has no Khmer dates, and silently
 * gives English ones. No zone is involved: the date is printed as given.
 * @param date `YYYY-MM-DD`; anything after the tenth character (an instant's time) is ignored
 * @throws RangeError when it is no date of the calendar
 */
export function printedDate(date: string, language: PrintedLanguage): string {
  const { day, month, year } = partsOf(date, language);
  return language === 'en' ? `${day} ${month} ${year}` : `ថ្ងៃទី${day} ខែ${month} ឆ្នាំ${year}`;
}

/**
 * A calendar date for a narrow column: `25 Nov 2026`, `២៥/១១/២០២៦`. Khmer months have no short form.
 * @param date as in `printedDate`
 * @throws RangeError when it is no date of the calendar
 */
export function printedShortDate(date: string, language: PrintedLanguage): string {
  const { day, month, year } = partsOf(date, language);
  return language === 'en'
    ? `${day} ${month.slice(0, 3)} ${year}`
    : inKhmerDigits(date.slice(0, 10).split('-').reverse().join('/'));
}

/** Day and year in the language's digits, and the month's name. */
function partsOf(
  date: string,
  language: PrintedLanguage,
): { readonly day: string; readonly month: string; readonly year: string } {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/u.exec(date);
  const [year, month, day] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])];
  const name = months[language][month - 1];
  if (name === undefined || day < 1 || day > daysInMonth(year, month))
    throw new RangeError(`"${date}" is not a calendar date.`);
  return { day: inDigits(day, language), month: name, year: inDigits(year, language) };
}

/** A whole number in the digits of the language: `៤២` in Khmer. */
export function inDigits(number: number, language: PrintedLanguage): string {
  const digits = String(number);
  return language === 'en' ? digits : inKhmerDigits(digits);
}

/** The calendar date (`YYYY-MM-DD`) of an ISO 8601 instant in universal time, whatever offset the instant is written with. */
export function universalDate(instant: string): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The time of day of an ISO 8601 instant in universal time, hours and minutes: `08:12`. */
export function printedTime(instant: string, language: PrintedLanguage): string {
  const [hours = '', minutes = ''] = new Date(instant).toISOString().slice(11, 16).split(':');
  return language === 'en' ? `${hours}:${minutes}` : `${inKhmerDigits(hours)}:${inKhmerDigits(minutes)}`;
}

/** A score of 0-1 in whole percent, rounded down: the page never states more than was reached. */
export function printedPercent(score: number, language: PrintedLanguage): string {
  // 0.29 * 100 is 28.999999999999996 in binary.
  return `${inDigits(Math.floor(score * 100 + 1e-9), language)}%`;
}

/** Minutes as hours and minutes, without the part that is zero: `3 h 20 min`, `3 h`, `45 min`. */
export function printedDuration(
  minutes: number,
  texts: Pick<CertificateTexts, 'hours' | 'minutes'>,
  language: PrintedLanguage,
): string {
  return durationParts(minutes, texts, language).join(' ');
}

/** The same as its parts, each of which stays whole in a narrow column. */
export function durationParts(
  minutes: number,
  texts: Pick<CertificateTexts, 'hours' | 'minutes'>,
  language: PrintedLanguage,
): readonly string[] {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = hours > 0 ? [filled(texts.hours, { count: inDigits(hours, language) })] : [];
  if (rest > 0 || hours === 0) parts.push(filled(texts.minutes, { count: inDigits(rest, language) }));
  return parts;
}

function inKhmerDigits(digits: string): string {
  return digits.replace(/\d/gu, (digit) => String.fromCodePoint(0x17e0 + Number(digit)));
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
