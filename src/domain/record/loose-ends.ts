import type { Statement } from './statement';

/** Finds statements that point to a statement which isn't there: voided without having been made, answered or ended without a start. */
export class LooseEnds {
  private readonly statementIds = new Set<string>();
  private readonly startedAttempts = new Set<string>();
  private readonly pointers: { readonly to: string; readonly among: ReadonlySet<string> }[] = [];

  /** Takes a statement in; in any order. */
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

  /** How many point to nothing among all that were taken in. */
  count(): number {
    return this.pointers.filter(({ to, among }) => !among.has(to)).length;
  }
}
