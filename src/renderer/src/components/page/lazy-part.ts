import { defineAsyncComponent, onScopeDispose, type Component } from 'vue';
import { useScreenTexts } from '../../i18n/start-texts';
import PartFailure from './PartFailure.vue';

/** A part of the interface that isn't part of the first load. */
export interface LazyPart<Part extends Component> {
  readonly component: Part;
  /** Has it loaded before it is shown. @throws Error where it can't be */
  readonly prepare: () => Promise<void>;
  /** Tries at once, where it waits for a further try. */
  readonly tryNow: () => void;
}

/** How a part differs from a page. */
export interface LazyPartOptions {
  /** Called in place of a page that says so, where the part has no place of its own; with how many tries have failed by now. */
  readonly onFailure?: (tries: number) => void;
  /** Milliseconds before each further try, for a part that has to come; the last pause is used for all that follow. Goes with `onFailure`. */
  readonly pauses?: readonly [number, ...number[]];
  /** False for a part that has nothing to say, and so waits for no texts. */
  readonly hasTexts?: boolean;
}

/**
 * A part that is loaded when it is first shown, with the texts that it may use: it is never shown without them. One that can't be loaded says so in its place;
 * shown anew, it tries again. Call in setup.
 */
export function useLazyPart<Part extends Component>(
  load: () => Promise<{ readonly default: Part }>,
  { onFailure, pauses, hasTexts = true }: LazyPartOptions = {},
): LazyPart<Part> {
  const loadTexts = useScreenTexts();
  const loader = async (): Promise<Part> => {
    const [{ default: part }] = await Promise.all([load(), hasTexts ? loadTexts() : undefined]);
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
