import type { Agreement } from '../series/agreement';
import type { IssuedCertificate } from './certificate-snapshot';
import type { SectionReadStatement, Statement, VoidedStatement } from './statement';
import type { CompletionKind } from './completion';
import { compareText } from '../text/compare-text';

/** Summary of a module's submitted attempts. */
export interface ModuleScores {
  /** Number of submitted attempts: one that was submitted on two computers counts once. */
  readonly attempts: number;
  /** Best score, 0-1. Of an attempt that was graded twice the better score counts: a merge never lowers a result. */
  readonly best: number;
  /** ISO instant of the first pass, or null. */
  readonly firstPassedAt: string | null;
}

/** The earliest statement that a section was read and that isn't voided. */
interface ValidRead {
  readonly statementId: string;
  /** ISO instant. */
  readonly timestamp: string;
  /** ISO instant of the latest one, where that is later. */
  readonly last?: string;
}

/** A countersignature that was received. */
export interface ReceivedCountersignature {
  /** Id of the `earned` statement of what it is about. */
  readonly certificate: string;
  /** The signed endorsement as JSON text. */
  readonly endorsement: string;
}

/** What the learner said last of a key. */
interface KeyTrust {
  readonly isKnown: boolean;
  readonly statementId: string;
  /** ISO instant. */
  readonly timestamp: string;
}

/**
 * Everything that screens need of a learner's statements, small enough to be read at every start and written with every
 * statement: its size depends on the course, the days of study and the certificates, never on the number of statements.
 * It is a fold over the statements in which every step is a union, a minimum, a maximum or a sum, so that the order of
 * the statements never matters.
 */
export interface LearningRecord {
  readonly statementCount: number;
  /** Section id -> its valid reads; absent for a section without one. */
  readonly sectionReads: Readonly<Record<string, ValidRead>>;
  readonly scores: Readonly<Record<string, ModuleScores>>;
  /** `kind:id` -> earliest ISO instant of completion. */
  readonly completions: Readonly<Record<string, string>>;
  /** By statement id. */
  readonly agreements: Readonly<Record<string, Agreement>>;
  /** By statement id: two computers can issue the same revision of a certificate, and both issues are retained. */
  readonly certificates: Readonly<Record<string, IssuedCertificate>>;
  /** By statement id. */
  readonly countersignatures: Readonly<Record<string, ReceivedCountersignature>>;
  /** By statement id: signed withdrawals of countersignatures, as JSON texts. */
  readonly withdrawals: Readonly<Record<string, string>>;
  /** By public key in multibase. */
  readonly knownKeys: Readonly<Record<string, KeyTrust>>;
  /** Calendar day -> seconds of study; without those of voided reads. */
  readonly secondsByDay: Readonly<Record<string, number>>;
}

/** The record of a learner who has done nothing yet. */
export const EMPTY_RECORD: LearningRecord = {
  statementCount: 0,
  sectionReads: {},
  scores: {},
  completions: {},
  agreements: {},
  certificates: {},
  countersignatures: {},
  withdrawals: {},
  knownKeys: {},
  secondsByDay: {},
};

/** Longest single stretch that counts as study, in seconds: a window that is open overnight isn't study. */
export const MAXIMUM_COUNTED_SECONDS = 30 * 60;

/**
 * The record with the learner's next statement, which the others don't know of yet: an attempt ends once. A void has no
 * such step, since only all statements tell what is left of the reads.
 */
export function applyStatement(record: LearningRecord, statement: Exclude<Statement, VoidedStatement>): LearningRecord {
  const draft = copyOf(record);
  if (statement.verb === 'experienced') addRead(draft, statement);
  else addTo(draft, statement, true);
  draft.statementCount += 1;
  return draft;
}

/** Builds the record from all statements, in any order. Add each statement once. */
export class RecordFold {
  private readonly draft = copyOf(EMPTY_RECORD);
  private readonly reads: SectionReadStatement[] = [];
  private readonly voided = new Set<string>();
  private readonly attempts = new Set<string>();

  add(statement: Statement): void {
    this.draft.statementCount += 1;
    if (statement.verb === 'voided') this.voided.add(statement.statementId);
    else if (statement.verb === 'experienced') this.reads.push(statement);
    else addTo(this.draft, statement, this.isNew(statement));
  }

  /** The record of the statements added so far. */
  record(): LearningRecord {
    const record = copyOf(this.draft);
    for (const read of this.reads) if (!this.voided.has(read.id)) addRead(record, read);
    return record;
  }

  /** False for the end of an attempt that another end was added of. */
  private isNew(statement: Statement): boolean {
    if (statement.verb !== 'passed' && statement.verb !== 'failed') return true;
    const key = JSON.stringify([statement.moduleId, statement.attemptId]);
    const isNew = !this.attempts.has(key);
    this.attempts.add(key);
    return isNew;
  }
}

/**
 * A record under construction, changed in place: a copy for every statement would take hours with a hundred thousand
 * statements.
 */
type RecordDraft = Changeable<{ [Part in keyof LearningRecord]: Changeable<LearningRecord[Part]> }>;

