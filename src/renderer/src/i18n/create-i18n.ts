import { createI18n } from 'vue-i18n';
import english from './locales/en.json';

/** The interface's texts. A language is one file in `locales/`; English stands in for what another one lacks. */
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
