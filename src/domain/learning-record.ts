import type { Agreement } from './agreement';
import { certificateKey, type IssuedCertificate } from './certificate-snapshot';
import { compareStatements, type CompletionKind, type Statement } from './statement';

/** What counts of a module's submitted attempts. */
export interface ModuleScores {
  readonly attempts: number;
  /** Best score of a counted attempt, 0-1. */
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
  /** By certificate id and revision. */
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
      const scores: ModuleScores = {
        attempts: (before?.attempts ?? 0) + 1,
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
      const key = certificateKey(snapshot);
      const issued: IssuedCertificate = credential === undefined ? { objectId, snapshot } : { objectId, snapshot, credential };
      return { ...counted, certificates: { ...record.certificates, [key]: firstIssued(record.certificates[key], issued) } };
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

/** Two issues of the same certificate and revision can only come from a merge; the earlier one stands, on a tie the one that sorts first. */
function firstIssued(a: IssuedCertificate | undefined, b: IssuedCertificate): IssuedCertificate {
  if (!a) return b;
  if (a.snapshot.issuedAt !== b.snapshot.issuedAt) return a.snapshot.issuedAt < b.snapshot.issuedAt ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}
