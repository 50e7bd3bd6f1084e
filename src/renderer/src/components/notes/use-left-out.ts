import { ref, type Ref } from 'vue';

/**
 * What a field that takes no more than so many characters has left out of what was pasted or typed: the browser cuts it
 * without a word.
 */
export interface LeftOut {
  /** UTF-16 units that weren't taken; 0 where everything was, or something was taken out since. */
  readonly leftOut: Readonly<Ref<number>>;
  /** To be called before the field changes. */
  readonly beforeInput: (event: Event) => void;
}

/** Counts what a field with `maxlength` leaves out. */
export function useLeftOut(): LeftOut {
  const leftOut = ref(0);

  function beforeInput(event: Event): void {
    const { target: field } = event;
    if (!(event instanceof InputEvent) || !(field instanceof HTMLTextAreaElement)) return;
    const given = (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').replaceAll('\r\n', '\n').length;
    const replaced = field.selectionEnd - field.selectionStart;
    if (given === 0) leftOut.value = 0;
    else leftOut.value = Math.max(0, field.value.length - replaced + given - field.maxLength);
  }

  return { leftOut, beforeInput };
}
