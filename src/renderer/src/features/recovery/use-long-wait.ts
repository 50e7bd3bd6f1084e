import { ref, watch, type Ref } from 'vue';

/** Milliseconds after which a wait is long. */
const LONG_WAIT_MILLISECONDS = 2_000;

/**
 * True after two seconds of uninterrupted waiting, once its screen is loaded; false when the wait is over. If the
 * screen can't be loaded, the present one stays. Call in setup.
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
      const timer = setTimeout(() => void show(), LONG_WAIT_MILLISECONDS);
      onCleanup(() => {
        isOver = true;
        clearTimeout(timer);
      });
    },
    { immediate: true },
  );
  return isLong;
}
