import { ref, shallowRef, type Ref } from 'vue';
import { useAnnouncements } from '../../stores/host/announcements';
import { startDownload } from '../../stores/host/start-download';
import { useCertificates, type CertificateAnswer } from '../../stores/record/certificates';
import { useSession } from '../../stores/session/session';

/** The outcome of an export, a correction or a renewal. */
export interface CertificateOutcome {
  readonly kind: 'saved' | 'download' | 'cancelled' | 'issued' | 'failed';
  /** The file that was saved, or that could not be saved; empty where there is none. */
  readonly fileName: string;
  /** Key of the error's text below `errors`; empty where nothing failed. */
  readonly code: string;
  /** The characters of the name that can't be printed, where that is the error. */
  readonly characters: string;
  readonly revealId: string;
  /** The revision that was issued; 0 where none was. */
  readonly revision: number;
}

/** A page's actions on certificates. */
export interface CertificateWork {
  readonly busy: Ref<boolean>;
  readonly outcome: Ref<CertificateOutcome | null>;
  /** Runs one action at a time and shows its outcome. */
  run(work: () => Promise<CertificateAnswer>): Promise<void>;
  /** Replaces a damaged or locked signing key on request, and runs the failed action again. */
  replaceKey(): Promise<void>;
}

const NOTHING = { fileName: '', code: '', characters: '', revealId: '', revision: 0 };

/**
 * Runs one action at a time; shows and announces its outcome. An outcome that arrives after its learner left is
 * dropped.
 */
export function useCertificateWork(): CertificateWork {
  const announcements = useAnnouncements();
  const certificates = useCertificates();
  const sessionStore = useSession();
  const busy = ref(false);
  const outcome = shallowRef<CertificateOutcome | null>(null);
  let last: () => Promise<CertificateAnswer> = () => Promise.resolve(null);

  async function run(work: () => Promise<CertificateAnswer>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    outcome.value = null;
    last = work;
    const { current: session } = sessionStore;
    try {
      const answer = await work();
      // The next learner must neither get the file nor hear its name.
      if (!answer || !sessionStore.isCurrent(session)) return;
      if (!answer.ok)
        show({
          ...NOTHING,
          kind: 'failed',
          code: answer.error.code,
          fileName: String(answer.error.details?.['fileName'] ?? ''),
          characters: String(answer.error.details?.['characters'] ?? ''),
        });
      else if (answer.value.outcome === 'saved')
        show({ ...NOTHING, kind: 'saved', fileName: answer.value.fileName, revealId: answer.value.revealId });
      else if (answer.value.outcome === 'issued') show({ ...NOTHING, kind: 'issued', revision: answer.value.revision });
      else if (answer.value.outcome === 'cancelled') show({ ...NOTHING, kind: 'cancelled' });
      else {
        startDownload(answer.value);
        show({ ...NOTHING, kind: 'download', fileName: answer.value.fileName });
      }
    } catch {
      if (sessionStore.isCurrent(session)) show({ ...NOTHING, kind: 'failed', code: 'internal' });
    } finally {
      busy.value = false;
    }
  }

  async function replaceKey(): Promise<void> {
    const { current: session } = sessionStore;
    const result = await certificates.replaceSigningKey();
    if (!sessionStore.isCurrent(session)) return;
    if (result.ok) await run(last);
    else show({ ...NOTHING, kind: 'failed', code: result.error.code });
  }

  function show(next: CertificateOutcome): void {
    outcome.value = next;
    announcements.say(`certificates.said.${next.kind}`, { fileName: next.fileName, revision: next.revision });
  }

  return { busy, outcome, run, replaceKey };
}
