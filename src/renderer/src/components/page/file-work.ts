import { nextTick, watch, type Ref } from 'vue';

/** A file that the host wrote, or serves at an address (`path`) for the browser to save. */
interface DeliveredFile {
  readonly outcome: 'saved' | 'download';
  readonly fileName: string;
  readonly path?: string;
}

/** Work that ends in a file, as far as its outcome goes. */
export type FileWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' | 'nothing' }
  | { readonly phase: 'saved'; readonly delivery: DeliveredFile }
  | {
      readonly phase: 'failed';
      readonly from: 'content' | 'host' | 'storage';
      readonly code: string;
      readonly fileName?: string;
    };

/** Downloads that were started: an outcome that is shown again starts no second one. */
const started = new WeakSet<DeliveredFile>();

/** Starts the browser's download where work ends in one, also while its screen wasn't there. Call in setup. */
export function useDownload(delivery: () => DeliveredFile | null): void {
  watch(
    delivery,
    (made) => {
      if (made?.path === undefined || started.has(made)) return;
      started.add(made);
      startDownload(made.path, made.fileName);
    },
    { immediate: true },
  );
}

/** Lets the browser save a file that the host serves at an address of this origin. */
export function startDownload(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}

/**
 * Scrolls the outcome of an action into view, as little as necessary, where it is away from its button: a screen reader
 * announces it, but eyes would miss it.
 *
 * @param outcome the element that shows it
 * @param phase of the action; `idle` does nothing
 */
export function useOutcomeInView(outcome: Readonly<Ref<HTMLElement | null>>, phase: () => string): void {
  watch(phase, async (now) => {
    if (now === 'idle') return;
    await nextTick();
    outcome.value?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });
}
