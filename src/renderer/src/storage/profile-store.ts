import type { Learner } from '../../../domain/learner';
import type { ReadingPosition } from '../../../domain/position';
import type { LearnerDatabase } from './learner-database';
import { toStorageError } from './storage-error';

/** The learner's profile and reading position: single values, of which the newest counts. */
export class ProfileStore {
  constructor(private readonly database: LearnerDatabase) {}

  async learner(): Promise<Learner | null> {
    return ((await this.read('learner')) as Learner | undefined) ?? null;
  }

  async position(): Promise<ReadingPosition | null> {
    return ((await this.read('position')) as ReadingPosition | undefined) ?? null;
  }

  /** @throws StorageError; nothing was saved then */
  async saveLearner(learner: Learner, changeId: string): Promise<void> {
    await this.write('learner', learner, { id: changeId, kind: 'learner', body: JSON.stringify(learner) });
  }

  /** Saves where the learner reads. With a change id it also goes to the journal; without, it is kept here only until the next one that has. @throws StorageError */
  async savePosition(position: ReadingPosition, changeId: string | null): Promise<void> {
    await this.write('position', position, changeId === null ? null : { id: changeId, kind: 'position', body: JSON.stringify(position) });
  }

  private async read(key: string): Promise<unknown> {
    try {
      return (await this.database.meta.get(key))?.value;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  private async write(
    key: string,
    value: unknown,
    change: { readonly id: string; readonly kind: 'learner' | 'position'; readonly body: string } | null,
  ): Promise<void> {
    try {
      await this.database.transaction('rw', [this.database.meta, this.database.outbox], async () => {
        await this.database.meta.put({ key, value });
        if (change) await this.database.outbox.add(change);
      });
    } catch (error) {
      throw toStorageError(error);
    }
  }
}
