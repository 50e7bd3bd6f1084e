import { onMounted, onScopeDispose } from 'vue';

/**
 * Calls back at a shortcut of one key, pressed alone, wherever nobody types and no dialog is open. Call in setup.
 *
 * @param isKey tells the key; use `code` for a letter, so that it is the same on a Khmer keyboard
 * @param isOn false where the learner switched such shortcuts off: speech input or a slip of the hand presses them
 */
export function useLetterKey(
  isKey: (event: KeyboardEvent) => boolean,
  isOn: () => boolean,
  act: (event: KeyboardEvent) => void,
): void {
  function onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (!isKey(event) || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
      return;
    if (target instanceof Element && target.closest(BUSY)) return;
    // A press on the ground of a modal dialog takes the focus from it to the page behind.
    if (!isOn() || document.querySelector('dialog:modal')) return;
    event.preventDefault();
    act(event);
  }
  onMounted(() => {
    window.addEventListener('keydown', onKey);
  });
  onScopeDispose(() => {
    window.removeEventListener('keydown', onKey);
  });
}

/** Where a letter is text, or belongs to what has the focus. */
const BUSY = [
  'input:not([type=radio], [type=checkbox])',
  'textarea',
  'select',
  '[contenteditable]',
  'dialog',
  '[role=dialog]',
  '[role=menu]',
  '[role=toolbar]',
  '[role=application]',
].join(', ');

/** The letter on a key, upper case: the one that it types, or that of its place where it types another script. */
export function latinLetter({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | undefined {
  return /^[a-z]$/iu.test(key) ? key.toUpperCase() : /^Key([A-Z])$/u.exec(code)?.[1];
}
