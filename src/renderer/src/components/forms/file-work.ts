import { nextTick, watch, type Ref } from 'vue';
import { focusInstead, focusPage } from '../page/focus-page';

/** A file that the host wrote, or that the browser saves. */
interface DeliveredFile {
  readonly outcome: 'saved' | 'download';
  readonly fileName: string;
}

/** Work that ends in a file, as far as its outcome goes. */
export type FileWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' | 'nothing' }
  | { readonly phase: 'saved'; readonly delivery: DeliveredFile }
  /** A paper that no font shows wholly: nothing was saved yet. */
  | { readonly phase: 'unprintable'; readonly characters: string }
  | {
      readonly phase: 'failed';
      readonly from: 'content' | 'host' | 'storage';
      readonly code: string;
      readonly fileName?: string;
    };

/**
 * Scrolls the outcome of an action into view, as little as necessary, where it is away from its button: a screen reader
 * announces it, but eyes would miss it. Where the pressed button is gone it has the focus.
 *
 * @param outcome the element that shows it (with `tabindex="-1"`)
 * @param phase of the action; `idle` where nothing is shown any more
 */
export function useOutcomeInView(outcome: Readonly<Ref<HTMLElement | null>>, phase: () => string): void {
  watch(phase, async (now) => {
    await nextTick();
    if (now === 'idle') return focusInstead(focusPage);
    outcome.value?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    await focusInstead(() => outcome.value?.focus({ preventScroll: true }));
  });
}
