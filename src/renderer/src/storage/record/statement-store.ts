import { EMPTY_RECORD, type LearningRecord } from '../../../../domain/record/learning-record';
import { isAttemptStatement, type Attempt } from '../../../../domain/quiz/attempt';
import type { RunningAttempt } from '../../../../domain/record/next-step';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import {
  projectStatements,
  readProjection,
  readProjections,
  readRunning,
  rebuildProjections,
  validReads,
  type Projected,
} from './projections';
import { countRows, expectedCounts } from '../database/row-counts';
import { guarded } from '../database/storage-error';
import { compareText } from '../../../../domain/text/compare-text';

/** The statements that follow from a record. Must be synchronous, or the transaction would end early. */
export type Consequences = (record: LearningRecord) => readonly Statement[];

/** The statement that ends an attempt. Must be synchronous too. */
export type Ending = (attempt: Attempt) => Statement;

/** What a transaction stored. */
export interface Saved {
  readonly record: LearningRecord;
  /** The attempt that the statements belong to, as the transaction left it; null where there is none. */
  readonly attempt: Attempt | null;
  /** The statements that followed from the record. */
  readonly consequences: readonly Statement[];
}

/** A learner's statements with what is derived from them. */
export class StatementStore {
  constructor(private readonly database: LearnerDatabase) {}

  /**
   * Adds statements and what follows from them, updates the projections and puts everything into the outbox, in one
   * transaction: after a crash all of it is there or nothing. `consequences` gets the record with the statements.
   * Existing statements are ignored. Resolves when the transaction is durably complete.
   *
   * @throws StorageError; nothing is saved then
   */
  async append(statements: readonly Statement[], consequences: Consequences = () => []): Promise<Saved> {
    const attemptId = statements.find(isAttemptStatement)?.attemptId ?? null;
    return this.save(attemptId, () => Promise.resolve(statements), consequences);
  }

  /**
   * Ends an attempt as `append` adds statements. `ending` gets it with every answer in the database; one that has
   * ended already, or doesn't exist, stays as it is.
   *
   * @throws StorageError; nothing is saved then
   */
  async end(attemptId: string, ending: Ending, consequences: Consequences = () => []): Promise<Saved> {
    return this.save(
      attemptId,
      async () => {
        const attempt = await this.database.attempts.get(attemptId);
        return attempt && !attempt.outcome ? [ending(attempt)] : [];
      },
      consequences,
    );
  }

  /**
   * Voids every valid read of a section, from any window or computer, as `append` adds statements: `voided` makes the
   * statement for a read.
   *
   * @throws StorageError; nothing is saved then
   */
  async voidReads(
    sectionId: string,
    voided: (statementId: string) => Statement,
    consequences: Consequences = () => [],
  ): Promise<Saved> {
    return this.save(
      null,
      async () => {
        const reads = await validReads(this.database, await this.currentRecord(), sectionId);
        return reads.map(voided);
      },
      consequences,
    );
  }

  /**
   * The stored record; rebuilt where it is missing, of an old version, or of another number of statements than were
   * ever added. Whether these all exist is checked by the comparison with the journal: counting them takes longer the
   * more there are.
   *
   * @throws StorageError
   */
  async load(): Promise<LearningRecord> {
    return guarded(async () => {
      const { statements, projections, attempts, meta } = this.database;
      const [record, counts] = await this.database.transaction('r', [projections, meta], async () =>
        Promise.all([readProjection(this.database), expectedCounts(this.database)]),
      );
      if ((record ?? EMPTY_RECORD).statementCount === counts.statements) return record ?? EMPTY_RECORD;
      return this.database.write([statements, projections, attempts], async () => {
        return (await rebuildProjections(this.database)).record;
      });
    });
  }

  /** The running attempts that count; right once `load` has been awaited. @throws StorageError */
  async running(): Promise<readonly RunningAttempt[]> {
    return guarded(() => readRunning(this.database));
  }

  /** The attempts at a module's quiz, oldest first. @throws StorageError */
  async attemptsOf(moduleId: string): Promise<Attempt[]> {
    const attempts = await guarded(() => this.database.attempts.where('moduleId').equals(moduleId).toArray());
    return attempts.sort((a, b) => compareText(a.startedAt, b.startedAt));
  }

  /** One attempt, or undefined. @throws StorageError */
  async attempt(attemptId: string): Promise<Attempt | undefined> {
    return guarded(() => this.database.attempts.get(attemptId));
  }

  /** Adds the statements that are built inside the transaction, and what follows from them. */
  private async save(
    attemptId: string | null,
    find: () => Promise<readonly Statement[]>,
    consequences: Consequences,
  ): Promise<Saved> {
    const { statements, projections, attempts, outbox } = this.database;
    return this.database.write([statements, projections, attempts, outbox], async () => {
      const added = await this.add(await find());
      const record = added?.record ?? (await this.currentRecord());
      const following = consequences(record);
      const attempt =
        attemptId === null ? undefined : (added?.attempts.get(attemptId) ?? (await attempts.get(attemptId)));
      return {
        record: (await this.add(following))?.record ?? record,
        consequences: following,
        attempt: attempt ?? null,
      };
    });
  }

  /** The stored record. Must run inside a transaction over statements, projections and attempts. */
  private async currentRecord(): Promise<LearningRecord> {
    return (await readProjection(this.database)) ?? (await rebuildProjections(this.database)).record;
  }

  /** Adds the new ones of these statements; null where none is new. */
  private async add(statements: readonly Statement[]): Promise<Projected | null> {
    if (statements.length === 0) return null;
    const unique = [...new Map(statements.map((statement) => [statement.id, statement])).values()];
    // Side by side, here and below: every request waits for another process.
    const [known, projections] = await Promise.all([
      this.database.statements.bulkGet(unique.map(({ id }) => id)),
      readProjections(this.database, unique),
    ]);
    const added = unique.filter((_, index) => known[index] === undefined).map(plainCopy);
    if (added.length === 0) return null;
    const values = added.map(({ value }) => value);
    const [, projected] = await Promise.all([
      // First: the projections may have to be made of all statements.
      this.database.statements.bulkAdd(values),
      projectStatements(this.database, projections, values),
      countRows(this.database, { statements: values.length }),
      this.database.outbox.bulkAdd(added.map(({ value, body }) => ({ id: value.id, kind: 'statement', body }))),
    ]);
    return projected;
  }
}
