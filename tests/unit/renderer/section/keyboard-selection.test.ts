import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsInCompactText } from '../../../../src/domain/text/compact-text';
import {
  afterStep,
  firstSelection,
  selectableBlock,
  selectedStretch,
  type KeyboardSelection,
  type SelectableBlock,
  type SelectionStep,
} from '../../../../src/renderer/src/features/section/highlights/keyboard-selection';
import type { TextRun } from '../../../../src/renderer/src/features/section/text/block-text';
import { quotable, quoteOf } from '../../../../src/renderer/src/features/section/text/quote';

/** Lines as `readBlockText` gives them. */
function runs(...lines: readonly string[]): TextRun[] {
  let count = 0;
  return lines.map((text) => {
    const offsets: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      offsets.push(count);
      if (countsInCompactText(text.charAt(at))) count += 1;
    }
    return { text, offsets: [...offsets, count] };
  });
}

const FIRST = runs('A boy takes a phone. The police have him.', 'They ask for a lawyer.');
const SECOND = runs('Nothing is decided yet.');
const blocks: readonly SelectableBlock[] = [
  selectableBlock('a', FIRST),
  selectableBlock('figure', []),
  selectableBlock('b', SECOND),
];

const words = ({ blockId, ...rest }: KeyboardSelection): string =>
  quoteOf(blockId === 'a' ? FIRST : SECOND, selectedStretch({ blockId, ...rest }));

function walk(...steps: readonly (readonly [SelectionStep['by'], SelectionStep['direction'], boolean])[]): string {
  const begun = firstSelection(blocks, 'a');
  if (!begun) throw new Error('Nothing to select.');
  return words(
    steps.reduce(
      (selection, [by, direction, extend]) => afterStep(blocks, selection, { by, direction, extend }),
      begun,
    ),
  );
}

describe('selecting words by keyboard', () => {
  it('begins with the first sentence of the block', () => {
    expect(walk()).toBe('A boy takes a phone.');
  });

  it('begins in the next block that has words where the block has none', () => {
    expect(firstSelection(blocks, 'figure')?.blockId).toBe('b');
    expect(firstSelection([selectableBlock('figure', [])], 'figure')).toBeNull();
  });

  it('goes on sentence by sentence, over lines and blocks, and stays at the ends of the section', () => {
    const on = ['sentence', 'forward', false] as const;
    const back = ['sentence', 'back', false] as const;
    expect(walk(on)).toBe('The police have him.');
    expect(walk(on, on)).toBe('They ask for a lawyer.');
    expect(walk(on, on, on)).toBe('Nothing is decided yet.');
    expect(walk(on, on, on, on)).toBe('Nothing is decided yet.');
    expect(walk(on, on, on, back)).toBe('They ask for a lawyer.');
    expect(walk(back)).toBe('A boy takes a phone.');
  });

  it('grows and shrinks by sentences, and never beyond the block', () => {
    const more = ['sentence', 'forward', true] as const;
    const less = ['sentence', 'back', true] as const;
    expect(walk(more)).toBe('A boy takes a phone. The police have him.');
    expect(walk(more, more, more)).toBe('A boy takes a phone. The police have him. They ask for a lawyer.');
    expect(walk(more, more, less)).toBe('A boy takes a phone. The police have him.');
    expect(walk(less)).toBe('A boy takes a phone.');
  });

  it('grows backwards from a single sentence, and shrinks again the other way', () => {
    const on = ['sentence', 'forward', false] as const;
    const more = ['sentence', 'forward', true] as const;
    const less = ['sentence', 'back', true] as const;
    expect(walk(on, less)).toBe('A boy takes a phone. The police have him.');
    expect(walk(on, less, more)).toBe('The police have him.');
    expect(walk(on, less, more, more)).toBe('The police have him. They ask for a lawyer.');
  });

  it('goes into a sentence word by word, and grows by words', () => {
    const on = ['word', 'forward', false] as const;
    const back = ['word', 'back', false] as const;
    const more = ['word', 'forward', true] as const;
    const less = ['word', 'back', true] as const;
    expect(walk(on)).toBe('A');
    expect(walk(back)).toBe('phone');
    expect(walk(on, on, on)).toBe('takes');
    expect(walk(on, on, more, more)).toBe('boy takes a');
    expect(walk(on, on, more, more, less)).toBe('boy takes');
    expect(walk(less)).toBe('A boy takes a phone');
    expect(walk(less, less)).toBe('A boy takes a');
    expect(walk(on, ['sentence', 'forward', false])).toBe('The police have him.');
  });

  it('doesn’t take the dot of an abbreviation for the end of a sentence', () => {
    expect(
      selectableBlock('a', runs('See General Comment No. 24, paras. 13-14. Then art. 40.')).units.sentence,
    ).toHaveLength(2);
  });

  it('cuts Khmer into its sentences and words, though nothing is written between words', () => {
    const khmer = runs('កុមារមានសិទ្ធិ។ ប៉ូលិសត្រូវជូនដំណឹង។');
    const { sentence: sentences, word: khmerWords } = selectableBlock('a', khmer).units;
    expect(sentences.map((unit) => quoteOf(khmer, unit))).toEqual(['កុមារមានសិទ្ធិ។', 'ប៉ូលិសត្រូវជូនដំណឹង។']);
    expect(khmerWords.length).toBeGreaterThan(3);
  });

  it('always has something chosen, of one block, whatever the keys', () => {
    const steps = fc.array(
      fc.record<SelectionStep>({
        by: fc.constantFrom('sentence', 'word'),
        direction: fc.constantFrom('forward', 'back'),
        extend: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        let selection = firstSelection(blocks, 'a');
        for (const each of taken) selection = selection && afterStep(blocks, selection, each);
        const { start, end } = selection ? selectedStretch(selection) : { start: 0, end: 0 };
        const length = (selection?.blockId === 'a' ? FIRST : SECOND).at(-1)?.offsets.at(-1) ?? 0;
        return start >= 0 && start < end && end <= length;
      }),
    );
  });

  it('leaves what is chosen as it is where its block is gone', () => {
    const gone = { blockId: 'gone', anchor: 0, focus: 4 };
    expect(afterStep(blocks, gone, { by: 'word', direction: 'forward', extend: false })).toBe(gone);
  });
});

describe('the quote of a stretch', () => {
  it('is the readable text, with a space between lines and each white space as one', () => {
    const lines = runs('  Art.\n 40(4) ', 'No  court');
    expect(quoteOf(lines, { start: 0, end: 16 })).toBe('Art. 40(4) No court');
    expect(quoteOf(lines, { start: 4, end: 11 })).toBe('40(4) No');
    expect(quoteOf(lines, { start: 9, end: 11 })).toBe('No');
  });

  it('is cut at a word where it is longer than a quote may be', () => {
    const long = runs('word '.repeat(600));
    const { start, end } = quotable(long, { start: 0, end: 2400 });
    const quote = quoteOf(long, { start, end });
    expect(start).toBe(0);
    expect(quote.length).toBeLessThanOrEqual(2000);
    expect(quote.length).toBeGreaterThan(1990);
    expect(quote.endsWith('word')).toBe(true);
    expect(quotable(long, { start: 8, end: 40 })).toEqual({ start: 8, end: 40 });
  });
});
