import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakText,
  clusters,
  hasKhmer,
  keepNumbersTogether,
} from '../../../../src/renderer/src/components/figures/break-text';
import { wrapText } from '../../../../src/renderer/src/components/figures/wrap-text';

/** Every character is 10 px wide. */
const measure = (text: string): number => Array.from(text).length * 10;
const KHMER = 'ការដកហូតសេរីភាពជាវិធានការចុងក្រោយ។';

describe('where a text may break', () => {
  test('Latin text breaks at its spaces, which stay with the word before', () => {
    expect(breakText('Rights of the child')).toEqual(['Rights ', 'of ', 'the ', 'child']);
  });

  test.each([
    ['General Comment No. 24', ['General ', 'Comment ', 'No. 24']],
    ['under art. 45 and paras. 9-12', ['under ', 'art. 45 ', 'and ', 'paras. 9-12']],
    ['on 18 September 2019', ['on ', '18 September 2019']],
    ['(May 2022)', ['(May 2022)']],
    ['nine years; 15 judges', ['nine ', 'years; ', '15 ', 'judges']],
  ])('numbers stay with the word that they belong to: %s', (text, pieces) => {
    expect(breakText(text)).toEqual(pieces);
  });

  test('Khmer text, which has no spaces between words, breaks between words', () => {
    const pieces = breakText(KHMER);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(KHMER);
  });

  test('a Khmer full stop never starts a line', () => {
    expect(breakText(KHMER).filter((piece) => piece.startsWith('។'))).toEqual([]);
  });

  test('an opening bracket never ends a line of Khmer', () => {
    expect(breakText('មាត្រា (១៩) និង').filter((piece) => piece.trim().endsWith('('))).toEqual([]);
  });

  test('Khmer is told from Latin by one character', () => {
    expect(hasKhmer('CRC មាត្រា')).toBe(true);
    expect(hasKhmer('CRC, art. 45')).toBe(false);
  });

  test('a Khmer cluster is one character for the reader', () => {
    expect(clusters('ក្រុម').length).toBeLessThan(Array.from('ក្រុម').length);
  });
});

test('where the browser breaks the lines, numbers stay with what they count, and nothing else is held together', () => {
  expect(keepNumbersTogether('General Comment No. 24 of 18 September 2019')).toBe(
    'General Comment No.\u00a024 of 18\u00a0September\u00a02019',
  );
  expect(keepNumbersTogether(KHMER)).toBe(KHMER);
});

describe('lines', () => {
  test('a text that fits stands on one line', () => {
    expect(wrapText('Signed', 60, measure)).toEqual(['Signed']);
  });

  test('lines are as even as their number allows, so that no word is left alone', () => {
    expect(wrapText('one two three four five', 190, measure)).toEqual(['one two three', 'four five']);
  });

  test('a word that is too wide is cut after a hyphen or slash first', () => {
    expect(wrapText('CRC/C/KHM/CO/4-6', 100, measure).every((line) => /[-/]$|6$/u.test(line))).toBe(true);
  });

  test('a word without a hyphen is cut between characters rather than overflow', () => {
    expect(wrapText('Nonrefoulement', 50, measure)).toEqual(['Nonre', 'foule', 'ment']);
  });

  test('an empty text has no line', () => {
    expect(wrapText('  ', 50, measure)).toEqual([]);
  });

  test('no line is ever wider than its room, and no character is lost', () => {
    const text = fc.oneof(
      fc.lorem({ maxCount: 14 }),
      fc.constantFrom(KHMER, `${KHMER} CRC ${KHMER}`),
      fc.string({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 80, max: 700 }), (written, width) => {
        const lines = wrapText(written, width, measure);
        // A single cluster may be wider than a line; nothing else may.
        for (const line of lines) expect(measure(line) <= width || clusters(line).length === 1).toBe(true);
        expect(lines.join('').replace(/\s/gu, '')).toBe(written.replace(/\s/gu, ''));
      }),
    );
  });
});
