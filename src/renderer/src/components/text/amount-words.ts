import { useI18n } from 'vue-i18n';

/** The content of a record, a file or a change: study statements, and note revisions or notes. */
export interface Amount {
  readonly statements: number;
  readonly notes: number;
}

/**
 * An amount in words; a part that is zero is omitted, unless both are.
 *
 * @param counted what is counted of notes
 */
export function useAmountWords(counted: 'states' | 'notes' = 'states'): (amount: Amount) => string {
  const { t } = useI18n();
  return ({ statements, notes }) => {
    const [steps, states] = [t('amounts.steps', statements), t(`amounts.${counted}`, notes)];
    if (notes === 0 && statements > 0) return steps;
    return statements === 0 && notes > 0 ? states : t('amounts.both', { steps, states });
  };
}
