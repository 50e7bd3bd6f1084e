import { expect } from 'vitest';

/** A px that browsers may differ in when they place a glyph. */
const TOLERANCE = 0.6;

/** Waits until every figure is drawn at the width of its column. */
export async function settled(container: HTMLElement, count: number): Promise<void> {
  await expect
    .poll(
      () =>
        [...container.querySelectorAll('svg')].filter(
          (svg) => Math.abs(Number(svg.getAttribute('width')) - (svg.parentElement?.clientWidth ?? 0)) < 1,
        ).length,
    )
    .toBe(count);
}

/** What is wrong with a drawing as the browser has really set it, in words; empty when all is well. */
export function drawingFaults(svg: SVGSVGElement): string[] {
  const view = svg.viewBox.baseVal;
  const { width } = view;
  const name = svg.getAttribute('aria-label') ?? '';
  const shown = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((text) => ({
    text,
    words: text.textContent ?? '',
    box: text.getBBox(),
  }));
  return [
    ...(Math.abs(shown.width - width) > TOLERANCE
      ? [`${name}: shown at ${shown.width} px, laid out for ${width} px`]
      : []),
    ...(texts.length === 0 ? [`${name}: no text`] : []),
    ...texts.flatMap(({ text, words, box }, index) => [
      ...(shownSize(text, shown.width / width) < 12 ? [`${name}: "${words}" is under 12 px`] : []),
      ...(inside(box, view) ? [] : [`${name}: "${words}" leaves the drawing`]),
      ...texts
        .slice(index + 1)
        .flatMap((other) => (overlap(box, other.box) ? [`${name}: "${words}" lies on "${other.words}"`] : [])),
    ]),
  ];
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

function shownSize(text: SVGTextElement, scale: number): number {
  return Number.parseFloat(getComputedStyle(text).fontSize) * scale;
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
