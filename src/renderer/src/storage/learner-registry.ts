import { Dexie, type Table } from 'dexie';
import type { Learner } from '../../../domain/learner';
import { toStorageError } from './storage-error';

/** A learner of this computer as the registry lists them. */
export interface RegisteredLearner {
  readonly id: string;
  readonly learner: Learner;
  /** ISO instant at which the learner last opened the app here. */
  readonly lastOpenedAt: string;
}

class RegistryDatabase extends Dexie {
  declare learners: Table<RegisteredLearner, string>;

  constructor() {
    super('child-justice-series-registry', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ learners: 'id, lastOpenedAt' });
  }
}

/** The learners of this browser. It is a directory only: every learner's record stands on its own, and the registry can be made again from them. */
export class LearnerRegistry {
  private readonly database = new RegistryDatabase();

  /** All learners, last opened first. @throws StorageError */
  async list(): Promise<RegisteredLearner[]> {
    return this.guarded(() => this.database.learners.orderBy('lastOpenedAt').reverse().toArray());
  }

  /** Adds a learner or brings the entry up to date. @throws StorageError */
  async save(entry: RegisteredLearner): Promise<void> {
    await this.guarded(() => this.database.learners.put(entry));
  }

  close(): void {
    this.database.close();
  }

  private async guarded<Value>(work: () => PromiseLike<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error);
    }
  }
}
