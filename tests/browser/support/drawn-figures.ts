import { expect } from 'vitest';
import { cdp } from 'vitest/browser';

/** A px that browsers may differ in when they place a glyph. */
const TOLERANCE = 0.6;

/** The drawings of the figures under an element, each one image. */
export function drawings(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>('figure > [role="img"]')];
}

/** Waits until every figure is drawn, at the width of its column. */
export async function settled(container: HTMLElement, count: number): Promise<void> {
  await expect.poll(() => drawings(container).filter(isDrawn).length).toBe(count);
}

/** A drawing in HTML is there at once, one in SVG after its letters were measured. */
function isDrawn(drawing: HTMLElement): boolean {
  const svg = drawing.querySelector('svg');
  if (!svg) return drawing.innerText !== '';
  return Math.abs(Number(svg.getAttribute('width')) - drawing.clientWidth) < 1;
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
  const svg = drawing.querySelector('svg');
  const room = (svg ?? drawing).getBoundingClientRect();
  const texts = svg ? textsOfSvg(svg) : textsOfHtml(drawing);
  return [
    ...(svg && Math.abs(room.width - svg.viewBox.baseVal.width) > TOLERANCE
      ? [`${name}: shown at ${room.width} px, laid out for ${svg.viewBox.baseVal.width} px`]
      : []),
    ...(texts.length === 0 ? [`${name}: no text`] : []),
    ...(svg ? [] : brokenWords(drawing).map((word) => `${name}: "${word}" is broken`)),
    ...texts.flatMap(({ words, size, box }, index) => [
      ...(size < 12 ? [`${name}: "${words}" is under 12 px`] : []),
      ...(inside(box, room) ? [] : [`${name}: "${words}" leaves the drawing`]),
      ...texts
        .slice(index + 1)
        .flatMap((other) => (overlap(box, other.box) ? [`${name}: "${words}" lies on "${other.words}"`] : [])),
    ]),
  ];
}

function textsOfSvg(svg: SVGSVGElement): DrawnText[] {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll('text')].map((text) => ({
    words: text.textContent ?? '',
    size: sizeOf(text) * scale,
    box: text.getBoundingClientRect(),
  }));
}

function textsOfHtml(drawing: HTMLElement): DrawnText[] {
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

/** Contrast of two opaque colours as `rgb(…)`, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/gu)].map(([part]) => Number(part) / 255);
  const linear = (part: number): number => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
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

/** What the drawings in HTML are made of. */
export function borders(container: HTMLElement): CSSStyleDeclaration[] {
  const drawn = ['.bar', '.step::after', '.ladder::before', '.point::before', '.point::after', '.row::before'];
  return drawn.flatMap((selector) => {
    const [name = '', pseudo] = selector.split('::');
    return [...container.querySelectorAll(name)].map((element) =>
      getComputedStyle(element, pseudo === undefined ? null : `::${pseudo}`),
    );
  });
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
