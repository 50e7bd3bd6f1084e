import { ref, type Ref } from 'vue';

/** What a field with `maxlength` left out of a paste or of typing: the browser cuts it off without saying so. */
export interface LeftOut {
  /** UTF-16 units that weren't taken; 0 where everything was, or something was taken out since. */
  readonly leftOut: Ref<number>;
  /** To be called before the field changes. */
  readonly beforeInput: (event: Event) => void;
}

/** Counts what a field with `maxlength` leaves out. */
export function useLeftOut(): LeftOut {
  const leftOut = ref(0);

  function beforeInput(event: Event): void {
    const { target: field } = event;
    if (!(event instanceof InputEvent)) return;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const given = asTaken(event.data ?? event.dataTransfer?.getData('text/plain') ?? '', field).length;
    const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
    // A text that another field wrote can be longer than this one takes: that much isn't left out now.
    leftOut.value = Math.min(given, Math.max(0, field.value.length - replaced + given - field.maxLength));
  }

  return { leftOut, beforeInput };
}

/** A text as a field takes it: line breaks are one character, and a field of one line takes none at the end. */
function asTaken(text: string, field: HTMLTextAreaElement | HTMLInputElement): string {
  const given = text.replaceAll('\r\n', '\n');
  return field instanceof HTMLInputElement ? given.replace(/[\r\n]+$/u, '') : given;
}
