import { nextTick, onMounted, watch, type Ref } from 'vue';

/**
 * Says where the learner is: the window's title, and focus on the page's heading when the page opens, so that a screen reader reads on from there.
 *
 * @param title what the page is called, without the app's name
 * @param heading the page's `h1` (with `tabindex="-1"`)
 */
export function usePageTitle(title: () => string, heading: Readonly<Ref<HTMLElement | null>>): void {
  const appName = 'Child Justice Series';
  watch(
    title,
    (text) => {
      document.title = text === '' ? appName : `${text} · ${appName}`;
    },
    { immediate: true },
  );
  onMounted(async () => {
    await nextTick();
    heading.value?.focus({ preventScroll: true });
  });
}
