/**
 * Focuses the page's heading, or the whole page where it has none: for a control that goes with its own press, so that
 * the next key and the screen reader don't begin at the window's top.
 */
export function focusPage(): void {
  const page = document.querySelector<HTMLElement>('h1[tabindex]') ?? document.getElementById('content');
  page?.focus({ preventScroll: true });
}
