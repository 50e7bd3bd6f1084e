import type { Answer } from '../series/question';
import type { RunningAttempt } from '../record/next-step';
import { compareStatements, type Confidence, type QuizMode, type Statement } from '../record/statement';
import { compareText } from '../text/compare-text';

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
   * Question id -> the current answer: the one that was checked, else the newest, and in an ended attempt the newest
   * that was given before the end.
   */
  readonly answers: Readonly<Record<string, AttemptAnswer>>;
  readonly outcome: AttemptOutcome | null;
}

/** An answer as its `answered` statement holds it. */
export interface AttemptAnswer {
  readonly statementId: string;
  readonly timestamp: string;
  readonly answer: Answer;
  readonly confidence: Confidence;
  /** Where its feedback was shown, in a practice: no later answer replaces it. */
  readonly checked?: true;
}

/** An answer with the question that it was given to. */
interface GivenAnswer extends AttemptAnswer {
  readonly questionId: string;
}

/** How an attempt ended. A practice has no score: `score` is null. */
export interface AttemptOutcome {
  readonly at: string;
  /** Calendar day where the learner was. */
  readonly day: string;
  readonly score: number | null;
  readonly passed: boolean | null;
  /** Question id -> points, 0-1. Empty for a practice that was discarded. */
  readonly points: Readonly<Record<string, number>>;
  /** Question id -> its revision when it was graded. */
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

/** What decides how an attempt began. */
type AttemptStart = Omit<Attempt, 'answers' | 'outcome'>;

/** An attempt while its statements come in: adding one costs the same however many came before it. */
interface AttemptDraft {
  start: AttemptStart | null;
  readonly given: Map<string, GivenAnswer>;
  outcome: AttemptOutcome | null;
}

/**
 * Builds the attempts of all statements, in any order, or goes on with known attempts from their next statements. Each
 * statement is given once. The newest answer to a question
 * wins, and the earliest start and end; two starts or ends at the same instant can only come from a merge, and the one
 * that sorts first wins. An answer dated after the end was given on another computer, where the attempt was still open:
 * it was not graded, and never replaces one that was. A file may hold a hundred thousand answers to one attempt, so
 * the answers that count are found once, at the end.
 */
export class AttemptFold {
  private readonly drafts = new Map<string, AttemptDraft>();

  /** @param known attempts to which their learner's next statements are added */
  constructor(known: Iterable<Attempt> = []) {
    for (const { answers, outcome, ...start } of known) {
      const given = Object.entries(answers).map(([questionId, answer]) => ({ questionId, ...answer }));
      this.drafts.set(start.id, { start, given: new Map(given.map((each) => [each.statementId, each])), outcome });
    }
  }

  add(statement: AttemptStatement): void {
    const draft = this.draft(statement.attemptId);
    switch (statement.verb) {
      case 'initialized':
        draft.start = first(draft.start, startOf(statement), ({ startedAt }) => startedAt);
        return;
      case 'answered': {
        const { id: statementId, timestamp, questionId, answer, confidence, checked } = statement;
        const given = { statementId, timestamp, questionId, answer, confidence, ...(checked ? { checked } : {}) };
        draft.given.set(statementId, given);
        return;
      }
      default:
        draft.outcome = first(draft.outcome, outcomeOf(statement), ({ at }) => at);
    }
  }

  /** By id; without those whose start isn't known yet. */
  attempts(): ReadonlyMap<string, Attempt> {
    const attempts = new Map<string, Attempt>();
    for (const [id, { start, given, outcome }] of this.drafts)
      if (start) attempts.set(id, { ...start, answers: counted(given, outcome), outcome });
    return attempts;
  }

  private draft(attemptId: string): AttemptDraft {
    const draft = this.drafts.get(attemptId) ?? { start: null, given: new Map(), outcome: null };
    this.drafts.set(attemptId, draft);
    return draft;
  }
}

function startOf(statement: Extract<AttemptStatement, { readonly verb: 'initialized' }>): AttemptStart {
  const { attemptId: id, moduleId, mode, seed, questionIds, reflectionId, timestamp: startedAt } = statement;
  return {
    id,
    moduleId,
    mode,
    seed,
    questionIds,
    ...(reflectionId === undefined ? {} : { reflectionId }),
    startedAt,
  };
}

function outcomeOf(
  statement: Extract<AttemptStatement, { readonly verb: 'passed' | 'failed' | 'terminated' }>,
): AttemptOutcome {
  const graded = statement.verb === 'terminated' ? null : statement;
  return {
    at: statement.timestamp,
    day: statement.day,
    score: graded ? graded.score : null,
    passed: graded ? graded.verb === 'passed' : null,
    points: statement.points ?? {},
    revisions: statement.revisions ?? {},
  };
}

/**
 * The answers that count, in the order in which they were given, so that the order of arrival doesn't matter.
 */
function counted(
  given: ReadonlyMap<string, GivenAnswer>,
  outcome: AttemptOutcome | null,
): Record<string, AttemptAnswer> {
  const end = outcome?.at;
  // Not an object that is filled: a question called `__proto__` would become its prototype.
  const answers = new Map<string, AttemptAnswer>();
  const inOrder = [...given.values()].sort((a, b) =>
    compareStatements({ timestamp: a.timestamp, id: a.statementId }, { timestamp: b.timestamp, id: b.statementId }),
  );
  for (const { questionId, ...answer } of inOrder) {
    if (end !== undefined && answer.timestamp > end) continue;
    if (!answers.get(questionId)?.checked) answers.set(questionId, answer);
  }
  return Object.fromEntries(answers);
}

/** The earlier of two, on a tie the one that sorts first as JSON, so that the order of arrival never matters. */
function first<Value extends object>(a: Value | null, b: Value, atOf: (value: Value) => string): Value {
  if (a === null) return b;
  const order = compareText(atOf(a), atOf(b)) || compareText(JSON.stringify(a), JSON.stringify(b));
  return order <= 0 ? a : b;
}

/**
 * When an attempt was begun or last answered, an ISO instant. What follows must be dated later, or an older answer
 * would win, or count as given after the end.
 */
export function lastChangeOf({ startedAt, answers }: Attempt): string {
  return Object.values(answers).reduce((latest, { timestamp }) => (timestamp > latest ? timestamp : latest), startedAt);
}
