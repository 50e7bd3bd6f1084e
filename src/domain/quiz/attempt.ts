import type { Answer } from '../series/question';
import type { RunningAttempt } from '../record/next-step';
import { compareStatements, type Confidence, type QuizMode, type Statement } from '../record/statement';

/** One learner's answers to one drawn quiz. */
export interface Attempt {
  readonly id: string;
  readonly moduleId: string;
  readonly mode: QuizMode;
  readonly seed: number;
  /** The graded questions. */
  readonly questionIds: readonly string[];
  /** The reflection that is asked after them and is never graded; absent where there is none. */
  readonly reflectionId?: string;
  /** ISO instant. */
  readonly startedAt: string;
  /**
   * Question id -> the current answer: the newest, and in an ended attempt the newest that was given before the end.
   */
  readonly answers: Readonly<Record<string, AttemptAnswer>>;
  /** Every answer by its statement's id: an earlier end that arrives late needs the replaced ones. */
  readonly given: Readonly<Record<string, GivenAnswer>>;
  readonly outcome: AttemptOutcome | null;
}

export interface AttemptAnswer {
  readonly statementId: string;
  readonly timestamp: string;
  readonly answer: Answer;
  readonly confidence: Confidence;
}

/** An answer with the question that it was given to. */
export interface GivenAnswer extends AttemptAnswer {
  readonly questionId: string;
}

/** How an attempt ended. A practice has no score: `score` is null. */
export interface AttemptOutcome {
  readonly at: string;
  /** Calendar day where the learner was. */
  readonly day: string;
  readonly score: number | null;
  readonly passed: boolean | null;
  /** Question id -> points, 0-1. Empty for a practice of an older version. */
  readonly points: Readonly<Record<string, number>>;
  /** Question id -> its revision when it was graded; empty in older records. */
  readonly revisions: Readonly<Record<string, string>>;
}

/** True for an attempt that counts and isn't submitted yet. A practice can be left open for ever. */
export function isRunning({ mode, outcome }: Attempt): boolean {
  return mode === 'attempt' && outcome === null;
}

/** What the next step needs to know of a running attempt. */
export function runningAttempt({ id, moduleId, startedAt }: Attempt): RunningAttempt {
  return { attemptId: id, moduleId, startedAt };
}

/** The statements that make up an attempt's history. */
export type AttemptStatement = Extract<Statement, { readonly attemptId: string }>;

const ATTEMPT_VERBS: ReadonlySet<string> = new Set<AttemptStatement['verb']>([
  'initialized',
  'answered',
  'passed',
  'failed',
  'terminated',
]);

/**
 * True for a statement that belongs to an attempt. Decided by the verb: a statement of a newer version may carry an
 * attempt's id and mean something else.
 */
export function isAttemptStatement(statement: Statement): statement is AttemptStatement {
  return ATTEMPT_VERBS.has(statement.verb);
}

/**
 * An attempt with one more of its statements. Statements may come in any order except that the start must be known: a
 * caller that has an answer without its start saves the statement and rebuilds when the start arrives. The newest
 * answer to a question wins, and the earliest start and end; two ends at the same instant can only come from a merge,
 * and the one that sorts first wins. An answer dated after the end was given on another computer, where the attempt was
 * still open: it was not graded, and never replaces one that was.
 */
