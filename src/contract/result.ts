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
 */
export const ERROR_CODES = [
  // Refused at the boundary.
  'unknown-operation',
  'invalid-input',
  'invalid-output',
  'forbidden',
  // The renderer's own code, when the host does not answer.
  'unreachable',
  // Writing a file.
  'disk-full',
  'read-only',
  'no-access',
  'name-too-long',
  'folder-missing',
  'is-a-folder',
  'file-busy',
  'write-failed',
  // There is space, but it is reserved for more important files.
  'disk-nearly-full',
  // The learner's journal.
  'journal-unreadable',
  'journal-unwritable',
  // The journal doesn't end where the caller left it: it was restored, put back, cut, deleted or written to.
  'journal-moved',
  // Another page has opened the record since.
  'opened-elsewhere',
  // The page is of another version than the host.
  'page-outdated',
  // The learner was removed from this computer, in this browser or another one.
  'learner-removed',
  // A snapshot can't be read as one; it is left as it is.
  'snapshot-damaged',
  // A snapshot can't be read at the moment (a lock, rights); it may be whole.
  'snapshot-unreadable',
  // A document could not be typeset.
  'typesetting-failed',
  // No font of the certificate has some characters of the name; not issued.
  'name-unprintable',
  // The signing key's file can't be read as one; it is left as it is.
  'signing-key-damaged',
  // The system's protected storage doesn't release the key now.
  'signing-key-locked',
  // A credential could not be signed.
  'signing-failed',
  // An address that is not on the allow-list.
  'link-refused',
  // A file, a folder or an id that is unknown or gone.
  'not-found',
  // Anything unforeseen; the host's log has the stack.
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
