import { ref, watch, type Ref } from 'vue';

/** Milliseconds after which a wait is long. */
const PATIENCE = 2_000;

/**
 * True once something has been waited for without a break for two seconds, and what is to be shown of it is loaded; false again when it is over. What can't be loaded
 * leaves what stands. Call in setup.
 */
export function useLongWait(waits: () => boolean, load: () => Promise<void>): Readonly<Ref<boolean>> {
  const isLong = ref(false);
  watch(
    waits,
    (isWaiting, _, onCleanup) => {
      isLong.value = false;
      if (!isWaiting) return;
      let isOver = false;
      const show = async (): Promise<void> => {
        await load().then(
          () => (isLong.value = !isOver),
          () => undefined,
        );
      };
      const timer = setTimeout(() => void show(), PATIENCE);
      onCleanup(() => {
        isOver = true;
        clearTimeout(timer);
      });
    },
    { immediate: true },
  );
  return isLong;
}
