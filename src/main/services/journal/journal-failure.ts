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
