import { onScopeDispose, watchEffect } from 'vue';

/**
 * Prints a text at the foot of every page while the screen is open: `print.css` reads it from the root, as page margins
 * inherit from there only.
 */
export function usePrintedFooter(text: () => string): void {
  const { style } = document.documentElement;
  function write(): void {
    // A JSON string is a CSS string for texts without line breaks.
    style.setProperty('--printed-footer', JSON.stringify(text()));
  }
  watchEffect(write);
  // A day may have passed since.
  window.addEventListener('beforeprint', write);
  onScopeDispose(() => {
    window.removeEventListener('beforeprint', write);
    style.removeProperty('--printed-footer');
  });
}
