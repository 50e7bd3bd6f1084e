import { onScopeDispose, watchEffect } from 'vue';

/**
 * Prints a text at the foot of every page while the screen is open: `print.css` reads it from the root, as page margins
 * inherit from there only.
 */
export function usePrintedFooter(text: () => string): void {
  const { style } = document.documentElement;
  watchEffect(() => {
    // A JSON string is a CSS string for texts without line breaks.
    style.setProperty('--printed-footer', JSON.stringify(text()));
  });
  onScopeDispose(() => {
    style.removeProperty('--printed-footer');
  });
}
