import { describe, expect, it } from 'vitest';
import {
  ANCHOR_CONTEXT_LENGTH,
  HIGHLIGHT_COLOURS,
  isColourName,
  isQuoteAnchor,
  shownColour,
} from '../../../../src/domain/notes/highlight';

describe('the colour of a highlight', () => {
  it('is shown as it is stored, and one of a newer version as the first', () => {
    expect(HIGHLIGHT_COLOURS.map(shownColour)).toEqual(HIGHLIGHT_COLOURS);
    expect(shownColour('sea-green')).toBe(HIGHLIGHT_COLOURS[0]);
  });

  it.each([
    ['yellow', true],
    ['sea-green', true],
    ['a'.repeat(40), true],
    ['a'.repeat(41), false],
    ['', false],
    ['Red', false],
    ['red;', false],
    [' red', false],
    [5, false],
    [['red'], false],
  ])('has a name, known or not: %j %s', (name, isOne) => {
    expect(isColourName(name)).toBe(isOne);
  });
});

describe('an anchor of a file or a journal', () => {
  const anchor = { prefix: 'before ', suffix: ' after', start: 0 };
  const longest = 'x'.repeat(8 * ANCHOR_CONTEXT_LENGTH);

  it.each([anchor, { ...anchor, moment: 12, further: 'x' }, { prefix: longest, suffix: longest, start: 10_000_000 }])(
    'may hold more than this version knows: %#',
    (each) => {
      expect(isQuoteAnchor(each)).toBe(true);
    },
  );

  it.each([
    null,
    'before',
    { suffix: '', start: 0 },
    { prefix: '', start: 0 },
    { ...anchor, prefix: ['x'] },
    { ...anchor, suffix: `${longest}x` },
    { ...anchor, prefix: `${longest}x` },
    { ...anchor, start: -1 },
    { ...anchor, start: 0.5 },
    { ...anchor, start: '0' },
  ])('is refused where a part is missing, of another kind or too long: %#', (each) => {
    expect(isQuoteAnchor(each)).toBe(false);
  });
});
