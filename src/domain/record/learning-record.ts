import type { Agreement } from '../series/agreement';
import type { IssuedCertificate } from './certificate-snapshot';
import type { SectionReadStatement, Statement } from './statement';
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

/** A statement that a section was read and that isn't voided. */
export interface ValidRead {
  readonly statementId: string;
  /** ISO instant. */
  readonly timestamp: string;
}

/**
 * Everything that screens need of a learner's statements, small enough to be read at every start and written with every
 * statement: its size depends on the course, the days of study and the certificates, never on the number of statements.
 * It is a fold over the statements in which every step is a union, a minimum, a maximum or a sum. So the order of the
 * statements never matters, and one more statement can be applied to a stored record, with the help of `Past`.
 */
export interface LearningRecord {
  readonly statementCount: number;
  /** Section id -> the earliest of its valid reads; absent for a section without a valid read. */
  readonly sectionReads: Readonly<Record<string, ValidRead>>;
  /** Ids of voided reads that haven't arrived (yet): a merge can bring the two in any order. */
  readonly voidedBeforeRead: Readonly<Record<string, true>>;
  readonly scores: Readonly<Record<string, ModuleScores>>;
  /** `kind:id` -> earliest ISO instant of completion. */
  readonly completions: Readonly<Record<string, string>>;
  /** By statement id. */
  readonly agreements: Readonly<Record<string, Agreement>>;
  /** By statement id: two computers can issue the same revision of a certificate, and both issues are retained. */
  readonly certificates: Readonly<Record<string, IssuedCertificate>>;
  /** Calendar day -> seconds of study; without those of voided reads. */
  readonly secondsByDay: Readonly<Record<string, number>>;
}

/** The record of a learner who has done nothing yet. */
export const EMPTY_RECORD: LearningRecord = {
  statementCount: 0,
  sectionReads: {},
  voidedBeforeRead: {},
  scores: {},
  completions: {},
  agreements: {},
  certificates: {},
  secondsByDay: {},
};

/** When a section was read, and for how long. */
export type ReadTime = Pick<SectionReadStatement, 'day' | 'seconds'>;

/**
 * What a step needs to know of earlier statements and the record doesn't hold, since it must not grow with them. Each
 * part is needed for the named verbs only.
 */
export interface Past {
  /** `passed`, `failed`: the attempt was already submitted in the same module. */
  readonly attemptCounted?: boolean;
  /** `voided`: the voided read exists. */
  readonly readKnown?: boolean;
  /** `voided`: the time of the voided read, unless it was already voided. */
  readonly voidedRead?: ReadTime;
  /** `voided`, where the section's earliest read is voided: the earliest of its other valid reads, or null. */
  readonly nextRead?: ValidRead | null;
}

/** Longest single stretch that counts as study, in seconds: a window that is open overnight isn't study. */
export const MAXIMUM_COUNTED_SECONDS = 30 * 60;

/** The record with one more statement. The caller applies each statement once (storage by its id). */
export function applyStatement(record: LearningRecord, statement: Statement, past: Past): LearningRecord {
  const draft = copyOf(record);
  addTo(draft, statement, past);
  return draft;
}

/**
 * Builds the record from many statements, in any order, with the data that storage holds for later steps. Add each
 * statement once.
 */
export class RecordFold {
  private readonly draft = copyOf(EMPTY_RECORD);
  private readonly reads = new Map<string, SectionRead>();
  private readonly voided = new Set<string>();
  private readonly attempts = new Map<string, Set<string>>();

  add(statement: Statement): void {
    if (statement.verb === 'voided') {
      this.draft.statementCount += 1;
      this.voided.add(statement.statementId);
    } else if (statement.verb === 'experienced') {
      this.draft.statementCount += 1;
      this.reads.set(statement.id, sectionRead(statement));
    } else addTo(this.draft, statement, { attemptCounted: this.counts(statement) });
  }

  /** The record of the statements added so far. */
  record(): LearningRecord {
    const record = copyOf(this.draft);
    for (const read of this.validReads()) addRead(record, read);
    for (const id of this.voided) if (!this.reads.has(id)) put(record.voidedBeforeRead, id, true);
    return record;
  }

  /** Section id -> the valid reads after the earliest, which the record doesn't hold. */
  laterReads(): [sectionId: string, read: ValidRead][] {
    const { sectionReads } = this.record();
    return [...this.validReads()]
      .filter(({ sectionId, statementId }) => sectionReads[sectionId]?.statementId !== statementId)
      .map(({ sectionId, statementId, timestamp }) => [sectionId, { statementId, timestamp }]);
  }

