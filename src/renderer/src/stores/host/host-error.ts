import type { OperationError, Result } from '../../../../contract/result';
import { StorageError, toStorageError } from '../../storage';

/** A refused or failed operation of the host, as an exception. `code` has a text under `errors.<code>`. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: OperationError['code'];
  readonly details: Readonly<Record<string, string | number>>;

  constructor(error: OperationError) {
    super(error.message);
    this.code = error.code;
    this.details = error.details ?? {};
  }

  /** Name of the file that could not be written, or empty where no file is concerned. */
  get fileName(): string {
    return String(this.details['fileName'] ?? '');
  }
}

/** What an operation answered. @throws HostError where it was refused or failed */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new HostError(result.error);
  return result.value;
}

/** Why work with host and database failed. */
export interface Failure {
  readonly from: 'host' | 'storage';
  readonly code: string;
  /** The file that the host could not write. */
  readonly fileName?: string;
}

/** Tells an error of the host from one of the database, which anything else counts as. */
export function failureOf(error: unknown): Failure {
  return error instanceof HostError
    ? { from: 'host', code: error.code, fileName: error.fileName }
    : { from: 'storage', code: toStorageError(error).code };
}

/** The code of an error of host or database, `internal` for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof HostError || error instanceof StorageError ? error.code : 'internal';
}
