import { useI18n } from '../../i18n/vue-texts';
import { isDay } from '../../../../domain/text/calendar-day';
import { LANGUAGES } from '../../../../domain/text/language';
import { formatDay, formatTime } from '../../i18n/dates';

/** A field as it was signed. */
interface SignedField {
  readonly name: string;
  readonly detail: string;
  readonly value: string;
}

/** A signed value, unchanged, with its name in words and, for a code or a day, its meaning. */
export interface FieldInWords {
  readonly name: string;
  readonly value: string;
  /** Empty where the value says all. */
  readonly words: string;
}

/**
 * Puts fields of this app's form into words. A file can hold any value. Call in setup.
 *
 * @param dayOf day of an instant, in the app's time zone
 */
export function useFieldWords(dayOf: (milliseconds: number) => string): (field: SignedField) => FieldInWords {
  const { t } = useI18n();

  function meaningOf({ name, detail, value }: SignedField): string {
    if (name === 'kind' && ['module', 'sequence', 'series'].includes(value)) return t(`verify.kinds.${value}`);
    if (name === 'language' && LANGUAGES.some((known) => known === value)) return t(`languages.${value}`);
    if (['completedOn', 'issuedOn'].includes(name) && isDay(value)) return formatDay(value);
    if (['completedAt', 'issuedAt', 'firstIssuedAt'].includes(name)) return momentOf(Date.parse(value));
    // The code on paper has no room for long names.
    return detail === 'cut' ? t('verify.paper.cut') : '';
  }

  function momentOf(milliseconds: number): string {
    const day = Number.isNaN(milliseconds) ? '' : dayOf(milliseconds);
    return isDay(day) ? `${formatDay(day)}, ${formatTime(milliseconds)}` : '';
  }

  return (field) => ({
    name: t(`verify.fields.${field.name}`, { detail: field.detail }),
    value: field.value,
    words: meaningOf(field),
  });
}
