import { describe, expect, it, vi } from 'vitest';
import { initials } from '../../../../src/renderer/src/i18n/initials';

describe('initials', () => {
  it.each([
    ['Sokha Chan', 'SC'],
    ['sokha', 'S'],
    ['Anne Marie van der Berg', 'AB'],
    ['élodie Ça', 'ÉÇ'],
    ['E\u0301lodie', 'E\u0301'],
    ['Jean-Luc', 'J'],
    ['(Dara) Sok', 'DS'],
    ['3rd Person', '3P'],
    ['O’Brien', 'O'],
    ['A', 'A'],
    ['ødegaard Åse', 'ØÅ'],
    ['C\u0327a', 'C\u0327'],
    ['Дара Сок', 'ДС'],
  ])('of %s are %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it.each([
    ['ចាន់ សុខា', 'ចស'],
    ['ស្រីនាង', 'ស'],
    ['ឱម ច័ន្ទ', 'ឱច'],
    ['ច័ន្ទ\u200Bដារា', 'ច'],
  ])('of the Khmer name %s are its letters without vowels and subscripts: %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('keep a character whole that is made of several', () => {
    expect(initials('🧑‍⚖️')).toBe('🧑‍⚖️');
    expect(initials('नि राम')).toBe('निरा');
  });

  it.each(['Sokha Chan', '(Dara) Élodie', 'ចាន់ សុខា'])(
    'of a name as most are, such as %s, need no segmenter, the first of which is slow',
    (name) => {
      const segmenter = vi.spyOn(Intl, 'Segmenter');
      expect(initials(name)).not.toBe('');
      expect(segmenter).not.toHaveBeenCalled();
      segmenter.mockRestore();
    },
  );

  it('of no name are nothing', () => {
    expect(initials('')).toBe('');
    expect(initials(' \t ')).toBe('');
  });
});
