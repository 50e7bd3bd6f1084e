import type { Agreement } from './agreement';
import type { IssuedCertificate } from './certificate-snapshot';
import { compareStatements, type CompletionKind, type Statement } from './statement';

/** What counts of a module's submitted attempts. */
export interface ModuleScores {
  /** Ids of the submitted attempts: one that was open on two computers can be submitted on both, and is one attempt. */
  readonly attemptIds: Readonly<Record<string, true>>;
  /** Number of submitted attempts. */
  readonly attempts: number;
  /** Best score that was ever given, 0-1. Of an attempt that was graded twice the better counts here: a merge takes nothing away that was reached on one computer. */
  readonly best: number;
  /** ISO instant of the first pass, or null. */
  readonly firstPassedAt: string | null;
}

/**
 * Everything that screens need of a learner's statements, small enough to be read at every start. It is a fold over the statements in which every step
 * is a union, a minimum or a maximum: the order of the statements never matters, so one more statement can be applied to a stored record.
 */
export interface LearningRecord {
  readonly statementCount: number;
  /** Section id -> ids of the `experienced` statements -> their timestamps. */
  readonly sectionReads: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Ids of statements that were taken back. */
  readonly voided: Readonly<Record<string, true>>;
  readonly scores: Readonly<Record<string, ModuleScores>>;
  /** `kind:id` -> earliest ISO instant of completion. */
  readonly completions: Readonly<Record<string, string>>;
  /** By statement id. */
  readonly agreements: Readonly<Record<string, Agreement>>;
  /** By statement id: two computers can issue the same revision of a certificate, and neither issue is lost. */
  readonly certificates: Readonly<Record<string, IssuedCertificate>>;
  /** Calendar day -> seconds of study. */
  readonly secondsByDay: Readonly<Record<string, number>>;
}

/** The record of a learner who has done nothing yet. */
export const EMPTY_RECORD: LearningRecord = {
  statementCount: 0,
  sectionReads: {},
  voided: {},
  scores: {},
  completions: {},
  agreements: {},
  certificates: {},
  secondsByDay: {},
};

/** Longest single stretch that counts as study, in seconds: a window left open overnight is not study. */
export const MAXIMUM_COUNTED_SECONDS = 30 * 60;

/** The record with one more statement. The caller sees to it that a statement is applied once (the storage by its id). */
export function applyStatement(record: LearningRecord, statement: Statement): LearningRecord {
  const draft = copiedFor(record, statement);
  addTo(draft, statement);
  return draft;
}

/** Builds the record of many statements, in any order. Each statement is given once. */
export class RecordFold {
  private readonly draft: RecordDraft = { statementCount: 0, sectionReads: {}, voided: {}, scores: {}, completions: {}, agreements: {}, certificates: {}, secondsByDay: {} };

  add(statement: Statement): void {
    addTo(this.draft, statement);
  }

  /** The record of everything that was added; nothing is to be added afterwards. */
  record(): LearningRecord {
    return this.draft;
  }
}

/** A record that is being built. Copying what grows with every statement would take hours for a record of a hundred thousand. */
interface RecordDraft {
  statementCount: number;
  sectionReads: Record<string, Record<string, string>>;
  voided: Record<string, true>;
  scores: Record<string, { attemptIds: Record<string, true>; attempts: number; best: number; firstPassedAt: string | null }>;
  completions: Record<string, string>;
  agreements: Record<string, Agreement>;
  certificates: Record<string, IssuedCertificate>;
  secondsByDay: Record<string, number>;
}

