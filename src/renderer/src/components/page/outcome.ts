import { nextTick, watch, type Ref } from 'vue';
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

/** Words what the host could not do: which file wasn't saved, where it is about one, then why and what to do. A code without a text counts as `internal`. */
export function useHostFailure(): (code: string, fileName?: string) => string {
  const { t, te } = useI18n();
  return (code, fileName = '') => {
    const reason = t(`errors.${te(`errors.${code}`) ? code : 'internal'}`);
    return fileName === '' ? reason : `${t('files.notSaved', { fileName })} ${reason}`;
  };
}

/** Words what the browser's database could not do, and what to do. A code without a text counts as `failed`. */
export function useStorageFailure(): (code: string) => string {
  const { t, te } = useI18n();
  return (code) => t(`notices.storage.${te(`notices.storage.${code}.text`) ? code : 'failed'}.text`);
}

/**
 * Scrolls the outcome of an action into view, by as little as that takes, where it is apart from its button: a screen reader hears it anyway, eyes would miss it.
 *
 * @param outcome the element that says it
 * @param phase of the action; `idle` says nothing
 */
export function useOutcomeInSight(outcome: Readonly<Ref<HTMLElement | null>>, phase: () => string): void {
  watch(phase, async (now) => {
    if (now === 'idle') return;
    await nextTick();
    outcome.value?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });
}

/** Lets the browser save a file that the host keeps behind a one-time address of this origin. */
export function startDownload(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}
