import { openFoldsAround } from '../../../components/page/pointed-element';

/** Least distance between the target words and what covers the window's edges, in CSS px. */
const MARGIN = 24;

/**
 * Scrolls words into the free part of the window, if they aren't there; their beginning, where they don't fit. What is
 * folded around them is opened.
 *
 * @param covered px at the window's foot that something covers
 */
export function scrollIntoFreeView(words: Range | Element, covered = 0): void {
  const element = words instanceof Range ? words.startContainer.parentElement : words;
  openFoldsAround(element);
  const { top, bottom } = words.getBoundingClientRect();
  const header = document.querySelector('header');
  // With large text in a small window the header scrolls with the page, and then covers nothing.
  const covers = header !== null && ['sticky', 'fixed'].includes(getComputedStyle(header).position);
  const head = covers ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
  const upper = head + MARGIN;
  const lower = window.innerHeight - covered - MARGIN;
  if (top < upper) window.scrollBy({ top: top - upper });
  else if (bottom > lower) window.scrollBy({ top: Math.min(bottom - lower, top - upper) });
  const table = element?.closest('.table-scroll');
  if (table) scrollAside(table, words.getBoundingClientRect());
}

/** A wide table scrolls by itself: its words can be outside the table's visible part. */
function scrollAside(table: Element, { left, right }: DOMRect): void {
  const box = table.getBoundingClientRect();
  if (left < box.left) table.scrollLeft -= box.left - left + MARGIN;
  else if (right > box.right) table.scrollLeft += Math.min(right - box.right, left - box.left) + MARGIN;
}
