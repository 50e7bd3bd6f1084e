/** Least distance between words that are brought into sight and what covers the window's edges, in CSS px. */
const MARGIN = 24;

/**
 * Scrolls words into the part of the window that is free, if they aren't there: their beginning, where they are longer than that.
 *
 * @param covered px at the window's foot that something covers
 */
export function bringIntoSight(words: Range | Element, covered = 0): void {
  const { top, bottom } = words.getBoundingClientRect();
  const header = document.querySelector('header');
  const head = header ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
  const upper = head + MARGIN;
  const lower = window.innerHeight - covered - MARGIN;
  if (top < upper) window.scrollBy({ top: top - upper });
  else if (bottom > lower) window.scrollBy({ top: Math.min(bottom - lower, top - upper) });
}
