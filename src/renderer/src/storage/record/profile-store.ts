import type { Learner, LearnerChange } from '../../../../domain/learner/learner';
import { changedLearner } from '../../../../domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../domain/record/position';
import type { LearnerDatabase } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import { guarded } from '../database/storage-error';

/** The learner's profile and reading position: single values. */
export class ProfileStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** @throws StorageError */
  async learner(): Promise<Learner | null> {
    return guarded(() => readLearner(this.database));
  }

  /** @throws StorageError */
  async position(): Promise<ReadingPosition | null> {
    return guarded(() => readPosition(this.database));
  }

  /** @throws StorageError; nothing is saved then */
  async saveLearner(learner: Learner, changeId: string): Promise<void> {
    await this.write('learner', learner, changeId);
  }

  /**
   * Changes the stored profile, in which a followed journal may have merged something since it was shown, and returns
   * what was saved.
   *
   * @param shown changed instead where the database holds no profile
   * @param now ISO instant
   * @throws StorageError; nothing is saved then
   */
  async changeLearner(change: LearnerChange, shown: Learner, changeId: string, now: string): Promise<Learner> {
    return guarded(() =>
      this.database.write([this.database.meta, this.database.outbox], async () => {
        const stored = await readLearner(this.database);
        const { value, body } = plainCopy(changedLearner(stored ?? shown, change, now));
        await this.database.meta.put({ key: 'learner', value });
        await this.database.outbox.add({ id: changeId, kind: 'learner', body });
        return value;
      }),
    );
  }

  /**
   * Saves the reading position. With a change id it also goes to the journal; without one it stays in the database
   * until the next position that has one.
   *
   * @throws StorageError
   */
  async savePosition(position: ReadingPosition, changeId: string | null): Promise<void> {
    await this.write('position', position, changeId);
  }

  private async write(
    key: 'learner' | 'position',
    given: Learner | ReadingPosition,
    changeId: string | null,
  ): Promise<void> {
    const { value, body } = plainCopy(given);
    await guarded(() =>
      this.database.write([this.database.meta, this.database.outbox], async () => {
        // The last save wins here, whatever the clock says: it may have been set back.
        await this.database.meta.put({ key, value });
        if (changeId !== null) await this.database.outbox.add({ id: changeId, kind: key, body });
      }),
    );
  }
}

/** The stored profile. Inside a transaction over `meta`, or outside one. */
export async function readLearner({ meta }: LearnerDatabase): Promise<Learner | null> {
  return ((await meta.get('learner'))?.value as Learner | undefined) ?? null;
}

/** The stored reading position. Inside a transaction over `meta`, or outside one. */
export async function readPosition({ meta }: LearnerDatabase): Promise<ReadingPosition | null> {
  return ((await meta.get('position'))?.value as ReadingPosition | undefined) ?? null;
}

/** Id of a change that holds a profile as it was merged: no state of the profile but this one has it. */
export function profileChangeId(): string {
  return `learner-${crypto.randomUUID()}`;
}

/**
 * Saves what the stored value and the given ones make by `merge`, a union or a maximum. Must run inside a transaction
 * over `meta`.
 */
export async function putMerged<Value>(
  database: LearnerDatabase,
  key: string,
  values: readonly Value[],
  merge: (a: Value, b: Value) => Value,
): Promise<void> {
  if (values.length === 0) return;
  const known = (await database.meta.get(key))?.value as Value | undefined;
  await database.meta.put({
    key,
    value: (known === undefined ? values : [known, ...values]).reduce((a, b) => merge(a, b)),
  });
}
