import { defineAsyncComponent, onScopeDispose, type Component } from 'vue';
import { useTexts } from '../../i18n/texts';
import PartFailure from './PartFailure.vue';

/** A lazily loaded part of the interface. */
export interface LazyPart<Part extends Component> {
  readonly component: Part;
  /** Loads it before it is shown. @throws Error where that fails */
  readonly prepare: () => Promise<void>;
  /** Tries at once instead of waiting for the next try. */
  readonly tryNow: () => void;
}

/** Options of a part that isn't a page. */
export interface LazyPartOptions {
  /** Called with the number of failed tries, in place of the failure page, where the part has no visible place. */
  readonly onFailure?: (tries: number) => void;
  /** Milliseconds before each further try, for a required part; the last delay repeats. Used with `onFailure`. */
  readonly pauses?: readonly [number, ...number[]];
  /** False for a part without texts, which doesn't wait for them. */
  readonly hasTexts?: boolean;
}

/**
 * A part that is loaded when it is first shown, together with its texts. One that can't be loaded shows the failure in
 * its place; shown again, it tries again. Call in setup.
 */
export function useLazyPart<Part extends Component>(
  load: () => Promise<{ readonly default: Part }>,
  { onFailure, pauses, hasTexts = true }: LazyPartOptions = {},
): LazyPart<Part> {
  const { loadScreens } = useTexts();
  const loader = async (): Promise<Part> => {
    const [{ default: part }] = await Promise.all([load(), hasTexts ? loadScreens() : undefined]);
    return part;
  };
  const prepare = async (): Promise<void> => {
    await loader();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: (() => void) | undefined;
  const tryNow = (): void => {
    clearTimeout(timer);
    const waiting = again;
    again = undefined;
    waiting?.();
  };
  if (!onFailure)
    return { component: defineAsyncComponent<Part>({ loader, errorComponent: PartFailure }), prepare, tryNow };
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  const component = defineAsyncComponent<Part>({
    loader,
    onError: (_error, retry, fail, tries) => {
      onFailure(tries);
      const pause = pauses?.[Math.min(tries, pauses.length) - 1];
      if (pause === undefined) {
        fail();
        return;
      }
      again = retry;
      timer = setTimeout(tryNow, pause);
    },
  });
  return { component, prepare, tryNow };
}
