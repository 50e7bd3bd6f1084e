import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';

const SETTINGS = ['case', 'check', 'mistake', 'practice', 'procedure', 'timeline'] as const;

/**
 * Labels of the study text's settings ("Case", "Common mistake") in the interface's language, as CSS strings for a
 * `style` binding; `prose.css` draws them.
 */
export function useSettingLabels(): ComputedRef<Readonly<Record<string, string>>> {
  const { t } = useI18n();
  return computed(() =>
    Object.fromEntries(SETTINGS.map((name) => [`--label-${name}`, JSON.stringify(t(`section.settings.${name}`))])),
  );
}
