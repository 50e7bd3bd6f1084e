import { useEventListener, useResizeObserver } from '@vueuse/core';
import { computed, onMounted, ref, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { FigureSpace } from './figure-space';
import { measureWithCanvas } from './measure-text';

/** A figure's measured place in the page. */
export interface FigureSpaceReader {
  /** Undefined until the figure is mounted and has a width. */
  readonly space: ComputedRef<FigureSpace | undefined>;
}

/**
 * Measures a figure's width and updates it with the window's width, the learner's text size, and a font that loads
 * late.
 *
 * @param options.ruler an element without height that is as wide as the drawing may be, in the drawing's font. Not the
 * drawing's parent: that one gets higher as it is drawn in, and an observer that changes what it observes reports a
 * loop
 * @param options.rem an element that is 1rem wide: its width gives the text size and its changes
 */
export function useFigureSpace(options: {
  readonly ruler: ShallowRef<HTMLElement | null>;
  readonly rem: ShallowRef<HTMLElement | null>;
}): FigureSpaceReader {
  const width = ref(0);
  const rem = ref(16);
  const measure = shallowRef<FigureSpace['measure'] | undefined>();

  function readLengths(): void {
    width.value = options.ruler.value?.clientWidth ?? 0;
    rem.value = options.rem.value?.getBoundingClientRect().width ?? 16;
  }

  function readFont(): void {
    if (options.ruler.value) measure.value = measureWithCanvas(getComputedStyle(options.ruler.value).fontFamily);
  }

  onMounted(() => {
    readFont();
    readLengths();
  });
  useResizeObserver([options.ruler, options.rem], readLengths);
  useEventListener(document.fonts, 'loadingdone', readFont);

  const space = computed(() =>
    measure.value && width.value > 0 ? { width: width.value, rem: rem.value, measure: measure.value } : undefined,
  );
  return { space };
}
