import { onMounted, onScopeDispose, ref, watch, type Component, type Ref } from 'vue';
import { useLazyPart } from '../../components/page/lazy-part';

/** The box that finds everything, as the app's frame needs it. */
export interface SearchBox {
  readonly component: Component;
  readonly isOpen: Readonly<Ref<boolean>>;
  /** What was typed before the box was there, or beside its field: its field takes it. */
  readonly typedBefore: Readonly<Ref<string>>;
  /** Opens it, with words that are looked up at once. */
  readonly open: (words?: string) => void;
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
  const typedBefore = ref('');
  const { component, prepare } = useLazyPart(() => import('./SearchDialog.vue'), {
    onFailure: () => {
      close();
      onUnavailable();
    },
  });

  function open(words = ''): void {
    isOpen.value = isPossible();
    if (isOpen.value) typedBefore.value = words;
  }

  function close(): void {
    isOpen.value = false;
    typedBefore.value = '';
  }

  /** By the key's place, so that it is the same on a Khmer keyboard. */
  const opens = ({ code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
    code === 'KeyK' && (ctrlKey || metaKey) && !shiftKey && !altKey;

  function onKey(event: KeyboardEvent): void {
    if (opens(event) && isPossible()) {
      event.preventDefault();
      if (isOpen.value) close();
      else open();
    } else if (isOpen.value && isAhead(event)) {
      event.preventDefault();
      event.stopPropagation();
      typedBefore.value += event.key;
    }
  }

  watch(isPossible, (possible) => {
    if (!possible) close();
  });
  onMounted(() => {
    for (const type of KEY_EVENTS) window.addEventListener(type, onKey, { capture: true });
  });
  onScopeDispose(() => {
    for (const type of KEY_EVENTS) window.removeEventListener(type, onKey, { capture: true });
  });
  return { component, isOpen, typedBefore, open, close, prepare: () => void prepare().catch(() => undefined) };
}

/**
 * Of a key that gives two signs, as a Khmer keyboard has them, Chromium on Windows says at `keydown` only that it is
 * `Unidentified`; each sign is a `keypress`, which doesn't come after a `keydown` that was taken.
 */
const KEY_EVENTS = ['keydown', 'keypress'] as const;

/** One character with the signs that belong to it, e.g. `ុំ`; no name of a key, as `Enter` is. */
const CHARACTER = /^.\p{M}*$/u;

/** True for a character that is typed into nothing, or before the box is there: it would be lost, or a shortcut. */
function isAhead({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isCharacter = CHARACTER.test(key) && !ctrlKey && !metaKey && !altKey;
  return isCharacter && !(target instanceof Element && target.closest('dialog :is(a, button, input)'));
}
