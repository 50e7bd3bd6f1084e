import { nextTick, onMounted, watch, type Ref } from 'vue';

/**
 * Sets the window's title, and focuses the page's heading when the page opens, so that a screen reader reads on from
 * there.
 *
 * @param title the page's title, without the app's name
 * @param heading the page's `h1` (with `tabindex="-1"`)
 * @param place identifies what the page shows, where one page goes on to another: its heading gets the focus again, so
 *   that the next key doesn't press a link that scrolled out of sight
 */
export function usePageTitle(
  title: () => string,
  heading: Readonly<Ref<HTMLElement | null>>,
  place: () => string = () => '',
): void {
  const appName = 'Child Justice Series';
  watch(
    title,
    (text) => {
      document.title = text === '' ? appName : `${text} · ${appName}`;
    },
    { immediate: true },
  );
  const focusHeading = async (): Promise<void> => {
    await nextTick();
    heading.value?.focus({ preventScroll: true });
  };
  onMounted(focusHeading);
  watch(place, focusHeading);
}
