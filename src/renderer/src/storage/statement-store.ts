import { EMPTY_RECORD, type LearningRecord } from '../../../domain/learning-record';
import type { Attempt } from '../../../domain/quiz-attempt';
import type { Statement } from '../../../domain/statement';
import type { LearnerDatabase } from './learner-database';
import { projectStatements, readProjection, rebuildProjections } from './projections';
import { toStorageError } from './storage-error';

/** A learner's statements with what is derived from them. */
export class StatementStore {
  constructor(private readonly database: LearnerDatabase) {}

  /**
   * Adds statements, updates the projections and puts the statements into the outbox, all in one transaction: after a crash all of it is there or nothing.
   * Statements that are there already change nothing. Resolves when the transaction is durably complete.
   *
   * @throws StorageError; nothing was saved then
   */
  async append(statements: readonly Statement[]): Promise<LearningRecord> {
    const { statements: table, projections, attempts, outbox } = this.database;
    return this.guarded(() =>
      this.database.transaction('rw', [table, projections, attempts, outbox], async () => {
        const known = await table.bulkGet(statements.map(({ id }) => id));
        const added = statements.filter((_, index) => known[index] === undefined);
        if (added.length === 0) return (await readProjection(this.database)) ?? EMPTY_RECORD;
        await table.bulkAdd([...added]);
        await outbox.bulkAdd(added.map((statement) => ({ id: statement.id, kind: 'statement', body: JSON.stringify(statement) })));
        return projectStatements(this.database, added);
      }),
    );
  }

  /** The stored record; made anew where it is missing, of an old version, or tells another number of statements than there are. @throws StorageError */
  async load(): Promise<LearningRecord> {
    return this.guarded(async () => {
      const [record, count] = await Promise.all([readProjection(this.database), this.database.statements.count()]);
      if (record?.statementCount === count) return record;
      const { statements, projections, attempts } = this.database;
      return this.database.transaction('rw', [statements, projections, attempts], () => rebuildProjections(this.database));
    });
  }

  /** The attempts at a module's quiz, oldest first. @throws StorageError */
  async attemptsOf(moduleId: string): Promise<Attempt[]> {
    const attempts = await this.guarded(() => this.database.attempts.where('moduleId').equals(moduleId).toArray());
    return attempts.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  }

  /** One attempt, or undefined. @throws StorageError */
  async attempt(attemptId: string): Promise<Attempt | undefined> {
    return this.guarded(() => this.database.attempts.get(attemptId));
  }

  private async guarded<Value>(work: () => PromiseLike<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error);
    }
  }
}
