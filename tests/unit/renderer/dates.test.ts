import { describe, expect, it } from 'vitest';
import { formatDay, formatTime, khmerDigits } from '../../../src/renderer/src/i18n/dates';

describe('dates in words', () => {
  it('are written for English', () => {
    expect(formatDay('2026-11-05', 'en')).toBe('5 November 2026');
    expect(formatDay('2024-02-29', 'en')).toBe('29 February 2024');
  });

  it('are written for Khmer with Khmer digits and month names', () => {
    expect(formatDay('2026-11-25', 'km')).toBe('ថ្ងៃទី២៥ ខែវិច្ឆិកា ឆ្នាំ២០២៦');
  });

  it('refuse what is no calendar day', () => {
    for (const wrong of ['2026-13-01', '2026-00-10', '2026-02-31', '2026-04-31', '25.11.2026', '']) expect(() => formatDay(wrong, 'en')).toThrow(RangeError);
  });

  it('replace digits only', () => {
    expect(khmerDigits('a1b20')).toBe('a១b២០');
  });

  it('tell the time on the 24-hour clock of this computer', () => {
    expect(formatTime(new Date(2026, 0, 1, 9, 5).getTime())).toBe('09:05');
    expect(formatTime(new Date(2026, 0, 1, 23, 59).getTime())).toBe('23:59');
  });
});