/** A record whose parts that the statement touches are copies. */
function copiedFor(record: LearningRecord, statement: Statement): RecordDraft {
  const draft = { ...record } as RecordDraft;
  switch (statement.verb) {
    case 'experienced':
      draft.sectionReads = { ...draft.sectionReads, [statement.sectionId]: { ...draft.sectionReads[statement.sectionId] } };
      draft.secondsByDay = { ...draft.secondsByDay };
      break;
    case 'answered':
      draft.secondsByDay = { ...draft.secondsByDay };
      break;
    case 'passed':
    case 'failed': {
      const scores = Object.hasOwn(draft.scores, statement.moduleId) ? draft.scores[statement.moduleId] : undefined;
      draft.scores = { ...draft.scores, ...(scores ? { [statement.moduleId]: { ...scores, attemptIds: { ...scores.attemptIds } } } : {}) };
      break;
    }
    case 'completed':
      draft.completions = { ...draft.completions };
      break;
    case 'agreed':
      draft.agreements = { ...draft.agreements };
      break;
    case 'earned':
      draft.certificates = { ...draft.certificates };
      break;
    case 'voided':
      draft.voided = { ...draft.voided };
      break;
    case 'initialized':
    case 'terminated':
      break;
  }
  return draft;
}

function addTo(draft: RecordDraft, statement: Statement): void {
  draft.statementCount += 1;
  switch (statement.verb) {
    case 'experienced':
      put(found(draft.sectionReads, statement.sectionId, () => ({})), statement.id, statement.timestamp);
      addSeconds(draft, statement.day, statement.seconds);
      return;
    case 'answered':
      addSeconds(draft, statement.day, statement.seconds);
      return;
    case 'passed':
    case 'failed': {
      const scores = found(draft.scores, statement.moduleId, () => ({ attemptIds: {}, attempts: 0, best: 0, firstPassedAt: null }));
      if (!Object.hasOwn(scores.attemptIds, statement.attemptId)) {
        put(scores.attemptIds, statement.attemptId, true);
        scores.attempts += 1;
      }
      scores.best = Math.max(scores.best, statement.score);
      scores.firstPassedAt = earliest(scores.firstPassedAt, statement.verb === 'passed' ? statement.timestamp : null);
      return;
    }
    case 'completed': {
      const key = completionKey(statement.kind, statement.objectId);
      draft.completions[key] = earliest(draft.completions[key] ?? null, statement.timestamp) ?? statement.timestamp;
      return;
    }
    case 'agreed':
      put(draft.agreements, statement.id, statement.agreement);
      return;
    case 'earned': {
      const { id: statementId, objectId, certificate: snapshot, credential } = statement;
      put(draft.certificates, statementId, { statementId, objectId, snapshot, ...(credential === undefined ? {} : { credential }) });
      return;
    }
    case 'voided':
      put(draft.voided, statement.statementId, true);
      return;
    case 'initialized':
    case 'terminated':
      return;
    default:
      ignored(statement);
  }
}

/** A journal can hold verbs of a newer version of the app: such a fact is kept and counted, means nothing here, and must not stop the replay. */
function ignored(_statement: never): void {
  return;
}

/** The record that follows from a set of statements, each id counted once. */
export function replay(statements: readonly Statement[]): LearningRecord {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const fold = new RecordFold();
  for (const statement of [...byId.values()].sort(compareStatements)) fold.add(statement);
  return fold.record();
}

/** Key of a completion in `LearningRecord.completions`. */
export function completionKey(kind: CompletionKind, objectId: string): string {
  return `${kind}:${objectId}`;
}

/** When a section was first read (and not unmarked since), or null. */
export function sectionReadAt(record: LearningRecord, sectionId: string): string | null {
  let first: string | null = null;
  for (const [statementId, timestamp] of Object.entries(record.sectionReads[sectionId] ?? {})) {
    if (!record.voided[statementId]) first = earliest(first, timestamp);
  }
  return first;
}

/** The value of a key, made where there is none. Keys come from files: one called `__proto__` must not reach what every object shares (CWE-1321). */
function found<Value>(map: Record<string, Value>, key: string, make: () => Value): Value {
  const held = Object.hasOwn(map, key) ? map[key] : undefined;
  if (held !== undefined) return held;
  const made = make();
  put(map, key, made);
  return made;
}

function put<Value>(map: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

function addSeconds(draft: RecordDraft, day: string, seconds: number): void {
  const counted = Math.min(Math.max(0, Math.round(seconds)), MAXIMUM_COUNTED_SECONDS);
  if (counted > 0) put(draft.secondsByDay, day, found(draft.secondsByDay, day, () => 0) + counted);
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
