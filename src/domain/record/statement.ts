import type { CompletionKind } from './completion-kind';
import type { Agreement } from '../series/agreement';
import type { CertificateSnapshot } from './certificate-snapshot';
import type { Answer } from '../series/question';

/**
 * What a learner did, as facts that are only ever added (xAPI 1.0.3's vocabulary: verb, object, result, timestamp; the
 * actor is the learner whose database it is in). Progress, scores and what is earned are computed from these and never
 * stored as truth.
 */
export type Statement =
  | SectionReadStatement
  | AttemptStartedStatement
  | QuestionAnsweredStatement
  | AttemptScoredStatement
  | PracticeEndedStatement
  | CompletedStatement
  | AgreedStatement
  | CertificateEarnedStatement
  | VoidedStatement;

interface StatementBase {
  /** UUIDv7. */
  readonly id: string;
  /** ISO 8601 instant in UTC. */
  readonly timestamp: string;
  /** Calendar day where the learner was, `YYYY-MM-DD`, not the day in UTC. */
  readonly day: string;
}

/** A section was read. */
export interface SectionReadStatement extends StatementBase {
  readonly verb: 'experienced';
  readonly sectionId: string;
  /** Seconds that the section was open and in sight since it was opened, or last marked. */
  readonly seconds: number;
}

/** `practice` never counts; an `attempt` does. */
export type QuizMode = 'practice' | 'attempt';

/** A quiz began: from the seed and the ids the same quiz can be shown again. */
export interface AttemptStartedStatement extends StatementBase {
  readonly verb: 'initialized';
  readonly attemptId: string;
  readonly moduleId: string;
  readonly mode: QuizMode;
  /** 32-bit unsigned. */
  readonly seed: number;
  /** The graded questions, in the order in which they are asked. */
  readonly questionIds: readonly string[];
  /**
   * The reflection that is asked after them; absent where there is none. The learner's text is a note (decision 012).
   */
  readonly reflectionId?: string;
}

/** A question was answered; a later answer to the same question in the same attempt replaces it. */
export interface QuestionAnsweredStatement extends StatementBase {
  readonly verb: 'answered';
  readonly attemptId: string;
  readonly questionId: string;
  readonly answer: Answer;
  readonly confidence: 'sure' | 'unsure' | 'unsaid';
  readonly seconds: number;
}

/** A counted attempt was submitted and graded. */
export interface AttemptScoredStatement extends StatementBase {
  readonly verb: 'passed' | 'failed';
  readonly attemptId: string;
  readonly moduleId: string;
  /** 0-1. */
  readonly score: number;
  readonly passMark: number;
  /** Question id -> points, 0-1. */
  readonly points: Readonly<Record<string, number>>;
}

/** A practice was ended. */
export interface PracticeEndedStatement extends StatementBase {
  readonly verb: 'terminated';
  readonly attemptId: string;
}

/** A module, sequence or the series was completed. */
export interface CompletedStatement extends StatementBase {
  readonly verb: 'completed';
  readonly kind: CompletionKind;
  readonly objectId: string;
}

/** A protocol was agreed to. */
export interface AgreedStatement extends StatementBase {
  readonly verb: 'agreed';
  readonly agreement: Agreement;
}

/** A certificate was issued; the statement holds the frozen snapshot. */
export interface CertificateEarnedStatement extends StatementBase {
  readonly verb: 'earned';
  /** Module, sequence or series id. */
  readonly objectId: string;
  readonly certificate: CertificateSnapshot;
  /** The signed credential as JSON text; stored so that every computer exports the same bytes. */
  readonly credential?: string;
}

/** Voids an earlier statement; only `experienced` can be voided (a section is unmarked). */
export interface VoidedStatement extends StatementBase {
  readonly verb: 'voided';
  readonly statementId: string;
}

/** Order of two statements: by time, then by id, so that every computer replays a record in the same order. */
export function compareStatements(
  a: Pick<Statement, 'timestamp' | 'id'>,
  b: Pick<Statement, 'timestamp' | 'id'>,
): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
