/**
 * Why an operation on the learner's database failed.
 * - `newer`: made by a newer version of the app; nothing may be written
 * - `blocked`: another window holds an older version open
 * - `outdated`: a newer window upgraded the database; this one must be reloaded
 * - `damaged`: the browser reports the store as broken
 * - `full`: no room left (quota or disk)
 * - `unavailable`: IndexedDB is missing or refuses to open
 * - `moved`: the learner's journal doesn't end where this database left it, and has to be followed first
 * - `elsewhere`: another page has taken the record; this one writes nothing more
 * - `removed`: the learner was removed from this computer; their journal accepts nothing
 * - `failed`: anything else
 */
export type StorageErrorCode =
  'newer' | 'blocked' | 'outdated' | 'damaged' | 'full' | 'unavailable' | 'moved' | 'elsewhere' | 'removed' | 'failed';

/** A refused or failed operation on the learner's database. `code` has a text under `notices.storage`. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Classifies an error of Dexie or IndexedDB by its whole chain of causes: a full disk arrives as an `AbortError` whose
 * `inner` is a `QuotaExceededError` or a `DataError` about blobs, never as a quota error itself.
 */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const chain = causes(error);
  const names = chain.map(({ name }) => name);
  const messages = chain.map(({ message }) => message).join(' ');
  const code: StorageErrorCode =
    names.includes('QuotaExceededError') || /IOError|disk (is )?full|no space/iu.test(messages)
      ? 'full'
      : // Chromium calls blocked site data an UnknownError, as it does a broken store.
        /denied permission/iu.test(messages)
        ? 'unavailable'
        : names.includes('VersionError')
          ? 'newer'
          : names.includes('DatabaseClosedError')
            ? 'outdated'
            : names.some((name) => name === 'UnknownError' || name === 'DataError' || name === 'NotReadableError')
              ? 'damaged'
              : names.some(
                    (name) => name === 'MissingAPIError' || name === 'SecurityError' || name === 'InvalidStateError',
                  )
                ? 'unavailable'
                : 'failed';
  return new StorageError(code, chain[0]?.message ?? 'Unknown storage error', { cause: error });
}

/**
 * True where stored data can't be read: the browser says so, or aborts a read without a known reason, which is how
 * LevelDB reports a bad block.
 */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof StorageError &&
    (error.code === 'damaged' || (error.code === 'failed' && causes(error.cause)[0]?.name === 'AbortError'))
  );
}

/** Runs work on a database, and turns any error into a StorageError. */
export async function guarded<Value>(work: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(error);
  }
}

function causes(error: unknown): { readonly name: string; readonly message: string }[] {
  const found: { name: string; message: string }[] = [];
  let current: unknown = error;
  while (current !== null && typeof current === 'object' && found.length < 8) {
    const { name, message, inner, cause } = current as Record<string, unknown>;
    found.push({ name: String(name ?? ''), message: String(message ?? '') });
    current = inner ?? cause;
  }
  return found;
}
