import { Dexie, type Table } from 'dexie';
import type { Learner } from '../../../domain/learner';
import { refuseNewer } from './learner-database';
import { plainCopy } from './plain-copy';
import { NATIVE_VERSION_FACTOR } from './schema-versions';
import { guarded } from './storage-error';

/** A learner of this computer as the registry lists them. */
export interface RegisteredLearner {
  readonly id: string;
  readonly learner: Learner;
  /** ISO instant at which the learner last opened the app here. */
  readonly lastOpenedAt: string;
}

const NAME = 'child-justice-series-registry';
const SCHEMA_VERSION = 1;

class RegistryDatabase extends Dexie {
  declare learners: Table<RegisteredLearner, string>;

  constructor() {
    super(NAME, { autoOpen: false, chromeTransactionDurability: 'strict' });
    this.version(SCHEMA_VERSION).stores({ learners: 'id, lastOpenedAt' });
  }
}

/**
 * The learners of this browser. It is a directory only: every learner's record stands on its own, and the registry can be made again from them.
 * Each call opens and closes it, so that no window stands in the way of another one's upgrade.
 */
export class LearnerRegistry {
  /** All learners, last opened first. @throws StorageError */
  async list(): Promise<RegisteredLearner[]> {
    return this.use((database) => database.learners.orderBy('lastOpenedAt').reverse().toArray());
  }

  /** Adds a learner or brings the entry up to date. @throws StorageError */
  async save(entry: RegisteredLearner): Promise<void> {
    await this.use((database) => database.learners.put(plainCopy(entry).value));
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
