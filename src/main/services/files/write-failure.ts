import { OperationFailure, type ErrorCode } from '../../../contract/result';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'no-access',
  EPERM: 'no-access',
  ENAMETOOLONG: 'name-too-long',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  EISDIR: 'is-a-folder',
  EBUSY: 'file-busy',
  ETXTBSY: 'file-busy',
};

/** The system's error code (`ENOSPC`), where the error carries one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Why a file could not be written, as a code for which the screen has a text. The system's own message stays in `cause`
 * only: it holds the whole path. An `OperationFailure` is returned as it is.
 * @param fileName the name alone, for the screen
 */
export function writeFailure(cause: unknown, fileName: string): OperationFailure {
  if (cause instanceof OperationFailure) return cause;
  const systemCode = systemErrorCode(cause) ?? 'unknown';
  return new OperationFailure(
    codes[systemCode] ?? 'write-failed',
    `Writing "${fileName}" failed: ${systemCode}.`,
    { fileName, reason: systemCode },
    { cause },
  );
}
