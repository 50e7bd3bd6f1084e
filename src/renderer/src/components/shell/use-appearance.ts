import { onScopeDispose, watchEffect } from 'vue';
import type { Preferences } from '../../../../domain/learner/learner';

/** Applies theme and text size to the page; with the theme `system` it follows the computer's setting as it changes. */
export function useAppearance(preferences: () => Preferences): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme, textSize } = preferences();
    const root = document.documentElement;
    root.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    root.style.fontSize = textSize === 100 ? '' : `${textSize}%`;
  };
  watchEffect(apply);
  dark.addEventListener('change', apply);
  onScopeDispose(() => {
    dark.removeEventListener('change', apply);
  });
}
