import screens from '../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../src/renderer/src/i18n/locales/en/start.json';
import khmerScreens from '../../src/renderer/src/i18n/locales/km/screens.json';
import khmerStart from '../../src/renderer/src/i18n/locales/km/start.json';
import { createVueTexts, type VueTexts } from '../../src/renderer/src/i18n/vue-texts';

/**
 * All texts of the interface at once, for a part of it that stands alone. The app itself begins with those of the first
 * screen (`i18n/texts.ts`).
 */
export function createInterfaceTexts(): VueTexts['plugin'] {
  return createVueTexts({ ...start, ...screens }).plugin;
}

/** The same in Khmer. */
export function createKhmerTexts(): VueTexts['plugin'] {
  const texts = createVueTexts({ ...start, ...screens });
  texts.add('km', { ...khmerStart, ...khmerScreens });
  texts.show('km');
  return texts.plugin;
}
