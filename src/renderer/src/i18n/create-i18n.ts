import screens from './locales/en/screens.json';
import start from './locales/en/start.json';
import { createVueTexts, type VueTexts } from './vue-texts';

/** All texts of the interface at once, for a part of it that stands alone. The app itself begins with those of the first screen (`start-texts.ts`). */
export function createInterfaceTexts(): VueTexts['plugin'] {
  return createVueTexts({ ...start, ...screens }).plugin;
}
