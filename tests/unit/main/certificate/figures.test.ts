import { describe, expect, it } from 'vitest';
import {
  durationParts,
  inDigits,
  printedDate,
  printedDuration,
  printedPercent,
  printedShortDate,
  printedTime,
  universalDate,
} from '../../../../src/main/services/certificate/figures';

const english = { hours: '{count} h', minutes: '{count} min' };
const khmer = { hours: '{count} ម៉ោង', minutes: '{count} នាទី' };

describe('a date in figures', () => {
  it('is short enough for a narrow column, in the digits of the language', () => {
    expect(printedShortDate('2026-09-08', 'en')).toBe('8 Sep 2026');
    expect(printedShortDate('2026-09-08', 'km')).toBe('០៨/០៩/២០២៦');
  });

  it.each(['en', 'km'] as const)('refuses what is none of the calendar (%s)', (language) => {
    expect(() => printedShortDate('2026-02-30', language)).toThrow(RangeError);
  });
});

describe('a duration', () => {
  it('is told in parts that stay whole', () => {
    expect(durationParts(75, english, 'en')).toEqual(['1 h', '15 min']);
    expect(durationParts(60, khmer, 'km')).toEqual(['១ ម៉ោង']);
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
    expect(printedDate(date, 'en')).toBe(inEnglish);
    expect(printedDate(date, 'km')).toBe(inKhmer);
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
    expect(() => printedDate(date, 'en')).toThrow(RangeError);
  });
});

describe('an instant', () => {
  it('is written in universal time, whatever its offset', () => {
    expect(universalDate('2026-11-25T01:30:00+07:00')).toBe('2026-11-24');
    expect(printedTime('2026-11-25T01:30:00+07:00', 'en')).toBe('18:30');
    expect(printedTime('2026-11-25T08:05:59.999Z', 'km')).toBe('០៨:០៥');
  });
});

describe('a score', () => {
  it.each([
    [0, '0%'],
    [0.29, '29%'],
    [0.57, '57%'],
    [0.7999, '79%'],
    [0.8, '80%'],
    [0.875, '87%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%d is %s: never more than was reached', (score, printed) => {
    expect(printedPercent(score, 'en')).toBe(printed);
  });

  it('is every whole percent that it can be', () => {
    for (let percent = 0; percent <= 100; percent += 1) expect(printedPercent(percent / 100, 'en')).toBe(`${percent}%`);
  });

  it('is in Khmer digits in Khmer', () => {
    expect(printedPercent(0.95, 'km')).toBe('៩៥%');
    expect(inDigits(1_234_567_890, 'km')).toBe('១២៣៤៥៦៧៨៩០');
  });
});

describe('a study load', () => {
  it.each([
    [0, '0 min', '០ នាទី'],
    [45, '45 min', '៤៥ នាទី'],
    [60, '1 h', '១ ម៉ោង'],
    [200, '3 h 20 min', '៣ ម៉ោង ២០ នាទី'],
    [615, '10 h 15 min', '១០ ម៉ោង ១៥ នាទី'],
    [100_000, '1666 h 40 min', '១៦៦៦ ម៉ោង ៤០ នាទី'],
  ])('of %d minutes', (minutes, inEnglish, inKhmer) => {
    expect(printedDuration(minutes, english, 'en')).toBe(inEnglish);
    expect(printedDuration(minutes, khmer, 'km')).toBe(inKhmer);
  });
});
