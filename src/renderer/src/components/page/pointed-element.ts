import { nextTick, watch } from 'vue';
import './pointed.css';

/**
 * Milliseconds for which a navigation target is marked: enough to find it after the page has changed, without being in
 * the way.
 */
export const TARGET_MARK_MILLISECONDS = 5_000;

const marks = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>();

/** Marks an element for a moment, or for one more. */
export function markForAMoment(element: HTMLElement): void {
  clearTimeout(marks.get(element));
  element.dataset['pointed'] = '';
  const end = (): void => {
    delete element.dataset['pointed'];
  };
  marks.set(element, setTimeout(end, TARGET_MARK_MILLISECONDS));
}

/**
 * Gives an element the focus, so that reading goes on there. One that can't have it can until it loses it; a modal
 * dialog gives the focus back, to it too.
 */
export function focusOnce(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex') && !element.matches('a, button, summary, input')) {
    element.tabIndex = -1;
    element.addEventListener('blur', function end() {
      if (document.querySelector('dialog:modal')) return;
      element.removeAttribute('tabindex');
      element.removeEventListener('blur', end);
    });
  }
  element.focus({ preventScroll: true });
}

/** Opens what is folded around an element. */
export function openFoldsAround(element: Element | null): void {
  for (let fold = element?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
}

/** Goes to an element that a navigation leads to: scrolls it to the middle, focuses it and marks it. */
function pointAt(element: HTMLElement): void {
  openFoldsAround(element);
  markForAMoment(element);
  focusOnce(element);
  element.scrollIntoView({ block: element.offsetHeight > window.innerHeight * 0.7 ? 'start' : 'center' });
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
