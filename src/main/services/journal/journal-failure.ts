import { OperationFailure } from '../../../contract/result';
import { systemErrorCode } from '../files';

/** Makes the error of a failed read of a journal. The file is unchanged: no repair deletes anything. */
export function journalUnreadable(cause: unknown, learnerId?: string): OperationFailure {
  return new OperationFailure(
    'journal-unreadable',
    `The journal could not be read (${systemErrorCode(cause) ?? 'damaged'}).`,
    learnerId === undefined ? undefined : { learnerId },
    { cause },
  );
}

/**
 * Makes the error of a failed append: a full disk and a read-only one have codes of their own, since the learner can
 * act on them.
 */
export function journalUnwritable(cause: unknown, learnerId: string): OperationFailure {
  const system = systemErrorCode(cause);
  const code =
    system === 'ENOSPC' || system === 'EDQUOT' || system === 'EFBIG'
      ? 'disk-full'
      : system === 'EROFS'
        ? 'read-only'
        : 'journal-unwritable';
  return new OperationFailure(
    code,
    `The journal could not be written (${system ?? 'unknown reason'}).`,
    { learnerId, reason: system ?? 'unknown' },
    { cause },
  );
}

/** Makes the error of a write to a journal that doesn't end where the caller left it. */
export function journalMoved(learnerId: string): OperationFailure {
  return new OperationFailure('journal-moved', 'The journal does not end where the page left it.', { learnerId });
}

/** Makes the error of a page that writes though another one has opened the record since. */
export function openedElsewhere(learnerId: string): OperationFailure {
  return new OperationFailure('opened-elsewhere', 'Another page has opened the record.', { learnerId });
}

/** Makes the error of every read or write of a removed learner's journal. */
export function learnerRemoved(learnerId: string): OperationFailure {
  return new OperationFailure('learner-removed', 'The learner was removed from this computer.', { learnerId });
}
