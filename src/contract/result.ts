/**
 * What every host operation answers: a value or an error, as plain data. Errors travel as values because Electron keeps
 * only an Error's message across `invoke`, and because a screen needs a code that it can put into the learner's
 * language.
 */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: OperationError };

/** Why an operation was not carried out. `message` is English, for logs; the screen words the code itself. */
export interface OperationError {
  readonly code: ErrorCode;
  readonly message: string;
  /**
   * Facts that the screen's wording needs, e.g. a file's name or a line number. Never a stack, never an absolute path
   * that the learner did not choose.
   */
  readonly details?: Readonly<Record<string, string | number>>;
}

/**
 * The codes. Each has a text in every locale file under `errors.<code>`, which says what happened, what is safe and
 * what to do.
 * - `unknown-operation`, `invalid-input`, `invalid-output`, `forbidden`: refused at the boundary
 * - `unreachable`: the renderer's own code, when the host does not answer
 * - `disk-full`, `read-only`, `no-access`, `name-too-long`, `folder-missing`, `is-a-folder`, `file-busy`,
 *   `write-failed`: writing a file
 * - `disk-nearly-full`: there is space, but it is reserved for more important files
 * - `journal-unreadable`, `journal-unwritable`: the learner's journal
 * - `journal-restored`: the journal was restored to an earlier state that the caller doesn't know of
 * - `learner-removed`: the learner was removed from this computer, in this browser or another one
 * - `snapshot-damaged`: a snapshot can't be read as one; it is left as it is
 * - `snapshot-unreadable`: a snapshot can't be read at the moment (a lock, rights); it may be whole
 * - `typesetting-failed`: a document could not be typeset
 * - `name-unprintable`: no font of the certificate has some characters of the name; not issued
 * - `signing-key-damaged`: the signing key's file can't be read as one; it is left as it is
 * - `signing-key-locked`: the system's protected storage doesn't release the key now
 * - `signing-failed`: a credential could not be signed
 * - `link-refused`: an address that is not on the allow-list
 * - `too-many-cookies`: the browser host was sent more than it reads
 * - `too-busy`: too many requests of the kind are running; this one was not started
 * - `not-found`: a file, a folder or an id that is unknown or gone
 * - `internal`: anything unforeseen; the host's log has the stack
 */
export const ERROR_CODES = [
  'unknown-operation',
  'invalid-input',
  'invalid-output',
  'forbidden',
  'unreachable',
  'disk-full',
  'disk-nearly-full',
  'read-only',
  'no-access',
  'name-too-long',
  'folder-missing',
  'is-a-folder',
  'file-busy',
  'write-failed',
  'journal-unreadable',
  'journal-unwritable',
  'journal-restored',
  'learner-removed',
  'snapshot-damaged',
  'snapshot-unreadable',
  'typesetting-failed',
  'name-unprintable',
  'signing-key-damaged',
  'signing-key-locked',
  'signing-failed',
  'link-refused',
  'too-busy',
  'too-many-cookies',
  'not-found',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Thrown inside services and handlers; `dispatch` turns it into the error half of a `Result`. */
export class OperationFailure extends Error {
  override readonly name = 'OperationFailure';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Readonly<Record<string, string | number>>,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Wraps a value as a success. */
export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** Wraps a code and message as a failure. */
export function failure(
  code: ErrorCode,
  message: string,
  details?: Readonly<Record<string, string | number>>,
): Result<never> {
  return { ok: false, error: details ? { code, message, details } : { code, message } };
}
