import { useI18n } from 'vue-i18n';
import { SOURCE_LANGUAGE, type Translate } from '../../../../domain/text/language';

/**
 * The interface's texts in the language of the course, for what is inside its text or is printed with it: one paper is
 * in one language. Call in setup.
 */
export function useCourseWords(): Translate {
  const { t } = useI18n();
  return (key, values = {}, plural) =>
    t(key, values, { locale: SOURCE_LANGUAGE, ...(plural === undefined ? {} : { plural }) });
}
