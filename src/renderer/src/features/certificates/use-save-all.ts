import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { CertificateTarget } from '../../../../domain/certificate/certificate';
import { useAnnouncements } from '../../stores/host/announcements';
import { startDownload } from '../../stores/host/start-download';
import { useCertificates } from '../../stores/record/certificates';
import { useSession } from '../../stores/session/session';

/** What became of one certificate. */
export interface SavedCertificate {
  readonly target: CertificateTarget;
  readonly outcome: 'saved' | 'download' | 'failed';
  /** Name of the file; empty where it failed. */
  readonly fileName: string;
  /** Key of the error's text below `errors`; empty where it didn't fail. */
  readonly code: string;
  /** Shows the file in its folder; empty where the host can't. */
  readonly revealId: string;
}

/** What a press of the button came to. */
export type SaveAllOutcome =
  | { readonly kind: 'cancelled' }
  /** No folder could be chosen. */
  | { readonly kind: 'failed'; readonly code: string }
  | {
      readonly kind: 'done';
      readonly files: readonly SavedCertificate[];
      /** Name of the chosen folder; empty where the browser saved them. */
      readonly folderName: string;
      /** Certificates that weren't begun, since the learner stopped. */
      readonly left: readonly CertificateTarget[];
    };

/** Saving several certificates in one go. */
export interface SaveAll {
  /** How far it is, from 1; null while nothing is being saved. */
  readonly progress: Ref<{ readonly number: number; readonly total: number } | null>;
  readonly busy: ComputedRef<boolean>;
  readonly outcome: Ref<SaveAllOutcome | null>;
  /** Issues what isn't issued yet and saves each as a PDF; one that fails doesn't stop the others. */
  run(targets: readonly CertificateTarget[]): Promise<void>;
  /** Stops after the certificate that is being saved. */
  stop(): void;
}

/**
 * Milliseconds from one download to the next. Chromium lets a page begin ten in a second and drops the others without a
 * word (measured with 156: of 25 at once 10 arrived, 60 ms apart 19, 120 ms apart all).
 */
const BETWEEN_DOWNLOADS = 150;

/**
 * Saves certificates one after another: on the desktop in a folder that is chosen once, in the browser as downloads.
 * Where the learner leaves meanwhile, it stops.
 */
export function useSaveAll(): SaveAll {
  const announcements = useAnnouncements();
  const certificates = useCertificates();
  const sessionStore = useSession();
  const working = ref(false);
  const progress = shallowRef<{ readonly number: number; readonly total: number } | null>(null);
  const outcome = shallowRef<SaveAllOutcome | null>(null);
  let stopped = false;

  async function run(targets: readonly CertificateTarget[]): Promise<void> {
    if (working.value) return;
    working.value = true;
    stopped = false;
    outcome.value = null;
    const { current: session } = sessionStore;
    const isCurrent = (): boolean => sessionStore.isCurrent(session);
    try {
      const choice = await certificates.chooseFolder();
      if (!isCurrent()) return;
      if (!choice.ok) outcome.value = { kind: 'failed', code: choice.error.code };
      else if (choice.value.outcome === 'cancelled') outcome.value = { kind: 'cancelled' };
      else {
        const folder = choice.value.outcome === 'chosen' ? choice.value : null;
        const files: SavedCertificate[] = [];
        for (const target of targets) {
          if (stopped) break;
          progress.value = { number: files.length + 1, total: targets.length };
          const file = await save(target, folder?.folderId, isCurrent);
          if (!file) return;
          files.push(file);
        }
        const folderName = folder?.folderName ?? '';
        outcome.value = { kind: 'done', files, folderName, left: targets.slice(files.length) };
        const count = files.filter(({ outcome: each }) => each !== 'failed').length;
        announcements.say('certificates.said.savedAll', { count, total: targets.length });
      }
    } catch {
      if (isCurrent()) outcome.value = { kind: 'failed', code: 'internal' };
    } finally {
      progress.value = null;
      working.value = false;
    }
  }

  /** Null where another learner is at work by then: they must not get the file. */
  async function save(
    target: CertificateTarget,
    folderId: string | undefined,
    isCurrent: () => boolean,
  ): Promise<SavedCertificate | null> {
    const failed = (code: string): SavedCertificate => ({
      target,
      outcome: 'failed',
      fileName: '',
      code,
      revealId: '',
    });
    try {
      const issued = await certificates.issue(target);
      if (!isCurrent()) return null;
      if (!issued.ok) return failed(issued.error.code);
      const answer = await certificates.exportPdf(issued.value, folderId);
      if (!isCurrent()) return null;
      if (!answer.ok) return failed(answer.error.code);
      if (answer.value.outcome === 'cancelled') return failed('internal');
      const { outcome: delivered, fileName } = answer.value;
      if (answer.value.outcome === 'download') {
        startDownload(answer.value);
        await new Promise((passed) => setTimeout(passed, BETWEEN_DOWNLOADS));
      }
      return {
        target,
        outcome: delivered,
        fileName,
        code: '',
        revealId: delivered === 'saved' ? answer.value.revealId : '',
      };
    } catch {
      return isCurrent() ? failed('internal') : null;
    }
  }

  return {
    progress,
    busy: computed(() => working.value),
    outcome,
    run,
    stop: () => {
      stopped = true;
    },
  };
}
