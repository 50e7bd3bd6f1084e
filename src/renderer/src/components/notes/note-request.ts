import { useEventListener } from '@vueuse/core';

const REQUEST = 'note-request';

/** Asks the screen to note the words that are selected on it; one that takes no notes does nothing. */
export function requestNote(): void {
  window.dispatchEvent(new Event(REQUEST));
}

/** Calls back when the words that are selected are to be noted. Call in setup. */
export function useNoteRequest(note: () => void): void {
  useEventListener(window, REQUEST, note);
}
