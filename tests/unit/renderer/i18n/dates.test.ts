import { describe, expect, it } from 'vitest';
import { localDay } from '../../../../src/renderer/src/app-context';
import { formatDay, formatTime, khmerDigits } from '../../../../src/renderer/src/i18n/dates';

describe('dates in words', () => {
  it('are written for English', () => {
    expect(formatDay('2026-11-05', 'en')).toBe('5 November 2026');
    expect(formatDay('2024-02-29', 'en')).toBe('29 February 2024');
  });

  it('are written for Khmer with Khmer digits and month names', () => {
    expect(formatDay('2026-11-25', 'km')).toBe('ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦');
  });

  it('refuse what is no calendar day', () => {
    for (const wrong of ['2026-13-01', '2026-00-10', '2026-02-31', '2026-04-31', '25.11.2026', ''])
      expect(() => formatDay(wrong, 'en')).toThrow(RangeError);
  });

  it('can be written of every instant that a record may hold, in whatever time zone', () => {
    const instants = [
      '0000-01-01T00:00:00.000Z',
      '0001-06-01T12:00:00.000Z',
      '0099-06-01T12:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
      '+010000-06-01T12:00:00.000Z',
      '-000001-06-01T12:00:00.000Z',
    ];
    const days = instants.map((instant) => localDay(Date.parse(instant)));
    expect(days.slice(1, 3)).toEqual(['0001-06-01', '0099-06-01']);
    expect(days.slice(4)).toEqual(['9999-12-31', '0000-01-01']);
    for (const day of days) expect(formatDay(day, 'en')).toMatch(/^\d{1,2} \w+ \d{4}$/u);
  });

  it('replace digits only', () => {
    expect(khmerDigits('a1b20')).toBe('a១b២០');
  });

  it('tell the time on the 24-hour clock of this computer', () => {
    expect(formatTime(new Date(2026, 0, 1, 9, 5).getTime())).toBe('09:05');
    expect(formatTime(new Date(2026, 0, 1, 23, 59).getTime())).toBe('23:59');
  });
});
