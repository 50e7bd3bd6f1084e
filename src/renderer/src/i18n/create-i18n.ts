import { createI18n } from 'vue-i18n';
import screens from './locales/en/screens.json';
import start from './locales/en/start.json';

const english = { ...start, ...screens };

/** The interface's texts. A language is one folder in `locales/`: what the first screen needs, and the rest by area; English stands in for what another one lacks. */
export function createInterfaceTexts(): ReturnType<typeof build> {
  return build();
}

function build() {
  return createI18n<[typeof english], 'en', false>({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en: english },
    missingWarn: false,
    fallbackWarn: false,
  });
}
