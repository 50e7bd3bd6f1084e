import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolbarPosition, type Box } from '../../../../src/renderer/src/features/section/highlights/toolbar-position';

const FREE: Box = { left: 0, top: 50, right: 900, bottom: 600 };
const SIZE = { width: 320, height: 40 };
const line = (left: number, top: number, width = 200): Box => ({ left, top, right: left + width, bottom: top + 28 });

describe('the place of the toolbar', () => {
  it('is below the last line of the words, in its middle', () => {
    expect(toolbarPosition([line(100, 200), line(300, 228)], SIZE, FREE)).toEqual({ left: 240, top: 264 });
  });

  it('leaves room for the handles of a selection that a finger made', () => {
    expect(toolbarPosition([line(100, 200), line(300, 228)], SIZE, FREE, true)).toEqual({ left: 240, top: 296 });
    expect(toolbarPosition([line(300, 500)], SIZE, FREE, true), 'above, where it would cover them otherwise').toEqual({
      left: 240,
      top: 452,
    });
  });

  it('is above the first line where there is no room below', () => {
    expect(toolbarPosition([line(300, 530), line(300, 560)], SIZE, FREE)).toEqual({ left: 240, top: 482 });
  });

  it('is at the window’s foot where the words fill it', () => {
    expect(toolbarPosition([line(300, 20), line(300, 590)], SIZE, FREE).top).toBe(552);
  });

  it('is always wholly inside the window, whatever is in sight of the words', () => {
    const box = fc
      .record({ left: fc.integer({ min: -2000, max: 3000 }), top: fc.integer({ min: -5000, max: 5000 }) })
      .map(({ left, top }) => line(left, top));
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 5 }),
        fc.integer({ min: 1, max: 880 }),
        fc.integer({ min: 1, max: 500 }),
        (lines, width, height) => {
          const { left, top } = toolbarPosition(lines, { width, height }, FREE);
          return left >= FREE.left && left + width <= FREE.right && top >= FREE.top && top + height <= FREE.bottom;
        },
      ),
    );
  });
});
