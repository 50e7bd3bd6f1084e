import { expect, test } from 'vitest';
import { hasKhmer } from '../../../../src/domain/text/khmer';

test('Khmer is told from Latin by one character', () => {
  expect(hasKhmer('CRC មាត្រា')).toBe(true);
  expect(hasKhmer('CRC, art. 45')).toBe(false);
});
