import type { CompletionKind } from './completion';
import type { Agreement } from '../series/agreement';
import type { CertificateSnapshot } from './certificate-snapshot';
import type { Answer } from '../series/question';
import { compareText } from '../text/compare-text';

/**
 * What a learner did, as facts that are only ever added (xAPI 1.0.3's vocabulary: verb, object, result, timestamp; the
 * actor is the learner whose database it is in). Progress, scores and what is earned are computed from these and never
 * stored as truth.
 */
export type Statement =
  | SectionReadStatement
  | RecordingWatchedStatement
  | AttemptStartedStatement
  | QuestionAnsweredStatement
  | AttemptScoredStatement
  | PracticeEndedStatement
  | CompletedStatement
  | AgreedStatement
  | CertificateEarnedStatement
  | CountersignedStatement
  | CountersignaturesWithdrawnStatement
  | KeyTrustStatement
  | QuestionReviewedStatement
  | CardSetAsideStatement
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

/**
 * A recording of a module's session was played. It counts as time of study and never as reading: what a recording holds
 * isn't the course's text.
 */
export interface RecordingWatchedStatement extends StatementBase {
  readonly verb: 'watched';
  readonly moduleId: string;
  /** Seconds that it was playing, as a clock measures them, whatever the speed. */
  readonly seconds: number;
}

/** `practice` never counts; an `attempt` does. */
export type QuizMode = 'practice' | 'attempt';

/** What a learner said of an answer before they saw whether it is right. */
export type Confidence = 'sure' | 'unsure' | 'unsaid';

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

/**
 * A question was answered; a later answer to the same question in the same attempt replaces it, unless this one was
 * checked.
 */
export interface QuestionAnsweredStatement extends StatementBase {
  readonly verb: 'answered';
  readonly attemptId: string;
  readonly questionId: string;
  readonly answer: Answer;
  readonly confidence: Confidence;
  readonly seconds: number;
  /** Where its feedback was shown, in a practice: the answer is final. */
  readonly checked?: true;
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
  /** Question id -> its revision when it was graded (`questionRevision`). */
  readonly revisions?: Readonly<Record<string, string>>;
}

/** A practice was ended. Its points never count for the module; only the review uses them. */
export interface PracticeEndedStatement extends StatementBase {
  readonly verb: 'terminated';
  readonly attemptId: string;
  /** As in a graded attempt; absent where the practice was discarded. */
  readonly points?: Readonly<Record<string, number>>;
  readonly revisions?: Readonly<Record<string, string>>;
}

/**
 * A question was answered in the review, apart from any quiz. The answer itself isn't kept: the schedule needs only
 * what it was worth.
 */
export interface QuestionReviewedStatement extends StatementBase {
  readonly verb: 'reviewed';
  readonly questionId: string;
  /** 0-1. */
  readonly points: number;
  readonly confidence: Confidence;
  /** The question's revision (`questionRevision`). */
  readonly revision: string;
  readonly seconds: number;
}

/** A question was set aside from the review (`suspended`), or brought back (`resumed`); the newest of them counts. */
export interface CardSetAsideStatement extends StatementBase {
  readonly verb: 'suspended' | 'resumed';
  readonly questionId: string;
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
  readonly credential: string;
}

/** Somebody else signed what a certificate of the learner says: they handed over a file, and the host checked it. */
export interface CountersignedStatement extends StatementBase {
  readonly verb: 'countersigned';
  /** Id of the `earned` statement. */
  readonly statementId: string;
  /** The signed endorsement as JSON text: it is attached to the certificate as it is. */
  readonly endorsement: string;
}

/** Somebody took back countersignatures of theirs, whoever's certificates they are of. */
export interface CountersignaturesWithdrawnStatement extends StatementBase {
  readonly verb: 'withdrawn';
  /** The signed withdrawal as JSON text. */
  readonly withdrawal: string;
}

/** The learner compared a key's digits with its owner (`trusted`), or takes that back; the newest of them counts. */
export interface KeyTrustStatement extends StatementBase {
  readonly verb: 'trusted' | 'distrusted';
  /** Public key in multibase. */
  readonly key: string;
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
  return compareText(a.timestamp, b.timestamp) || compareText(a.id, b.id);
}
