import { onBeforeUnmount } from 'vue';

/** Says whether the component's screen still stands. After a long wait another one may, or another learner's: nobody is led away from there. */
export function useStanding(): () => boolean {
  let isStanding = true;
  onBeforeUnmount(() => {
    isStanding = false;
  });
  return () => isStanding;
}
