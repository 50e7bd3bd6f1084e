import type { JournalChange } from '../../src/contract/journal-entry';
import { uuidVersion7 } from '../../src/domain/identifier';
import { DEFAULT_PREFERENCES, type Learner } from '../../src/domain/learner';
import type { NoteRevision } from '../../src/domain/note';
import { drawQuestions } from '../../src/domain/quiz-draw';
import { seededRandom } from '../../src/domain/seeded-random';
import type { Statement } from '../../src/domain/statement';
import type { CompiledSeries } from '../../src/authoring/compile-series';

const BEGIN = Date.UTC(2025, 0, 6, 1);
const MINUTE = 60_000;

/** A learner's history as journal changes, always the same: quiz after quiz with every answer, sections read in between, and notes. */
export function studyHistory(series: CompiledSeries, statementCount: number, noteCount: number): { readonly learnerId: string; readonly changes: readonly JournalChange[] } {
  const random = seededRandom(7);
  let minute = 0;
  const bytes = (): Uint8Array => Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  const id = (): string => uuidVersion7(BEGIN + minute * MINUTE, bytes());
  const stamp = (): Pick<Statement, 'id' | 'timestamp' | 'day'> => {
    minute += 1;
    const timestamp = new Date(BEGIN + minute * MINUTE).toISOString();
    return { id: id(), timestamp, day: timestamp.slice(0, 10) };
  };
  const at = new Date(BEGIN).toISOString();
  const learner: Learner = { id: id(), latinName: 'Sokha Chan', khmerName: 'ចាន់ សុខា', language: 'en', preferences: DEFAULT_PREFERENCES, createdAt: at, updatedAt: at };

  const statements: Statement[] = [];
  const sections = series.series.modules.flatMap((module) => module.sections);
  for (let round = 0; statements.length < statementCount; round += 1) {
    const module = series.series.modules[round % series.series.modules.length];
    const content = module && series.modules.get(module.id);
    if (!module || !content) break;
    const section = sections[round % sections.length];
    if (section && round < sections.length) statements.push({ ...stamp(), verb: 'experienced', sectionId: section.id, seconds: 240 });
    const attemptId = id();
    const questionIds = drawQuestions({ questions: content.questions, count: module.drawCount, seed: round, avoid: [] });
    statements.push({ ...stamp(), verb: 'initialized', attemptId, moduleId: module.id, mode: 'attempt', seed: round, questionIds });
    for (const questionId of questionIds) {
      statements.push({ ...stamp(), verb: 'answered', attemptId, questionId, answer: { kind: 'choice', optionIds: ['a'] }, confidence: 'sure', seconds: 40 });
    }
    const score = 0.5 + random() * 0.5;
    const points = Object.fromEntries(questionIds.map((questionId) => [questionId, score]));
    statements.push({ ...stamp(), verb: score >= 0.8 ? 'passed' : 'failed', attemptId, moduleId: module.id, score, passMark: 0.8, points });
  }
  const notes = Array.from({ length: noteCount }, (_, index): NoteRevision => {
    const { id: revisionId, timestamp } = stamp();
    const section = sections[index % sections.length];
    return {
      id: revisionId,
      noteId: id(),
      moduleId: section?.id.split('/')[0] ?? '',
      sectionId: section?.id ?? '',
      blockId: section?.blockIds[index % section.blockIds.length] ?? null,
      quote: '',
      text: `Note ${index}: what to ask before the hearing, and whom. សូមពិនិត្យ`,
      createdAt: timestamp,
      editedAt: timestamp,
      deleted: false,
    };
  });
  return {
    learnerId: learner.id,
    changes: [
      { id: id(), kind: 'learner', body: JSON.stringify(learner) },
      ...statements.slice(0, statementCount).map((statement) => ({ id: statement.id, kind: 'statement' as const, body: JSON.stringify(statement) })),
      ...notes.map((note) => ({ id: note.id, kind: 'note' as const, body: JSON.stringify(note) })),
    ],
  };
}
