import { describe, expect, it } from 'vitest';
import { durationParts, printedPercent } from '../../../../src/main/services/certificate/certificate-texts';
import { inDigits } from '../../../../src/domain/text/digits';

const english = { hours: '{count} h', minutes: '{count} min' };
const khmer = { hours: '{count} ម៉ោង', minutes: '{count} នាទី' };

describe('a score', () => {
  it.each([
    [0, '0%'],
    [0.29, '29%'],
    [0.57, '57%'],
    [0.7999, '80%'],
    [0.8, '80%'],
    [0.875, '88%'],
    [0.994, '99%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%d is %s: rounded, and never everything where something is missing', (score, printed) => {
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
    [200, '3 h + 20 min', '៣ ម៉ោង + ២០ នាទី'],
    [615, '10 h + 15 min', '១០ ម៉ោង + ១៥ នាទី'],
    [100_000, '1666 h + 40 min', '១៦៦៦ ម៉ោង + ៤០ នាទី'],
  ])('of %d minutes is told in parts that stay whole', (minutes, inEnglish, inKhmer) => {
    expect(durationParts(minutes, english, 'en').join(' + ')).toBe(inEnglish);
    expect(durationParts(minutes, khmer, 'km').join(' + ')).toBe(inKhmer);
  });
});
