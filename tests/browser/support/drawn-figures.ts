import { expect } from 'vitest';
import { cdp } from 'vitest/browser';

/** A px that browsers may differ in when they place a glyph. */
const TOLERANCE = 0.6;

/** The drawings of the figures under an element, each one image. */
export function drawings(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>('figure > [role="img"]')];
}

/** Waits until every figure is drawn. */
export async function settled(container: HTMLElement, count: number): Promise<void> {
  await expect.poll(() => drawings(container).filter(({ innerText }) => innerText !== '').length).toBe(count);
}

interface DrawnText {
  readonly words: string;
  /** In CSS px of the window, as shown. */
  readonly size: number;
  readonly box: DOMRect;
}

/** What is wrong with a drawing as the browser has really set it, in words; empty when all is well. */
export function drawingFaults(drawing: HTMLElement): string[] {
  const name = drawing.getAttribute('aria-label') ?? '';
  const room = drawing.getBoundingClientRect();
  const texts = textsOf(drawing);
  return [
    ...(texts.length === 0 ? [`${name}: no text`] : []),
    ...brokenWords(drawing).map((word) => `${name}: "${word}" is broken`),
    ...texts.flatMap(({ words, size, box }, index) => [
      ...(size < 12 ? [`${name}: "${words}" is under 12 px`] : []),
      ...(inside(box, room) ? [] : [`${name}: "${words}" leaves the drawing`]),
      ...texts
        .slice(index + 1)
        .flatMap((other) => (overlap(box, other.box) ? [`${name}: "${words}" lies on "${other.words}"`] : [])),
    ]),
  ];
}

function textsOf(drawing: HTMLElement): DrawnText[] {
  return textNodes(drawing).map((node) => ({
    words: node.data,
    size: sizeOf(node.parentElement ?? drawing),
    box: rangeOf(node, 0, node.data.length).getBoundingClientRect(),
  }));
}

/** Words that run from one line on to the next. */
function brokenWords(drawing: HTMLElement): string[] {
  const segmenter = new Intl.Segmenter('km', { granularity: 'word' });
  return textNodes(drawing).flatMap((node) =>
    [...segmenter.segment(node.data)]
      .filter(({ segment, index, isWordLike }) => {
        const rects = [...rangeOf(node, index, index + segment.length).getClientRects()];
        return isWordLike === true && new Set(rects.map(({ top }) => Math.round(top))).size > 1;
      })
      .map(({ segment }) => segment),
  );
}

function textNodes(drawing: HTMLElement): Text[] {
  const walker = document.createTreeWalker(drawing, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if ((node as Text).data.trim() !== '') nodes.push(node as Text);
  return nodes;
}

function rangeOf(node: Text, from: number, to: number): Range {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

function sizeOf(element: Element): number {
  return Number.parseFloat(getComputedStyle(element).fontSize);
}

function inside(box: DOMRect, view: DOMRect): boolean {
  const across = box.x >= view.x - TOLERANCE && box.x + box.width <= view.x + view.width + TOLERANCE;
  return across && box.y >= view.y - TOLERANCE && box.y + box.height <= view.y + view.height + TOLERANCE;
}

function overlap(one: DOMRect, other: DOMRect): boolean {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return across > TOLERANCE && down > TOLERANCE;
}

/** The lines that drawings are made of, all of them borders. */
const LINES = [
  '.bar',
  '.row::before',
  '.ladder::before',
  '.ladder .step::after',
  '.point::before',
  '.point::after',
  '.cycle .step:not(:nth-last-child(2))::before',
  '.cycle .step:not(:nth-last-child(2))::after',
  '.return',
  '.return::after',
  '.stage:not(:last-child)::before',
  '.stage:not(:last-child)::after',
  '.exit::before',
  '.exit::after',
  '.branch::before',
  '.branch::after',
  '.leaves',
];

/** The computed styles of every line, without those that this width draws none of. */
export function borders(container: HTMLElement): CSSStyleDeclaration[] {
  return LINES.flatMap((selector) => {
    const [name = '', pseudo] = selector.split('::');
    return [...container.querySelectorAll(name)].map((element) =>
      getComputedStyle(element, pseudo === undefined ? null : `::${pseudo}`),
    );
  }).filter((style) => SIDES.some((side) => Number.parseFloat(style[`border${side}Width`]) > 0));
}

const SIDES = ['BlockStart', 'BlockEnd', 'InlineStart', 'InlineEnd'] as const;

/** The colour of a line: that of the first side that has one. */
export function colourOf(style: CSSStyleDeclaration): string {
  const side = SIDES.find((candidate) => Number.parseFloat(style[`border${candidate}Width`]) > 0) ?? 'BlockStart';
  return style[`border${side}Color`];
}

/** As in one of Windows' contrast themes. */
export async function withForcedColours(look: () => void): Promise<void> {
  const emulate = (value: string): Promise<unknown> =>
    cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
  await emulate('active');
  try {
    await expect.poll(() => matchMedia('(forced-colors: active)').matches).toBe(true);
    look();
  } finally {
    await emulate('none');
  }
}
