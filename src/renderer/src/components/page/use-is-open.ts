import { onBeforeUnmount } from 'vue';

/** Says whether the component's screen is still open. After a long wait another one may be, or another learner's: nobody is led away from that one. */
export function useIsOpen(): () => boolean {
  let isOpen = true;
  onBeforeUnmount(() => {
    isOpen = false;
  });
  return () => isOpen;
}
