import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HIGHLIGHT_COLOURS } from '../../../../src/domain/notes/highlight';
import { contrast } from '../../../support/contrast';

const styles = resolve(import.meta.dirname, '..', '..', '..', '..', 'src', 'renderer', 'src', 'styles');
const css = (name: string): string => readFileSync(resolve(styles, name), 'utf8');

/** The colours that a rule gives to variables, by name. */
function colours(text: string, selector: string): ReadonlyMap<string, string> {
  const body = text.split(`\n${selector} {`)[1]?.split('\n}')[0] ?? '';
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
])('highlights on a %s page', (_, selector) => {
  const page = colours(css('tokens.css'), selector);
  const marks = colours(css('highlights.css'), selector);
  const of = (map: ReadonlyMap<string, string>, name: string): string => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`There is no colour "${name}".`);
    return found;
  };

  it.each(HIGHLIGHT_COLOURS)('let every text be read on %s, and show its line on the tint and on the paper', (name) => {
    for (const text of ['ink', 'quiet', 'accent', 'sequence', 'wrong'])
      expect(contrast(of(page, text), of(marks, `highlight-${name}`)), text).toBeGreaterThanOrEqual(4.5);
    for (const ground of [of(page, 'paper'), of(page, 'raised'), of(marks, `highlight-${name}`)])
      expect(contrast(of(marks, `highlight-${name}-line`), ground)).toBeGreaterThanOrEqual(3);
  });

  it('are three that differ', () => {
    expect(new Set(HIGHLIGHT_COLOURS.map((name) => of(marks, `highlight-${name}`))).size).toBe(
      HIGHLIGHT_COLOURS.length,
    );
  });
});

describe('the lines under highlights', () => {
  it('differ by shape, in the text as in the cards', () => {
    const text = css('highlights.css');
    const inText = HIGHLIGHT_COLOURS.map(
      (name) => new RegExp(`::highlight\\(highlight-${name}\\) \\{[^}]*underline (\\w+)`, 'u').exec(text)?.[1],
    );
    const inCards = HIGHLIGHT_COLOURS.map(
      (name) => new RegExp(`\\.edge-${name} \\{[^}]*--highlight-line-style: (\\w+)`, 'u').exec(text)?.[1],
    );
    expect(new Set(inText).size).toBe(HIGHLIGHT_COLOURS.length);
    expect(inCards).toEqual(inText);
  });
});
