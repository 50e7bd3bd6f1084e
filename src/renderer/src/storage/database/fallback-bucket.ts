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
 * Moves the app's databases to another storage bucket of this origin, whose files are its own. For the case that the browser can't open the current one at all, whatever
 * is asked of it, as LevelDB without its manifest: then no further database can be made there either. What is there is left as it is; the journal fills the new
 * bucket. True where there is one that can be opened.
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
      // Storage also asks the browser itself which databases there are, and deletes some: all of it must happen in one bucket.
      Object.defineProperty(globalThis, 'indexedDB', { value: factory, configurable: true });
      return true;
    } catch {
      // Damaged as well, or refused: the next.
    }
  }
  return false;
}

/**
 * Does work on databases; where their bucket turns out to be damaged, once more in a fallback bucket.
 *
 * @param work is told whether it runs in a fallback bucket: what isn't found there may be in the one that can't be opened
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
