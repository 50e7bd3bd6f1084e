import { describe, expect, test } from 'vitest';
import { keepTogether } from '../../../../src/renderer/src/components/figures/break-text';

const KHMER = 'ការសិក្សា។';

describe('where the browser breaks the lines of a figure', () => {
  test.each([
    ['Rights of the child', 'Rights of the child'],
    ['General Comment No. 24', 'General Comment No.\u00a024'],
    ['under art. 45 and paras. 9-12', 'under art.\u00a045 and paras.\u00a09-12'],
    ['on 18 September 2019', 'on 18\u00a0September\u00a02019'],
    ['(May 2022)', '(May\u00a02022)'],
    ['nine years; 15 judges', 'nine years; 15 judges'],
    [KHMER, KHMER],
    ['រាយការណ៍ទៅអាជ្ញាធរ', 'រាយ\u2060ការណ៍ទៅអាជ្ញា\u2060ធរ'],
  ])(
    'numbers stay with what they count, a Khmer word stays whole, and nothing else is held together: %s',
    (text, held) => {
      expect(keepTogether(text)).toBe(held);
    },
  );
});
