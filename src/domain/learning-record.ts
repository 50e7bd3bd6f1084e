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
  const counted = { ...record, statementCount: record.statementCount + 1 };
  switch (statement.verb) {
    case 'experienced': {
      const reads = { ...record.sectionReads[statement.sectionId], [statement.id]: statement.timestamp };
      return {
        ...withSeconds(counted, statement.day, statement.seconds),
        sectionReads: { ...record.sectionReads, [statement.sectionId]: reads },
      };
    }
    case 'answered':
      return withSeconds(counted, statement.day, statement.seconds);
    case 'passed':
    case 'failed': {
      const before = record.scores[statement.moduleId];
      const passedAt = statement.verb === 'passed' ? statement.timestamp : null;
      const attemptIds = { ...before?.attemptIds, [statement.attemptId]: true as const };
      const scores: ModuleScores = {
        attemptIds,
        attempts: Object.keys(attemptIds).length,
        best: Math.max(before?.best ?? 0, statement.score),
        firstPassedAt: earliest(before?.firstPassedAt ?? null, passedAt),
      };
      return { ...counted, scores: { ...record.scores, [statement.moduleId]: scores } };
    }
    case 'completed': {
      const key = completionKey(statement.kind, statement.objectId);
      const at = earliest(record.completions[key] ?? null, statement.timestamp) ?? statement.timestamp;
      return { ...counted, completions: { ...record.completions, [key]: at } };
    }
    case 'agreed':
      return { ...counted, agreements: { ...record.agreements, [statement.id]: statement.agreement } };
    case 'earned': {
      const { objectId, certificate: snapshot, credential } = statement;
      const issued: IssuedCertificate = { statementId: statement.id, objectId, snapshot, ...(credential === undefined ? {} : { credential }) };
      return { ...counted, certificates: { ...record.certificates, [statement.id]: issued } };
    }
    case 'voided':
      return { ...counted, voided: { ...record.voided, [statement.statementId]: true } };
    case 'initialized':
    case 'terminated':
      return counted;
    default:
      return withUnknownVerb(counted, statement);
  }
}

/** A journal can hold verbs of a newer version of the app: such a fact is kept and counted, means nothing here, and must not stop the replay. */
function withUnknownVerb(counted: LearningRecord, _statement: never): LearningRecord {
  return counted;
}

/** The record that follows from a set of statements, each id counted once. */
export function replay(statements: readonly Statement[]): LearningRecord {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  return [...byId.values()].sort(compareStatements).reduce(applyStatement, EMPTY_RECORD);
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

function withSeconds(record: LearningRecord, day: string, seconds: number): LearningRecord {
  const counted = Math.min(Math.max(0, Math.round(seconds)), MAXIMUM_COUNTED_SECONDS);
  if (counted === 0) return record;
  return { ...record, secondsByDay: { ...record.secondsByDay, [day]: (record.secondsByDay[day] ?? 0) + counted } };
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
