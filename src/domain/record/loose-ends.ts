import type { Statement } from './statement';

/**
 * Finds statements that point to a missing statement: a void without its read, an answer or an end without its start.
 */
export class LooseEnds {
  private readonly statementIds = new Set<string>();
  private readonly startedAttempts = new Set<string>();
  private readonly pointers: { readonly to: string; readonly among: ReadonlySet<string> }[] = [];

  /** Adds a statement; in any order. */
  add(statement: Statement): void {
    this.statementIds.add(statement.id);
    if (statement.verb === 'initialized') this.startedAttempts.add(statement.attemptId);
    else if (statement.verb === 'voided') this.pointers.push({ to: statement.statementId, among: this.statementIds });
    else if (
      statement.verb === 'answered' ||
      statement.verb === 'passed' ||
      statement.verb === 'failed' ||
      statement.verb === 'terminated'
    ) {
      this.pointers.push({ to: statement.attemptId, among: this.startedAttempts });
    }
  }

  /** How many of the added statements point to a missing one. */
  count(): number {
    return this.pointers.filter(({ to, among }) => !among.has(to)).length;
  }
}
