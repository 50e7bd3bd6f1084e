import { Dexie, type Table } from 'dexie';
import { DEFAULT_PREFERENCES, type Learner } from '../../../../domain/learner/learner';
import { refuseNewer } from './learner-database';
import { plainCopy } from './journal-change';
import { NATIVE_VERSION_FACTOR } from './schema-versions';
import { guarded } from './storage-error';
import { compareText } from '../../../../domain/text/compare-text';

/** A learner of this browser as the registry lists them. */
export interface RegisteredLearner {
  readonly id: string;
  /** Who it is, always with the default preferences: the real ones are only in the record. */
  readonly learner: Learner;
  /** ISO instant at which the learner last opened the app here; empty where they never did. */
  readonly lastOpenedAt: string;
  /** True where the record opens with a PIN. */
  readonly isProtected?: boolean;
}

/**
 * Replaces the entry of a learner whose removal has begun: nothing may restore them, and the next start continues it.
 * It has no name and is in no index.
 */
interface Tombstone {
  readonly id: string;
  readonly removing: true;
}

const NAME = 'child-justice-series-registry';
const SCHEMA_VERSION = 1;

class RegistryDatabase extends Dexie {
  declare learners: Table<RegisteredLearner | Tombstone, string>;

  constructor() {
    super(NAME, { autoOpen: false, chromeTransactionDurability: 'strict' });
    this.version(SCHEMA_VERSION).stores({ learners: 'id, lastOpenedAt' });
  }
}

/** Everything that the registry holds. */
export interface RegistryContents {
  /** Last opened first. */
  readonly learners: readonly RegisteredLearner[];
  /** Ids of learners whose removal is unfinished. */
  readonly removing: readonly string[];
}

/**
 * The learners of this browser. It is only a directory: every learner's record is complete without it, and the registry
 * can be rebuilt from the records. Each call opens and closes it, so that no window blocks another one's upgrade.
 */
export class LearnerRegistry {
  /** Learners and unfinished removals. @throws StorageError */
  async read(): Promise<RegistryContents> {
    const rows = await this.use((database) => database.learners.toArray());
    const learners = rows.filter((row): row is RegisteredLearner => !isTombstone(row));
    return {
      learners: learners.sort((a, b) => compareText(b.lastOpenedAt, a.lastOpenedAt)),
      removing: rows.filter(isTombstone).map(({ id }) => id),
    };
  }

  /** All learners, last opened first. @throws StorageError */
  async list(): Promise<readonly RegisteredLearner[]> {
    return (await this.read()).learners;
  }

  /**
   * Adds a learner or updates the entry, and preserves its other fields. One who is being removed stays so, and false
   * is returned.
   *
   * @throws StorageError
   */
  async save(entry: RegisteredLearner): Promise<boolean> {
    const listed = { ...entry, learner: { ...entry.learner, preferences: DEFAULT_PREFERENCES } };
    return this.use((database) =>
      database.transaction('rw', [database.learners], async () => {
        const present = await database.learners.get(entry.id);
        if (present && isTombstone(present)) return false;
        await database.learners.put(plainCopy({ ...present, ...listed }).value);
        return true;
      }),
    );
  }

  /** Adds learners who aren't listed and aren't being removed, and returns their number. @throws StorageError */
  async addMissing(found: readonly Learner[]): Promise<number> {
    const { learners, removing } = await this.read();
    const known = new Set([...learners.map(({ id }) => id), ...removing]);
    const missing = found.filter(({ id }) => !known.has(id));
    for (const learner of missing) await this.save({ id: learner.id, learner, lastOpenedAt: '' });
    return missing.length;
  }

  /** Marks the beginning of a removal: from now on the learner is listed nowhere. @throws StorageError */
  async beginRemoval(id: string): Promise<void> {
    await this.use((database) => database.learners.put({ id, removing: true }));
  }

  /** Deletes the entry of a learner whose removal is finished. @throws StorageError */
  async endRemoval(id: string): Promise<void> {
    await this.use((database) => database.learners.delete(id));
  }

  private async use<Value>(work: (database: RegistryDatabase) => PromiseLike<Value>): Promise<Value> {
    await refuseNewer(NAME, SCHEMA_VERSION * NATIVE_VERSION_FACTOR);
    const database = new RegistryDatabase();
    try {
      return await guarded(async () => {
        await database.open();
        return work(database);
      });
    } finally {
      database.close({ disableAutoOpen: true });
    }
  }
}

function isTombstone(row: RegisteredLearner | Tombstone): row is Tombstone {
  return 'removing' in row;
}

/**
 * Runs work on the list of this browser's learners in one window at a time: a window that searches for missing learners
 * must not find one whom another window is removing. Don't nest.
 */
export async function withDirectoryLock<Value>(work: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request('child-justice-series-learners', work);
}
