/** Least distance between words that are scrolled to and what covers the window's edges, in CSS px. */
const MARGIN = 24;

/**
 * Scrolls words into the part of the window that is free, if they aren't there: their beginning, where they are longer than that.
 *
 * @param covered px at the window's foot that something covers
 */
export function scrollIntoFreeView(words: Range | Element, covered = 0): void {
  const { top, bottom } = words.getBoundingClientRect();
  const header = document.querySelector('header');
  // With large text in a small window it goes with the page, and covers nothing once that is scrolled.
  const covers = header !== null && ['sticky', 'fixed'].includes(getComputedStyle(header).position);
  const head = covers ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
  const upper = head + MARGIN;
  const lower = window.innerHeight - covered - MARGIN;
  if (top < upper) window.scrollBy({ top: top - upper });
  else if (bottom > lower) window.scrollBy({ top: Math.min(bottom - lower, top - upper) });
  const table = (words instanceof Range ? words.startContainer.parentElement : words)?.closest('.table-scroll');
  if (table) scrollAside(table, words.getBoundingClientRect());
}

/** A wide table scrolls by itself: words in it can be in sight of the window and not of the table. */
function scrollAside(table: Element, { left, right }: DOMRect): void {
  const box = table.getBoundingClientRect();
  if (left < box.left) table.scrollLeft -= box.left - left + MARGIN;
  else if (right > box.right) table.scrollLeft += Math.min(right - box.right, left - box.left) + MARGIN;
}
