import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDay } from '../../../../src/renderer/src/app-context';
import { formatDay, formatTime } from '../../../../src/renderer/src/i18n/dates';
import { setInterfaceLanguage } from '../../../../src/renderer/src/i18n/interface-language';

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});

afterEach(() => {
  setInterfaceLanguage('en');
  vi.unstubAllGlobals();
});

describe('dates in words', () => {
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
    for (const day of days) expect(formatDay(day)).toMatch(/^\d{1,2} \w+ \d{4}$/u);
  });

  it('tell the time on the 24-hour clock of this computer', () => {
    expect(formatTime(new Date(2026, 0, 1, 9, 5).getTime())).toBe('09:05');
    expect(formatTime(new Date(2026, 0, 1, 23, 59).getTime())).toBe('23:59');
    setInterfaceLanguage('km');
    expect(formatTime(new Date(2026, 0, 1, 23, 59).getTime())).toBe('២៣:៥៩');
  });
});