export function applyToAttempt(attempt: Attempt | undefined, statement: AttemptStatement): Attempt | undefined {
  if (statement.verb === 'initialized') {
    const start: Attempt = {
      id: statement.attemptId,
      moduleId: statement.moduleId,
      mode: statement.mode,
      seed: statement.seed,
      questionIds: statement.questionIds,
      ...(statement.reflectionId === undefined ? {} : { reflectionId: statement.reflectionId }),
      startedAt: statement.timestamp,
      answers: attempt?.answers ?? {},
      given: attempt?.given ?? {},
      outcome: attempt?.outcome ?? null,
    };
    return attempt && winsOver(startOf(attempt), attempt.startedAt, startOf(start), start.startedAt) ? attempt : start;
  }
  if (!attempt) return undefined;
  if (statement.verb === 'answered') {
    const { id: statementId, timestamp, questionId, answer, confidence } = statement;
    return counted({
      ...attempt,
      given: { ...attempt.given, [statementId]: { statementId, timestamp, questionId, answer, confidence } },
    });
  }
  const graded = statement.verb === 'terminated' ? null : statement;
  const outcome: AttemptOutcome = {
    at: statement.timestamp,
    day: statement.day,
    score: graded ? graded.score : null,
    passed: graded ? graded.verb === 'passed' : null,
    points: statement.points ?? {},
    revisions: statement.revisions ?? {},
  };
  const { outcome: before } = attempt;
  return before && winsOver(before, before.at, outcome, outcome.at) ? attempt : counted({ ...attempt, outcome });
}

/**
 * The attempt with its current answers, in the order in which they were given, so that the order of arrival doesn't
 * matter.
 */
function counted(attempt: Attempt): Attempt {
  const end = attempt.outcome?.at;
  const answers: Record<string, AttemptAnswer> = {};
  const inOrder = Object.values(attempt.given).sort((a, b) =>
    compareStatements({ timestamp: a.timestamp, id: a.statementId }, { timestamp: b.timestamp, id: b.statementId }),
  );
  for (const { questionId, ...answer } of inOrder) {
    if (end === undefined || answer.timestamp <= end) answers[questionId] = answer;
  }
  return { ...attempt, answers };
}

/** The fields of the start alone: answers must not decide which of two starts wins. */
function startOf({ id, moduleId, mode, seed, questionIds, reflectionId, startedAt }: Attempt): object {
  return { id, moduleId, mode, seed, questionIds, reflectionId, startedAt };
}

/**
 * Whether `a` wins over `b`: the earlier does, on a tie the one that sorts first, so that the order of arrival never
 * matters.
 */
function winsOver(a: object, aAt: string, b: object, bAt: string): boolean {
  return aAt !== bAt ? aAt < bAt : JSON.stringify(a) <= JSON.stringify(b);
}

/**
 * Builds the attempts of many statements, in any order: what arrives before its attempt's start waits for it. Each
 * statement is given once.
 */
export class AttemptFold {
  private readonly started = new Map<string, Attempt>();
  private readonly waiting = new Map<string, AttemptStatement[]>();

  add(statement: AttemptStatement): void {
    const next = applyToAttempt(this.started.get(statement.attemptId), statement);
    if (!next) {
      this.waiting.set(statement.attemptId, [...(this.waiting.get(statement.attemptId) ?? []), statement]);
      return;
    }
    this.started.set(next.id, next);
    const early = this.waiting.get(next.id);
    this.waiting.delete(next.id);
    for (const each of early ?? []) this.add(each);
  }

  /** By id. */
  attempts(): ReadonlyMap<string, Attempt> {
    return this.started;
  }

  /** Ids of attempts whose start was not among the statements. */
  startless(): ReadonlySet<string> {
    return new Set(this.waiting.keys());
  }
}

/** All attempts in a set of statements, by id. Answers without a start are left out. */
export function replayAttempts(statements: readonly Statement[]): ReadonlyMap<string, Attempt> {
  const fold = new AttemptFold();
  for (const statement of new Map(statements.map((each) => [each.id, each])).values())
    if (isAttemptStatement(statement)) fold.add(statement);
  return fold.attempts();
}

/**
 * When an attempt was begun or last answered, an ISO instant. What follows must be dated later, or an older answer
 * would win, or count as given after the end.
 */
export function lastChangeOf({ startedAt, answers }: Attempt): string {
  return Object.values(answers).reduce((latest, { timestamp }) => (timestamp > latest ? timestamp : latest), startedAt);
}
