import { describe, expect, test } from 'vitest';
import { isWide, scaled } from '../../../../src/renderer/src/components/figures/figure-space';
import { estimateText } from '../../../../src/renderer/src/components/figures/measure-text';
import {
  firstLineMiddle,
  lowerEdge,
  moveDown,
  naturalWidth,
  notAbove,
  onBaselineOf,
  setText,
  titleAndDetail,
} from '../../../../src/renderer/src/components/figures/set-text';
import { room } from './drawing-faults';

const place = { x: 0, top: 10, width: 300 };

describe('setting text', () => {
  test('text grows with the learner’s text size', () => {
    expect(setText(room(600, 32), 'title', 'Signed', place).size).toBe(
      2 * setText(room(600), 'title', 'Signed', place).size,
    );
  });

  test('text is never under 12 px, however small the learner sets it', () => {
    expect(setText(room(600, 10), 'detail', 'Signed', place).size).toBe(12);
  });

  test('Khmer lines stand further apart than Latin ones', () => {
    const latin = setText(room(600), 'detail', 'Signed', place);
    const khmer = setText(room(600), 'detail', 'ចុះ', place);
    expect(khmer.height / khmer.size).toBeCloseTo(1.8);
    expect(latin.height / latin.size).toBeCloseTo(1.4);
  });

  test('lines stand inside the block’s height', () => {
    const block = setText(room(600), 'detail', 'Shows the intention to join; a State that stops here is not a party', {
      ...place,
      width: 160,
    });
    expect(block.lines.length).toBeGreaterThan(1);
    for (const { y } of block.lines) {
      expect(y - block.size).toBeGreaterThanOrEqual(block.top - 1);
      expect(y + 0.3 * block.size).toBeLessThanOrEqual(block.top + block.height);
    }
  });

  test('a text in its natural width stands on one line', () => {
    const space = room(600);
    const width = naturalWidth(space, 'title', 'Concluding observations');
    expect(setText(space, 'title', 'Concluding observations', { ...place, width }).lines).toHaveLength(1);
  });

  test('texts of different sizes can share a baseline', () => {
    const title = setText(room(600), 'title', 'Signed', place);
    const date = onBaselineOf(title, setText(room(600), 'mark', '2016', place));
    expect(date.lines[0]?.y).toBe(title.lines[0]?.y);
  });

  test('moving a text moves its lines and their middle', () => {
    const block = setText(room(600), 'title', 'Signed', place);
    expect(firstLineMiddle(moveDown(block, 7))).toBeCloseTo(firstLineMiddle(block) + 7);
  });

  test('a text without characters takes no room', () => {
    expect(setText(room(600), 'title', '', place)).toMatchObject({ height: 0, width: 0, lines: [] });
  });
});

describe('a title and its detail', () => {
  test('a missing detail takes no room', () => {
    const space = room(600);
    expect(titleAndDetail(space, { title: 'Signed' }, place).height).toBe(
      setText(space, 'title', 'Signed', place).height,
    );
  });

  test('the detail begins where the title ends', () => {
    const { blocks, height } = titleAndDetail(
      room(600),
      { title: 'Signed', detail: 'By the President of the Senate.' },
      place,
    );
    const [title, detail] = blocks;
    expect(detail?.top).toBeCloseTo((title?.top ?? 0) + (title?.height ?? 0));
    expect(height).toBeCloseTo((detail?.top ?? 0) + (detail?.height ?? 0) - place.top);
  });
});

describe('a row of texts', () => {
  test('begins at its top also where a Khmer text shares the baseline of a Latin one', () => {
    const title = setText(room(600), 'title', 'Signed', place);
    const khmer = onBaselineOf(title, setText(room(600), 'aside', 'ចុះហត្ថលេខា', place));
    const row = notAbove(place.top, [title, khmer]);
    expect(Math.min(...row.map(({ top }) => top))).toBeCloseTo(place.top);
    expect(row[0]?.lines[0]?.y).toBeCloseTo(row[1]?.lines[0]?.y ?? 0);
    expect(lowerEdge(row)).toBeCloseTo((row[1]?.top ?? 0) + (row[1]?.height ?? 0));
  });

  test('that begins low enough stays where it is', () => {
    const title = setText(room(600), 'title', 'Signed', place);
    expect(notAbove(0, [title])).toEqual([title]);
  });
});

describe('the room of a figure', () => {
  test('the same width is wide at normal text size and narrow at twice that', () => {
    expect(isWide(room(680))).toBe(true);
    expect(isWide(room(680, 32))).toBe(false);
    expect(isWide(room(320))).toBe(false);
  });

  test('lengths follow the text size', () => {
    expect(scaled(room(680, 24), 10)).toBe(15);
  });

  test('the estimate counts a letter outside the basic plane once, and bold as wider', () => {
    expect(estimateText('𝒜', 10, 400)).toBe(estimateText('A', 10, 400));
    expect(estimateText('A', 10, 600)).toBeGreaterThan(estimateText('A', 10, 400));
  });
});
