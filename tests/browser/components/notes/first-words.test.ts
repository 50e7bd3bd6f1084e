import { expect, it } from 'vitest';
import { firstWords } from '../../../../src/renderer/src/components/notes/first-words';

it('names a text by its first whole words, in Khmer too, which has no spaces', () => {
  expect(firstWords(' A short note ', 60)).toBe('A short note');
  expect(firstWords('Ask the prosecutor about diversion', 20)).toBe('Ask the prosecutor…');
  const khmer = 'គណៈកម្មាធិការបានបញ្ជាក់ថាការដកហូតសេរីភាព';
  const words = Array.from(new Intl.Segmenter('km', { granularity: 'word' }).segment(khmer), ({ index }) => index);
  for (let length = 14; length < khmer.length; length += 1)
    expect(words).toContain(firstWords(khmer, length).length - 1);
  expect(firstWords('x'.repeat(90), 60)).toBe(`${'x'.repeat(60)}…`);
});
