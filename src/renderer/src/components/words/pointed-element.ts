import { nextTick, watch } from 'vue';
import { TARGET_MARK_MILLISECONDS } from './use-transient-state';
import './pointed.css';

/**
 * Goes to an element that a navigation leads to: scrolls it to the middle, gives it the focus, so that reading goes on
 * there, and marks it for a moment.
 */
function pointAt(element: HTMLElement): void {
  const couldFocus = element.hasAttribute('tabindex') || element.matches('a, button, summary, input');
  if (!couldFocus) element.tabIndex = -1;
  element.dataset['pointed'] = '';
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element.offsetHeight > window.innerHeight * 0.7 ? 'start' : 'center' });
  setTimeout(() => {
    delete element.dataset['pointed'];
    if (!couldFocus && document.activeElement !== element) element.removeAttribute('tabindex');
  }, TARGET_MARK_MILLISECONDS);
}

/**
 * Points at the element that the address requests, as soon as it is there.
 *
 * @param requested its key in the address; undefined where nothing is requested, or what holds it isn't loaded yet
 * @param find the element for the key
 * @param uncover takes away what hides the element: a filter of the screen
 */
export function usePointedElement(
  requested: () => string | undefined,
  find: (key: string) => HTMLElement | null | undefined,
  uncover: (key: string) => void = () => undefined,
): void {
  watch(
    requested,
    async (key) => {
      if (key === undefined) return;
      uncover(key);
      // After the page's heading has had the focus (`usePageTitle`).
      await nextTick();
      await nextTick();
      const element = find(key);
      if (element && requested() === key) pointAt(element);
    },
    { immediate: true, flush: 'post' },
  );
}

/** The value of a query parameter that occurs once. */
export function queryValue(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
