import { onBeforeUnmount } from 'vue';

/**
 * Returns whether the component's screen is still open. After a long wait it may have changed, and then the app must
 * not navigate away from the new one.
 */
export function useIsOpen(): () => boolean {
  let isOpen = true;
  onBeforeUnmount(() => {
    isOpen = false;
  });
  return () => isOpen;
}
