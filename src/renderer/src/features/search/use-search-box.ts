import { onMounted, onScopeDispose, ref, watch, type Component, type Ref } from 'vue';
import { useLazyPart } from '../../components/page/lazy-part';

/** The box that finds everything, as the app's frame needs it. */
export interface SearchBox {
  readonly component: Component;
  readonly isOpen: Readonly<Ref<boolean>>;
  readonly open: () => void;
  readonly close: () => void;
  /** Loads the box when the pointer or the focus reaches its button. */
  readonly prepare: () => void;
}

/**
 * Opens the box at Ctrl+K or Cmd+K. Only this is in the first load; the box, its index and its texts come when it is
 * first opened. Call in setup.
 *
 * @param isPossible false where no record is open: the box closes, and the key does nothing
 */
export function useSearchBox(isPossible: () => boolean, onUnavailable: () => void): SearchBox {
  const isOpen = ref(false);
  const { component, prepare } = useLazyPart(() => import('./SearchDialog.vue'), {
    onFailure: () => {
      isOpen.value = false;
      onUnavailable();
    },
  });

  function open(): void {
    isOpen.value = isPossible();
  }

  function close(): void {
    isOpen.value = false;
  }

  /** By the key's place, so that it is the same on a Khmer keyboard. */
  function onKey(event: KeyboardEvent): void {
    if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !isPossible())
      return;
    event.preventDefault();
    isOpen.value = !isOpen.value;
  }

  watch(isPossible, (possible) => {
    if (!possible) close();
  });
  onMounted(() => {
    window.addEventListener('keydown', onKey);
  });
  onScopeDispose(() => {
    window.removeEventListener('keydown', onKey);
  });
  return { component, isOpen, open, close, prepare: () => void prepare().catch(() => undefined) };
}