  /** Module id -> ids of its submitted attempts. */
  submittedAttempts(): [moduleId: string, attemptId: string][] {
    return [...this.attempts].flatMap(([moduleId, ids]) => [...ids].map((id): [string, string] => [moduleId, id]));
  }

  private *validReads(): Generator<SectionRead> {
    for (const read of this.reads.values()) if (!this.voided.has(read.statementId)) yield read;
  }

  private counts(statement: Statement): boolean {
    if (statement.verb !== 'passed' && statement.verb !== 'failed') return false;
    const ids = this.attempts.get(statement.moduleId) ?? new Set();
    const counted = ids.has(statement.attemptId);
    this.attempts.set(statement.moduleId, ids.add(statement.attemptId));
    return counted;
  }
}

/** A read as the fold needs it. */
interface SectionRead extends ValidRead, ReadTime {
  readonly sectionId: string;
}

function sectionRead({ id, sectionId, timestamp, day, seconds }: SectionReadStatement): SectionRead {
  return { statementId: id, sectionId, timestamp, day, seconds };
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
    voidedBeforeRead: { ...record.voidedBeforeRead },
    scores: { ...record.scores },
    completions: { ...record.completions },
    agreements: { ...record.agreements },
    certificates: { ...record.certificates },
    secondsByDay: { ...record.secondsByDay },
  };
}

function addRead(draft: RecordDraft, { sectionId, statementId, timestamp, day, seconds }: SectionRead): void {
  const read = { statementId, timestamp };
  const first = found(draft.sectionReads, sectionId, () => read);
  if (isEarlierRead(read, first)) put(draft.sectionReads, sectionId, read);
  addSeconds(draft, day, countedSeconds(seconds));
}

function addTo(draft: RecordDraft, statement: Statement, past: Past): void {
  draft.statementCount += 1;
  switch (statement.verb) {
    case 'experienced': {
      if (Object.hasOwn(draft.voidedBeforeRead, statement.id))
        Reflect.deleteProperty(draft.voidedBeforeRead, statement.id);
      else addRead(draft, sectionRead(statement));
      return;
    }
    case 'answered':
    case 'reviewed':
    case 'watched':
      addSeconds(draft, statement.day, countedSeconds(statement.seconds));
      return;
    case 'passed':
    case 'failed': {
      const { attempts, best, firstPassedAt } = found(draft.scores, statement.moduleId, (): ModuleScores => ({
        attempts: 0,
        best: 0,
        firstPassedAt: null,
      }));
      put(draft.scores, statement.moduleId, {
        attempts: attempts + (past.attemptCounted ? 0 : 1),
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
    case 'voided': {
      if (past.voidedRead) addSeconds(draft, past.voidedRead.day, -countedSeconds(past.voidedRead.seconds));
      const sectionId = sectionOfEarliestRead(draft, statement.statementId);
      if (sectionId === null) {
        if (!past.readKnown) put(draft.voidedBeforeRead, statement.statementId, true);
      } else if (past.nextRead) put(draft.sectionReads, sectionId, past.nextRead);
      else Reflect.deleteProperty(draft.sectionReads, sectionId);
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

/** The earliest valid read of a section, or undefined. Ids come from files too: `constructor` is none of a section. */
export function earliestRead({ sectionReads }: LearningRecord, sectionId: string): ValidRead | undefined {
  return Object.hasOwn(sectionReads, sectionId) ? sectionReads[sectionId] : undefined;
}

/** When a section was first read, or null; voided reads don't count. */
export function sectionReadAt(record: LearningRecord, sectionId: string): string | null {
  return earliestRead(record, sectionId)?.timestamp ?? null;
}

/** The section whose earliest valid read this statement is, or null. */
export function sectionOfEarliestRead(
  record: Pick<LearningRecord, 'sectionReads'>,
  statementId: string,
): string | null {
  return (
    Object.keys(record.sectionReads).find((sectionId) => record.sectionReads[sectionId]?.statementId === statementId) ??
    null
  );
}

/** Order of two reads of a section: by time, then by id, as of statements. */
export function isEarlierRead(a: ValidRead, b: ValidRead): boolean {
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

function countedSeconds(seconds: number): number {
  return Math.min(Math.max(0, Math.round(seconds)), MAXIMUM_COUNTED_SECONDS);
}

/** Adds to a day's seconds, or subtracts from them; a day without any is removed. */
function addSeconds(draft: RecordDraft, day: string, seconds: number): void {
  if (seconds === 0) return;
  const sum = found(draft.secondsByDay, day, () => 0) + seconds;
  if (sum > 0) put(draft.secondsByDay, day, sum);
  else Reflect.deleteProperty(draft.secondsByDay, day);
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
