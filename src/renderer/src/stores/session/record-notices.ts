import type { HostClient } from '../../host/host-client';
import type { SessionEvents, SyncReport } from '../../storage';
import type { Announcements } from '../host/announcements';
import { HostError, codeOf } from '../host/host-error';

/** What the notices of an open record need from its store. */
export interface RecordEventsOptions {
  readonly learnerId: string;
  readonly host: HostClient;
  readonly announcements: Announcements;
  /** True while the record is open in this window. */
  readonly isOpen: () => boolean;
  readonly onRemoved: () => void;
  readonly onElsewhere: () => void;
  readonly onRemovedElsewhere: () => void;
  readonly onFollowed: (report: SyncReport) => void;
}

/** The events of a session as notices. */
export function recordEvents({
  learnerId,
  host,
  announcements,
  isOpen,
  onRemoved,
  onElsewhere,
  onRemovedElsewhere,
  onFollowed,
}: RecordEventsOptions): Required<SessionEvents> {
  const { notify } = announcements;
  let askedForFailure = false;
  return {
    onRemoved,
    onElsewhere,
    onRemovedElsewhere,
    onFollowed,
    onBlocked: () => {
      notify('warning', 'blocked');
    },
    onOutdated: () => {
      notify('warning', 'outdated');
    },
    onTooLong: (count) => {
      if (isOpen()) notify('warning', 'journalTooLong', { count });
    },
    onSnapshotFailed: (error) => {
      notify('warning', 'snapshotFailed', { code: codeOf(error) });
    },
    onSent: () => {
      if (isOpen()) withdrawJournalFailure(announcements);
      // The first change of a day has the host take a snapshot; that it couldn't is told once.
      if (askedForFailure) return;
      askedForFailure = true;
      void host.invoke('snapshot.failure', { learnerId }).then((result) => {
        if (result.ok && result.value.failure && isOpen())
          notify('warning', 'snapshotFailed', { code: result.value.failure.code });
      });
    },
  };
}

/** Shows what following the journal changed; not that it was reset, where the learner did that here, or set a PIN. */
export function tellSync({ notify }: Announcements, report: SyncReport, isResetHere: boolean): void {
  const { outcome, statements, notes } = report;
  if (outcome === 'restored')
    notify('information', report.databaseWasEmpty ? 'restored' : 'changesMerged', { statements, notes });
  else if (outcome === 'refilled') notify('information', 'journalRefilled', { statements, notes });
  else if (outcome === 'reset' && !isResetHere && !report.byPin) notify('information', 'recordReset');
  if (report.conflictCopies > 0) notify('information', 'noteChangedTwice');
  if (report.damageIsNew) notify('warning', 'journalLinesDamaged', { count: report.damagedLines.length });
}

/** The journal can't be written: everything is kept in the browser's database and sent later. */
export function tellJournalFailure(announcements: Announcements, error: unknown): void {
  const code = codeOf(error);
  withdrawJournalFailure(announcements);
  // The app runs on another data folder, whose secret this browser hasn't got.
  if (code === 'forbidden') announcements.notify('warning', 'hostRestarted');
  else announcements.notify('warning', `journalBehind.${journalProblem(error)}`, { code });
}

/** The journal is written again: nothing else may be read beside "Saved". */
export function withdrawJournalFailure({ withdraw }: Announcements): void {
  for (const problem of JOURNAL_PROBLEMS) withdraw(`journalBehind.${problem}`);
}

/** What a learner can act on; `failed` is anything else. */
const JOURNAL_PROBLEMS = ['full', 'unwritable', 'silent', 'failed'] as const;

function journalProblem(error: unknown): (typeof JOURNAL_PROBLEMS)[number] {
  const code = codeOf(error);
  if (code === 'disk-full' || code === 'disk-nearly-full' || code === 'full') return 'full';
  if (code === 'unreachable') return 'silent';
  const reason = error instanceof HostError ? error.details['reason'] : undefined;
  return code === 'read-only' || reason === 'EACCES' || reason === 'EPERM' ? 'unwritable' : 'failed';
}
