import { computed, type ComputedRef } from 'vue';
import type { Language } from '../../../../domain/text/language';
import { useCourseWords } from './course-words';

const SETTINGS = ['case', 'check', 'mistake', 'more', 'practice', 'procedure', 'timeline'] as const;

/**
 * Labels of the study text's settings ("Case", "Common mistake") in the language of the text, as CSS strings for a
 * `style` binding; `prose.css` draws them.
 */
export function useSettingLabels(language: () => Language): ComputedRef<Readonly<Record<string, string>>> {
  const t = useCourseWords(language);
  return computed(() =>
    Object.fromEntries(SETTINGS.map((name) => [`--label-${name}`, JSON.stringify(t(`section.settings.${name}`))])),
  );
}
