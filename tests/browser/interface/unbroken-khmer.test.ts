import { expect, it } from 'vitest';
import { UNBROKEN_WORDS, unbrokenKhmer } from '../../../scripts/unbroken-khmer';
import screens from '../../../src/renderer/src/i18n/locales/km/screens.json';
import start from '../../../src/renderer/src/i18n/locales/km/start.json';
import type { TextTree } from '../../../src/renderer/src/i18n/message-compiler';

function textsOf(tree: TextTree): string[] {
  return Object.values(tree).flatMap((text) => (typeof text === 'string' ? [text] : textsOf(text)));
}

/** Where lines break in the narrowest column. */
function breaksOf(text: string, column: HTMLElement): number[] {
  column.textContent = text;
  const range = document.createRange();
  const tops = Array.from({ length: text.length }, (_, index) => {
    range.setStart(column.firstChild as Text, index);
    range.setEnd(column.firstChild as Text, index + 1);
    return range.getBoundingClientRect().top;
  });
  return tops.flatMap((top, index) => (top > (tops[index - 1] ?? top) + 5 ? [index] : []));
}

/** The words in which a line of a text breaks. */
function brokenIn(text: string, words: Iterable<string>, column: HTMLElement): string[] {
  const breaks = breaksOf(text, column);
  return [...words].filter((word) =>
    Array.from(text.matchAll(new RegExp(word, 'gu')), ({ index }) => index).some((from) =>
      breaks.some((at) => at > from && at < from + word.length),
    ),
  );
}

it('no line of a Khmer text breaks within a word whose half is another word, where Chromium would break it', () => {
  const words = [...UNBROKEN_WORDS.keys()];
  const texts = [start, screens].flatMap(textsOf).filter((text) => words.some((word) => text.includes(word)));
  const column = document.createElement('p');
  column.lang = 'km';
  column.style.cssText = 'inline-size: 1px; font: 16px/2 sans-serif';
  document.body.append(column);
  try {
    expect(words.filter((word) => !texts.some((text) => text.includes(word)))).toEqual([]);
    expect(texts.flatMap((text) => brokenIn(text, words, column))).not.toEqual([]);
    const after = texts.flatMap((text) => brokenIn(unbrokenKhmer(text), UNBROKEN_WORDS.values(), column));
    expect(after).toEqual([]);
  } finally {
    column.remove();
  }
});

it('keeps an ordinal beside its number', () => {
  expect(unbrokenKhmer('មេរៀនទី {number} ផ្នែកទី {section}៖ {title}')).toBe(
    `${unbrokenKhmer('មេរៀនទី')}\u00A0{number} ផ្នែកទី\u00A0{section}៖ {title}`,
  );
});
