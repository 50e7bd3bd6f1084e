import { defineAsyncComponent, type Component } from 'vue';
import { useScreenTexts } from '../i18n/start-texts';
import PartFailure from './PartFailure.vue';

/** A part of the interface that isn't part of the first load. */
export interface LazyPart<Part extends Component> {
  readonly component: Part;
  /** Has it loaded before it is shown. @throws Error where it can't be */
  readonly prepare: () => Promise<void>;
}

/** How a part differs from a page. */
export interface LazyPartOptions {
  /** Told in place of a page that says so, where the part has no place of its own. */
  readonly onFailure?: () => void;
  /** False for a part that has nothing to say, and so waits for no texts. */
  readonly hasTexts?: boolean;
}

/**
 * A part that is loaded when it is first shown, with the texts that it may use: it never stands there without them. One that can't be loaded says so in its place;
 * shown anew, it tries again. Call in setup.
 */
export function useLazyPart<Part extends Component>(load: () => Promise<{ readonly default: Part }>, { onFailure, hasTexts = true }: LazyPartOptions = {}): LazyPart<Part> {
  const loadTexts = useScreenTexts();
  const loader = async (): Promise<Part> => {
    const [{ default: part }] = await Promise.all([load(), hasTexts ? loadTexts() : undefined]);
    return part;
  };
  const prepare = async (): Promise<void> => {
    await loader();
  };
  if (!onFailure) return { component: defineAsyncComponent<Part>({ loader, errorComponent: PartFailure }), prepare };
  const component = defineAsyncComponent<Part>({
    loader,
    onError: (_error, _retry, fail) => {
      onFailure();
      fail();
    },
  });
  return { component, prepare };
}
