import { computed, nextTick, watch, type ComputedRef, type Ref } from 'vue';
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

/**
 * Words a failure of the host: which file wasn't saved, if any, then why and what to do. A code without a text counts
 * as `internal`. `facts` are what the text of a code names.
 */
export function useHostFailure(): (
  code: string,
  fileName?: string,
  facts?: Readonly<Record<string, string>>,
) => string {
  const { t, te } = useI18n();
  return (code, fileName = '', facts = {}) => {
    const reason = t(`errors.${te(`errors.${code}`) ? code : 'internal'}`, facts);
    return fileName === '' ? reason : `${t('files.notSaved', { fileName })} ${reason}`;
  };
}

/** Words a failure of the browser's database, and what to do. A code without a text counts as `failed`. */
export function useStorageFailure(): (code: string) => string {
  const { t, te } = useI18n();
  return (code) => t(`notices.storage.${te(`notices.storage.${code}.text`) ? code : 'failed'}.text`);
}

/**
 * Scrolls the outcome of an action into view, as little as necessary, where it is away from its button: a screen reader
 * announces it, but eyes would miss it.
 *
 * @param outcome the element that shows it
 * @param phase of the action; `idle` does nothing
 */
export function useOutcomeInView(outcome: Readonly<Ref<HTMLElement | null>>, phase: () => string): void {
  watch(phase, async (now) => {
    if (now === 'idle') return;
    await nextTick();
    outcome.value?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });
}

/** Work that ends in a file, as far as its outcome goes. */
export type FileWork =
  | { readonly phase: 'idle' | 'working' | 'cancelled' | 'nothing' }
  | {
      readonly phase: 'saved';
      readonly delivery: {
        readonly outcome: 'saved' | 'download';
        readonly fileName: string;
        readonly path?: string;
      };
    }
  | {
      readonly phase: 'failed';
      readonly from: 'content' | 'host' | 'storage';
      readonly code: string;
      readonly fileName?: string;
    };

/**
 * Starts the browser's download where the work ends in one. Returns the failure in words; empty where it didn't fail.
 * Call in setup.
 */
export function useFileWork(work: () => FileWork): ComputedRef<string> {
  const { t } = useI18n();
  const hostFailure = useHostFailure();
  const storageFailure = useStorageFailure();
  watch(work, (now) => {
    if (now.phase === 'saved' && now.delivery.path !== undefined)
      startDownload(now.delivery.path, now.delivery.fileName);
  });
  return computed(() => {
    const now = work();
    if (now.phase !== 'failed') return '';
    if (now.from === 'content') return t('contentFailure.text');
    return now.from === 'host' ? hostFailure(now.code, now.fileName) : storageFailure(now.code);
  });
}

/** Lets the browser save a file that the host serves at an address of this origin. */
export function startDownload(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}
