import type { CertificateSnapshot } from '../../../src/domain/record/certificate-snapshot';
import { uuidVersion7 } from '../../../src/domain/record/identifier';
import type { Learner } from '../../../src/domain/learner/learner';
import type { LearningRecord } from '../../../src/domain/record/learning-record';
import type { ModuleOutline } from '../../../src/domain/series/module';
import type { NoteRevision } from '../../../src/domain/notes/note';
import type { Series } from '../../../src/domain/series/series';
import type { Statement } from '../../../src/domain/record/statement';
import { replay } from './replays';

/** A statement before its id and time. */
export type Deed = Statement extends infer Each
  ? Each extends Statement
    ? Omit<Each, 'id' | 'timestamp' | 'day'>
    : never
  : never;

/** Morning of the day on which the tests' learners study, in milliseconds. */
export const FIRST_MINUTE = Date.UTC(2026, 10, 20, 1);

/** An id whose random part is the number, made at the time. */
export function identifier(number: number, now = FIRST_MINUTE): string {
  const random = new Uint8Array(16);
  new DataView(random.buffer).setUint32(12, number);
  return uuidVersion7(now, random);
}

/** A statement that was made `minute` minutes after the first; the number keeps ids apart. */
export function statement(deed: Deed, minute: number, number = minute): Statement {
  const now = FIRST_MINUTE + minute * 60_000;
  const timestamp = new Date(now).toISOString();
  return { ...deed, id: identifier(number, now), timestamp, day: timestamp.slice(0, 10) } as Statement;
}

/** Statements a minute apart, as many as there are deeds. */
export function statements<Deeds extends readonly Deed[]>(
  ...deeds: Deeds
): { -readonly [Index in keyof Deeds]: Statement } {
  return deeds.map((deed, index) => statement(deed, index)) as { -readonly [Index in keyof Deeds]: Statement };
}

/** The record that follows from deeds, a minute apart. */
export function recordOf(...deeds: readonly Deed[]): LearningRecord {
  return replay(statements(...deeds));
}

/** A section read in 90 seconds. */
export function read(sectionId: string, seconds = 90): Deed {
  return { verb: 'experienced', sectionId, seconds };
}

/** A counted attempt that was graded; passed from 0.8 on. */
export function scored(moduleId: string, score: number, attemptId = `attempt-${moduleId}`): Deed {
  return { verb: score >= 0.8 ? 'passed' : 'failed', attemptId, moduleId, score, passMark: 0.8, points: {} };
}

/** Everything that completes a module, and the completion itself. */
export function completed(module: ModuleOutline, score = 0.9): Deed[] {
  return [
    ...module.sections.map(({ id }) => read(id)),
    scored(module.id, score),
    { verb: 'completed', kind: 'module', objectId: module.id },
  ];
}

/** Everything that completes a series with its sequences, as the app records it. */
export function completedSeries(series: Series, score = 0.9): Deed[] {
  return [
    ...series.modules.flatMap((module) => completed(module, score)),
    ...series.sequences.map(({ id }): Deed => ({ verb: 'completed', kind: 'sequence', objectId: id })),
    { verb: 'completed', kind: 'series', objectId: series.id },
  ];
}

/** A learner with a name in both scripts. */
export function learner(overrides: Partial<Learner> = {}): Learner {
  return {
    id: identifier(0),
    latinName: 'Sok Dara',
    khmerName: 'សុខ ដារ៉ា',
    language: 'en',
    preferences: { theme: 'system', textSize: 100 },
    createdAt: '2026-11-20T01:00:00.000Z',
    updatedAt: '2026-11-20T01:00:00.000Z',
    ...overrides,
  };
}

/** A certificate for module `a`. */
export function certificate(overrides: Partial<CertificateSnapshot> = {}): CertificateSnapshot {
  return {
    certificateId: identifier(900),
    revision: 1,
    kind: 'module',
    language: 'en',
    learner: { latinName: 'Sok Dara', khmerName: '' },
    seriesTitle: 'Child Justice Series',
    title: 'Module a',
    modules: [{ number: 1, title: 'Module a', score: 0.9 }],
    score: 0.9,
    studyMinutes: 10,
    completedAt: '2026-11-20T01:30:00.000Z',
    issuedAt: '2026-11-20T02:00:00.000Z',
    completedOn: '2026-11-20',
    issuedOn: '2026-11-20',
    ...overrides,
  };
}

/** The first revision of a note beside the first section of module `a`. */
export function note(overrides: Partial<NoteRevision> = {}): NoteRevision {
  return {
    id: identifier(1),
    noteId: identifier(2),
    moduleId: 'a',
    sectionId: 'a/first',
    blockId: null,
    quote: '',
    text: 'Ask about diversion.',
    createdAt: '2026-11-20T01:00:00.000Z',
    editedAt: '2026-11-20T01:00:00.000Z',
    basedOn: [],
    deleted: false,
    ...overrides,
  };
}

/** An attempt at module `a` begins. */
export const begun = (attemptId: string): Deed => ({
  verb: 'initialized',
  attemptId,
  moduleId: 'a',
  mode: 'attempt',
  seed: 7,
  questionIds: ['a/q1', 'a/q2'],
});

/** A question of it is answered. */
export const answered = (attemptId: string, optionId: string, questionId = 'a/q1'): Deed => ({
  verb: 'answered',
  attemptId,
  questionId,
  answer: { kind: 'choice', optionIds: [optionId] },
  confidence: 'sure',
  seconds: 12,
});
