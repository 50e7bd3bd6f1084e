import { useI18n } from '../../i18n/vue-texts';

/** The content of a record, a file or a change: study statements, and note revisions. */
export interface Amount {
  readonly statements: number;
  readonly notes: number;
}

/** An amount in words; a part that is zero is omitted, unless both are. */
export function useAmountWords(): (amount: Amount) => string {
  const { t } = useI18n();
  return ({ statements, notes }) => {
    const [steps, states] = [t('amounts.steps', statements), t('amounts.states', notes)];
    if (notes === 0 && statements > 0) return steps;
    return statements === 0 && notes > 0 ? states : t('amounts.both', { steps, states });
  };
}
