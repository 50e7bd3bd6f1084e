import { Dexie } from 'dexie';
import { toStorageError } from './storage-error';

/** The part of the Storage Buckets API that is used here; TypeScript's library doesn't know it. */
interface StorageBuckets {
  readonly open: (
    name: string,
    options: { readonly durability: 'strict' },
  ) => Promise<{ readonly indexedDB: IDBFactory }>;
}

const NAME = 'child-justice-series';

/** How many buckets are tried, one after another. */
const BUCKETS = 3;

/** Number of the bucket in use; 0 is the browser's default one. */
let current = 0;

/**
 * Moves the app's databases to another storage bucket of this origin, which has its own files. For the case that the
 * browser can't open the current one at all, such as LevelDB without its manifest: no new database can be created there
 * either. The damaged bucket stays untouched; the journal fills the new one. True where a bucket could be opened.
 */
async function switchBucket(): Promise<boolean> {
  const buckets = (navigator as unknown as { readonly storageBuckets?: StorageBuckets }).storageBuckets;
  if (!buckets) return false;
  while (current < BUCKETS) {
    current += 1;
    try {
      const { indexedDB: factory } = await buckets.open(`${NAME}-${current}`, { durability: 'strict' });
      await factory.databases();
      Dexie.dependencies = { ...Dexie.dependencies, indexedDB: factory };
      // Storage also lists and deletes databases through the global `indexedDB`: both must use the same bucket.
      Object.defineProperty(globalThis, 'indexedDB', { value: factory, configurable: true });
      return true;
    } catch {
      // Damaged as well, or refused: try the next.
    }
  }
  return false;
}

/**
 * Runs work on databases; where their bucket is damaged, again in a fallback bucket.
 *
 * @param work gets whether it runs in a fallback bucket: what is missing there may be in the damaged one
 * @throws what the work throws
 */
export async function withFallbackBucket<Value>(work: (isFallback: boolean) => Promise<Value>): Promise<Value> {
  try {
    return await work(current > 0);
  } catch (error) {
    if (toStorageError(error).code !== 'damaged' || !(await switchBucket())) throw error;
    return work(true);
  }
}
