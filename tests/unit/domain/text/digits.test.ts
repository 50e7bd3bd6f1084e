import { expect, it } from 'vitest';
import { inDigits, latinDigits } from '../../../../src/domain/text/digits';

it('replaces digits only, there and back', () => {
  expect(inDigits('a1b20', 'km')).toBe('a១b២០');
  expect(inDigits('a1b20', 'en')).toBe('a1b20');
  expect(latinDigits('a១b២០')).toBe('a1b20');
});
