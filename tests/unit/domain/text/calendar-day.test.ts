import { describe, expect, it } from 'vitest';
import { dayInWords, shortDay } from '../../../../src/domain/text/calendar-day';

describe('a date in figures', () => {
  it('is short enough for a narrow column, in the digits of the language', () => {
    expect(shortDay('2026-09-08', 'en')).toBe('8 Sep 2026');
    expect(shortDay('2026-09-08', 'km')).toBe('០៨/០៩/២០២៦');
  });

  it.each(['en', 'km'] as const)('refuses what is none of the calendar (%s)', (language) => {
    expect(() => shortDay('2026-02-30', language)).toThrow(RangeError);
  });
});

describe('a date in words', () => {
  it.each([
    ['2026-11-25', '25 November 2026', 'ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦'],
    ['2026-01-01', '1 January 2026', 'ថ្ងៃទី១ ខែមករា ឆ្នាំ២០២៦'],
    ['2024-02-29', '29 February 2024', 'ថ្ងៃទី២៩ ខែកុម្ភៈ ឆ្នាំ២០២៤'],
    ['2026-03-31', '31 March 2026', 'ថ្ងៃទី៣១ ខែមីនា ឆ្នាំ២០២៦'],
    ['2026-04-14', '14 April 2026', 'ថ្ងៃទី១៤ ខែមេសា ឆ្នាំ២០២៦'],
    ['2026-05-05', '5 May 2026', 'ថ្ងៃទី៥ ខែឧសភា ឆ្នាំ២០២៦'],
    ['2026-06-06', '6 June 2026', 'ថ្ងៃទី៦ ខែមិថុនា ឆ្នាំ២០២៦'],
    ['2026-07-07', '7 July 2026', 'ថ្ងៃទី៧ ខែកក្កដា ឆ្នាំ២០២៦'],
    ['2026-08-08', '8 August 2026', 'ថ្ងៃទី៨ ខែសីហា ឆ្នាំ២០២៦'],
    ['2026-09-09', '9 September 2026', 'ថ្ងៃទី៩ ខែកញ្ញា ឆ្នាំ២០២៦'],
    ['2026-10-10', '10 October 2026', 'ថ្ងៃទី១០ ខែតុលា ឆ្នាំ២០២៦'],
    ['2026-12-31', '31 December 2026', 'ថ្ងៃទី៣១ ខែធ្នូ ឆ្នាំ២០២៦'],
  ])('%s', (date, inEnglish, inKhmer) => {
    expect(dayInWords(date, 'en')).toBe(inEnglish);
    expect(dayInWords(date, 'km')).toBe(inKhmer);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '25 November 2026',
    '',
    '2026-1-1',
  ])('refuses %j, which is none of the calendar', (date) => {
    expect(() => dayInWords(date, 'en')).toThrow(RangeError);
  });
});
