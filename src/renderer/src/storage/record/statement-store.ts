import { EMPTY_RECORD, type LearningRecord } from '../../../../domain/record/learning-record';
import type { Attempt } from '../../../../domain/quiz/attempt';
import {
  hasSealedAnswers,
  textsOf,
  withAnswers,
  withTexts,
  writtenAnswer,
} from '../../../../domain/protection/sealed-words';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import { markPlainWords } from '../protection/protection-store';
import { projectStatements, readProjection, rebuildProjections } from './projections';
import type { RecordCipher } from '../protection/record-cipher';
import { validReads } from './record-past';
import { countRows } from '../database/row-counts';
import { guarded } from '../database/storage-error';

/** What follows from a record, as further statements; must not wait for anything, or the transaction would end early. */
export type Consequences = (record: LearningRecord) => readonly Statement[];

/** How an attempt ends, as a statement; must not wait for anything either. Written answers of a protected record are still sealed in it. */
export type Ending = (attempt: Attempt) => Statement;

/** A learner's statements with what is derived from them. Where a PIN protects the record, what was written in answers is sealed here, and opened here. */
export class StatementStore {
  /** @param cipher answers the cipher of a protected record that was opened, null for any other */
  constructor(
    private readonly database: LearnerDatabase,
    private readonly cipher: () => RecordCipher | null = () => null,
  ) {}

  /**
   * Adds statements and what follows from them, updates the projections and puts all of it into the outbox, in one transaction: after a crash all of it
   * is there or nothing. `consequences` sees the record with the statements, whichever window added the earlier ones. Statements that are there already
   * change nothing. Resolves when the transaction is durably complete.
   *
   * @throws StorageError; nothing was saved then
   */
  async append(statements: readonly Statement[], consequences: Consequences = () => []): Promise<LearningRecord> {
    const cipher = this.cipher();
    const isWritten = statements.some((statement) => writtenAnswer(statement) !== null);
    // Before the transaction: what is awaited inside it must be the database's.
    const stored =
      cipher && isWritten
        ? await Promise.all(statements.map((statement) => cipher.storeStatement(statement)))
        : statements;
    return this.added(async () => {
      if (isWritten && !cipher?.seals) await markPlainWords(this.database);
      return stored;
    }, consequences);
  }

  /**
   * Ends an attempt as `append` adds statements. `ending` sees it with every answer that is in the database, whichever window gave it; one that has ended by then, or
   * isn't there, stays as it is.
   *
   * @throws StorageError; nothing was saved then
   */
  async end(attemptId: string, ending: Ending, consequences: Consequences = () => []): Promise<LearningRecord> {
    return this.added(async () => {
      const attempt = await this.database.attempts.get(attemptId);
      return attempt && !attempt.outcome ? [ending(attempt)] : [];
    }, consequences);
  }

  /** The stored record; made anew where it is missing, of an old version, or tells another number of statements than there are. @throws StorageError */
  async load(): Promise<LearningRecord> {
    return guarded(async () => {
      const [record, count] = await Promise.all([readProjection(this.database), this.database.statements.count()]);
      if ((record ?? EMPTY_RECORD).statementCount === count) return record ?? EMPTY_RECORD;
      const { statements, projections, attempts } = this.database;
      return this.database.transaction('rw', [statements, projections, attempts], async () =>
        rebuildProjections(this.database),
      );
    });
  }

  /** Ids of the reads of a section that nobody took back: more than one where it was marked in two places. @throws StorageError */
  async validReads(sectionId: string): Promise<string[]> {
    // Made anew where it is missing or of an old version.
    await this.load();
    return guarded(() =>
      this.database.transaction('r', this.database.projections, async () => {
        const record = await readProjection(this.database);
        return record ? (await validReads(this.database, record, sectionId)).map(({ statementId }) => statementId) : [];
      }),
    );
  }

  /** The attempts at a module's quiz, oldest first. @throws StorageError */
  async attemptsOf(moduleId: string): Promise<Attempt[]> {
    const attempts = await guarded(() => this.database.attempts.where('moduleId').equals(moduleId).toArray());
    const opened = await Promise.all(attempts.map((attempt) => this.opened(attempt)));
    return opened.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  }

  /** One attempt, or undefined. @throws StorageError */
  async attempt(attemptId: string): Promise<Attempt | undefined> {
    const attempt = await guarded(() => this.database.attempts.get(attemptId));
    return attempt && this.opened(attempt);
  }

  private async opened(attempt: Attempt): Promise<Attempt> {
    return hasSealedAnswers(attempt) ? (this.cipher()?.openAttempt(attempt) ?? withoutSealedWords(attempt)) : attempt;
  }

  /** The record with the statements that are found inside the transaction, and what follows from them. */
  private async added(find: () => Promise<readonly Statement[]>, consequences: Consequences): Promise<LearningRecord> {
    const { statements, projections, attempts, outbox, meta } = this.database;
    return guarded(() =>
      this.database.transaction('rw', [statements, projections, attempts, outbox, meta], async () => {
        const record =
          (await this.add(await find())) ??
          (await readProjection(this.database)) ??
          (await rebuildProjections(this.database));
        return (await this.add(consequences(record))) ?? record;
      }),
    );
  }

  /** The record with what is new of these statements, or null where nothing is. */
  private async add(statements: readonly Statement[]): Promise<LearningRecord | null> {
    const unique = [...new Map(statements.map((statement) => [statement.id, statement])).values()];
    const known = await this.database.statements.bulkGet(unique.map(({ id }) => id));
    const added = unique.filter((_, index) => known[index] === undefined).map(plainCopy);
    if (added.length === 0) return null;
    const values = added.map(({ value }) => value);
    await this.database.statements.bulkAdd(values);
    await countRows(this.database, { statements: values.length });
    await this.database.outbox.bulkAdd(added.map(({ value, body }) => ({ id: value.id, kind: 'statement', body })));
    return projectStatements(this.database, values);
  }
}

/** An attempt at which nobody can read what was written: it counts as not written. */
function withoutSealedWords(attempt: Attempt): Attempt {
  return withAnswers(attempt, ({ answer }) =>
    withTexts(answer, new Map(textsOf(answer).map(({ part, answer: { text } }) => [part, { kind: 'text', text }]))),
  );
}