type Changeable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** A record with parts that can be changed; none of them is long. */
function copyOf(record: LearningRecord): RecordDraft {
  return {
    statementCount: record.statementCount,
    sectionReads: { ...record.sectionReads },
    scores: { ...record.scores },
    completions: { ...record.completions },
    agreements: { ...record.agreements },
    certificates: { ...record.certificates },
    countersignatures: { ...record.countersignatures },
    withdrawals: { ...record.withdrawals },
    knownKeys: { ...record.knownKeys },
    secondsByDay: { ...record.secondsByDay },
  };
}

function addRead(draft: RecordDraft, { id, sectionId, timestamp, day, seconds }: SectionReadStatement): void {
  const read: ValidRead = { statementId: id, timestamp };
  const before = found(draft.sectionReads, sectionId, () => read);
  const first = isEarlierStatement(read, before) ? read : before;
  const until = lastReadOf(before);
  const last = until > timestamp ? until : timestamp;
  put(draft.sectionReads, sectionId, {
    statementId: first.statementId,
    timestamp: first.timestamp,
    ...(last > first.timestamp ? { last } : {}),
  });
  addSeconds(draft, day, seconds);
}

/** @param isNewAttempt false for a further end of an attempt */
function addTo(
  draft: RecordDraft,
  statement: Exclude<Statement, SectionReadStatement | VoidedStatement>,
  isNewAttempt: boolean,
): void {
  switch (statement.verb) {
    case 'answered':
    case 'reviewed':
    case 'watched':
      addSeconds(draft, statement.day, statement.seconds);
      return;
    case 'passed':
    case 'failed': {
      const { attempts, best, firstPassedAt } = found(draft.scores, statement.moduleId, (): ModuleScores => ({
        attempts: 0,
        best: 0,
        firstPassedAt: null,
      }));
      put(draft.scores, statement.moduleId, {
        attempts: attempts + (isNewAttempt ? 1 : 0),
        best: Math.max(best, statement.score),
        firstPassedAt: earliest(firstPassedAt, statement.verb === 'passed' ? statement.timestamp : null),
      });
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
      put(draft.certificates, statementId, {
        statementId,
        objectId,
        snapshot,
        credential,
      });
      return;
    }
    case 'countersigned':
      put(draft.countersignatures, statement.id, {
        certificate: statement.statementId,
        endorsement: statement.endorsement,
      });
      return;
    case 'withdrawn':
      put(draft.withdrawals, statement.id, statement.withdrawal);
      return;
    case 'trusted':
    case 'distrusted': {
      const { id: statementId, key, timestamp } = statement;
      const last: KeyTrust = { isKnown: statement.verb === 'trusted', statementId, timestamp };
      const before = found(draft.knownKeys, key, () => last);
      if (isEarlierStatement(before, last)) put(draft.knownKeys, key, last);
      return;
    }
    case 'initialized':
    case 'terminated':
    case 'suspended':
    case 'resumed':
      return;
    default:
      ignored(statement);
  }
}

/**
 * A journal can hold verbs of a newer version of the app: such a statement is stored and counted, has no effect here,
 * and must not stop the fold.
 */
function ignored(_statement: never): void {
  return;
}

/** Key of a completion in `LearningRecord.completions`. */
export function completionKey(kind: CompletionKind, objectId: string): string {
  return `${kind}:${objectId}`;
}

/**
 * When a section was first read, or null; voided reads don't count. Ids come from files too: `constructor` is none of a
 * section.
 */
export function sectionReadAt({ sectionReads }: LearningRecord, sectionId: string): string | null {
  return (Object.hasOwn(sectionReads, sectionId) ? sectionReads[sectionId]?.timestamp : undefined) ?? null;
}

/** ISO instant of the latest of a section's valid reads. */
export function lastReadOf({ last, timestamp }: ValidRead): string {
  return last ?? timestamp;
}

/** Order of two statements: by time, then by id. */
function isEarlierStatement(
  a: Pick<ValidRead, 'statementId' | 'timestamp'>,
  b: Pick<ValidRead, 'statementId' | 'timestamp'>,
): boolean {
  return (compareText(a.timestamp, b.timestamp) || compareText(a.statementId, b.statementId)) < 0;
}

/**
 * The value of a key, created where there is none. Keys come from files: one called `__proto__` must not reach the
 * shared prototype (CWE-1321).
 */
function found<Value>(map: Record<string, Value>, key: string, make: () => Value): Value {
  const held = Object.hasOwn(map, key) ? map[key] : undefined;
  if (held !== undefined) return held;
  const made = make();
  put(map, key, made);
  return made;
}

function put<Value>(map: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** Adds to a day's seconds. */
function addSeconds(draft: RecordDraft, day: string, seconds: number): void {
  const counted = Math.min(Math.max(0, Math.round(seconds)), MAXIMUM_COUNTED_SECONDS);
  if (counted > 0) put(draft.secondsByDay, day, found(draft.secondsByDay, day, () => 0) + counted);
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
