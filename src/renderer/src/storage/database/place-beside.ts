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

/** So many places are tried, each beside the one before. */
const PLACES = 3;

let present = 0;

/**
 * Lets the app's databases stand in another place of this origin from now on: a storage bucket, whose files are its own. For the case that the browser can't open
 * the usual place at all, whatever is asked of it, as LevelDB without its manifest: then no further database can be made there either. What is there is left as it is;
 * the journal fills the new place. True where there is one that can be opened.
 */
async function moveBeside(): Promise<boolean> {
  const buckets = (navigator as unknown as { readonly storageBuckets?: StorageBuckets }).storageBuckets;
  if (!buckets) return false;
  while (present < PLACES) {
    present += 1;
    try {
      const { indexedDB: beside } = await buckets.open(`${NAME}-${present}`, { durability: 'strict' });
      await beside.databases();
      Dexie.dependencies = { ...Dexie.dependencies, indexedDB: beside };
      // Storage also asks the browser itself which databases there are, and deletes some: all of it must happen in one place.
      Object.defineProperty(globalThis, 'indexedDB', { value: beside, configurable: true });
      return true;
    } catch {
      // Damaged as well, or refused: the next.
    }
  }
  return false;
}

/**
 * Does work on databases; where the browser's place for them turns out to be damaged, once more in one beside it.
 *
 * @param work is told whether it works beside the usual place: what isn't found there may be in the one that can't be opened
 * @throws what the work throws
 */
export async function besideDamage<Value>(work: (isBeside: boolean) => Promise<Value>): Promise<Value> {
  try {
    return await work(present > 0);
  } catch (error) {
    if (toStorageError(error).code !== 'damaged' || !(await moveBeside())) throw error;
    return work(true);
  }
}
