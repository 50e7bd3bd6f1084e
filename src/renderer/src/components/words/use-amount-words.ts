import { useI18n } from 'vue-i18n';

/** What a record, a file or a change holds: steps of study, and states of notes. */
export interface Amount {
  readonly statements: number;
  readonly notes: number;
}

/** An amount in words; of two parts one that is nothing is left out, unless both are. */
export function useAmountWords(): (amount: Amount) => string {
  const { t } = useI18n();
  return ({ statements, notes }) => {
    const [steps, states] = [t('amounts.steps', statements), t('amounts.states', notes)];
    if (notes === 0 && statements > 0) return steps;
    return statements === 0 && notes > 0 ? states : t('amounts.both', { steps, states });
  };
}
