import { compareEdits, type EditTime } from '../learner/edit-order';
import { compareText } from '../text/compare-text';

/** What a record holds, in numbers that a learner understands. */
export interface RecordCounts {
  readonly statements: number;
  /** Note revisions. */
  readonly revisions: number;
  /** Different sections that were read. */
  readonly sections: number;
  /** Submitted attempts at quizzes. */
  readonly quizzes: number;
  /** Notes that aren't deleted. */
  readonly notes: number;
  /** Timestamps of the first and the last statement; null where there is none. */
  readonly first: string | null;
  readonly last: string | null;
}

/** What decides which of two revisions is the newer. */
type RevisionOrder = EditTime & { readonly id: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Counts a record fact by fact, of any size and in any order. The input may have been edited by hand: a malformed fact
 * counts only as a statement or a revision.
 */
export class RecordCounter {
  private statements = 0;
  private revisions = 0;
  private first: string | null = null;
  private last: string | null = null;
  /** Statement id -> section. */
  private readonly reads = new Map<string, string>();
  private readonly voided = new Set<string>();
  private readonly attempts = new Set<string>();
  private readonly notes = new Map<string, { readonly order: RevisionOrder; readonly deleted: boolean }>();

  /** Counts a statement. */
  addStatement(statement: unknown): void {
    this.statements += 1;
    const { id, verb, timestamp, sectionId, attemptId, statementId } = fieldsOf(statement);
    if (typeof timestamp === 'string') {
      if (this.first === null || timestamp < this.first) this.first = timestamp;
      if (this.last === null || timestamp > this.last) this.last = timestamp;
    }
    if (verb === 'experienced' && typeof id === 'string' && typeof sectionId === 'string')
      this.reads.set(id, sectionId);
    if (verb === 'voided' && typeof statementId === 'string') this.voided.add(statementId);
    if ((verb === 'passed' || verb === 'failed') && typeof attemptId === 'string') this.attempts.add(attemptId);
  }

  /** Counts a note revision. */
  addRevision(revision: unknown): void {
    this.revisions += 1;
    const { id, noteId, editedAt, era, deleted } = fieldsOf(revision);
    if (typeof noteId !== 'string') return;
    const order = { id: String(id), at: String(editedAt), ...(typeof era === 'number' ? { era } : {}) };
    const known = this.notes.get(noteId);
    if (!known || isBefore(known.order, order)) this.notes.set(noteId, { order, deleted: deleted === true });
  }

  /** The counts so far. */
  counts(): RecordCounts {
    const sections = new Set([...this.reads].filter(([id]) => !this.voided.has(id)).map(([, section]) => section));
    return {
      statements: this.statements,
      revisions: this.revisions,
      sections: sections.size,
      quizzes: this.attempts.size,
      notes: [...this.notes.values()].filter(({ deleted }) => !deleted).length,
      first: this.first,
      last: this.last,
    };
  }
}

/** As `compareRevisions`, which belongs to a room above: by edit, ties by id. */
function isBefore(a: RevisionOrder, b: RevisionOrder): boolean {
  return (compareEdits(a, b) || compareText(a.id, b.id)) < 0;
}

function fieldsOf(fact: unknown): Fields {
  return typeof fact === 'object' && fact !== null ? (fact as Fields) : {};
}
