import type { OperationError, Result } from '../../../../contract/result';

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
