import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import type { JournalChange } from '../../src/contract/journal-entry';
import { issueCertificate } from '../../src/domain/certificate/certificate';
import { uuidVersion7 } from '../../src/domain/record/identifier';
import { DEFAULT_PREFERENCES, type Learner } from '../../src/domain/learner/learner';
import { RecordFold, type LearningRecord } from '../../src/domain/record/learning-record';
import type { ModuleContent } from '../../src/domain/series/module';
import type { NoteRevision } from '../../src/domain/notes/note';
import { dueCompletions } from '../../src/domain/record/progress';
import { AttemptFold, isAttemptStatement, type Attempt } from '../../src/domain/quiz/attempt';
import { scoreAttempt } from '../../src/domain/quiz/attempt-score';
import { drawQuestions } from '../../src/domain/quiz/draw';
import { seededRandom } from '../../src/domain/quiz/seeded-random';
import type { QuizMode, Statement } from '../../src/domain/record/statement';
import type { Deed } from '../support/builders/statement-builders';
import { studyAnswer } from './study-answers';

/** A learner's whole history, always the same for the same series and numbers. */
export interface StudyHistory {
  readonly learner: Learner;
  readonly record: LearningRecord;
  readonly notes: readonly NoteRevision[];
  /** As the journal takes it: profile, statements, notes, reading position. */
  readonly changes: readonly JournalChange[];
}

const BEGIN = Date.UTC(2025, 0, 6, 1);
const WORDS =
  'court police diversion hearing child lawyer article protocol mediator guardian detention review caution committee report province interview referral witness measure'.split(
    ' ',
  );

/**
 * Somebody who went through all modules but the last two (the ninth is begun, the tenth is not), by the app's own rules
 * - sections, counted attempts and practices with every answer, the safeguarding protocol, completions, certificates -
 * and has taken quizzes and notes again and again since.
 */
export function studyHistory(
  { series, modules }: CompiledSeries,
  statementCount: number,
  noteCount: number,
): StudyHistory {
  const random = seededRandom(7);
  let now = BEGIN;
  const id = (): string =>
    uuidVersion7(
      now,
      Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)),
    );
  const at = (): string => new Date(now).toISOString();
  const learner: Learner = {
    id: id(),
    latinName: 'Sokha Chan',
    khmerName: 'ចាន់ សុខា',
    language: 'en',
    preferences: DEFAULT_PREFERENCES,
    createdAt: at(),
    updatedAt: at(),
  };
  const statements: Statement[] = [];
  const fold = new RecordFold();
  let record = fold.record();
  let attempt: Attempt | undefined;

  function add(deed: Deed, seconds: number): Statement | undefined {
    if (statements.length >= statementCount) return undefined;
    now += seconds * 1000;
    const statement = { ...deed, id: id(), timestamp: at(), day: at().slice(0, 10) } as Statement;
    statements.push(statement);
    fold.add(statement);
    record = fold.record();
    if (isAttemptStatement(statement)) {
      const attempts = new AttemptFold(attempt && statement.verb !== 'initialized' ? [attempt] : []);
      attempts.add(statement);
      [attempt] = attempts.attempts().values();
    }
    for (const completion of dueCompletions(series, record)) {
      add({ verb: 'completed', ...completion }, 0);
      if (statements.length >= statementCount) return statement;
      const certificate = issueCertificate(series, record, completion, {
        certificateId: id(),
        learner,
        language: 'en',
        issuedAt: at(),
        dayOf: (instant) => instant.slice(0, 10),
      });
      add({ verb: 'earned', objectId: completion.objectId, certificate, credential: '{}' }, 20);
    }
    return statement;
  }

  function takeQuiz(content: ModuleContent, drawCount: number, passMark: number, mode: QuizMode): void {
    const bank = new Map(content.questions.map((question) => [question.id, question]));
    const seed = Math.floor(random() * 2 ** 32);
    const questionIds = drawQuestions({
      questions: content.questions,
      count: drawCount,
      seed,
      avoid: attempt?.questionIds ?? [],
    });
    const attemptId = id();
    add({ verb: 'initialized', attemptId, moduleId: content.moduleId, mode, seed, questionIds }, 8 * 3600);
    for (const questionId of questionIds) {
      const question = bank.get(questionId);
      if (question)
        add(
          {
            verb: 'answered',
            attemptId,
            questionId,
            answer: studyAnswer(question, random),
            confidence: random() < 0.6 ? 'sure' : 'unsure',
            seconds: 45,
          },
          45,
        );
    }
    if (mode === 'practice') add({ verb: 'terminated', attemptId }, 5);
    else if (attempt) {
      const { score, passed, points } = scoreAttempt(attempt, bank, passMark);
      add({ verb: passed ? 'passed' : 'failed', attemptId, moduleId: content.moduleId, score, passMark, points }, 5);
    }
  }

  const studied = series.modules.slice(0, -2);
  for (const module of studied) {
    const content = modules.get(module.id);
    if (!content) continue;
    const protocol = content.agreement;
    if (protocol)
      add(
        {
          verb: 'agreed',
          agreement: {
            protocolId: protocol.id,
            version: protocol.version,
            language: protocol.language,
            name: learner.latinName,
            agreedAt: at(),
            checkIds: protocol.checks.map((check) => check.id),
          },
        },
        300,
      );
    for (const section of module.sections) {
      const read = add({ verb: 'experienced', sectionId: section.id, seconds: 240 }, 400);
      // Marked too early, taken back, read again.
      const voided = read && random() < 0.2 ? add({ verb: 'voided', statementId: read.id }, 10) : undefined;
      if (voided) add({ verb: 'experienced', sectionId: section.id, seconds: 180 }, 200);
    }
    while (!record.scores[module.id]?.firstPassedAt && statements.length < statementCount)
      takeQuiz(content, module.drawCount, module.passMark, 'attempt');
  }
  const begun = series.modules.at(-2)?.sections.slice(0, 2) ?? [];
  for (const section of begun) add({ verb: 'experienced', sectionId: section.id, seconds: 200 }, 400);
  for (let round = 0; statements.length < statementCount; round += 1) {
    const module = studied[round % studied.length];
    const content = module && modules.get(module.id);
    if (!module || !content) break;
    takeQuiz(content, module.drawCount, module.passMark, random() < 0.5 ? 'attempt' : 'practice');
  }

  const sections = series.modules
    .slice(0, -1)
    .flatMap((module) => module.sections.map((section) => ({ module, section })));
  const notes = Array.from({ length: noteCount }, (_, index): NoteRevision => {
    now += 60_000;
    const place = sections[index % sections.length];
    const text = Array.from(
      { length: 12 + Math.floor(random() * 40) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    ).join(' ');
    return {
      id: id(),
      noteId: id(),
      moduleId: place?.module.id ?? '',
      sectionId: place?.section.id ?? '',
      blockId: place?.section.blockIds[index % place.section.blockIds.length] ?? null,
      quote: '',
      text: index % 3 === 0 ? `${text}. សូមពិនិត្យមើលមាត្រានេះម្តងទៀត` : text,
      createdAt: at(),
      editedAt: at(),
      basedOn: [],
      deleted: false,
    };
  });
  const last = begun.at(-1);
  const position = {
    moduleId: series.modules.at(-2)?.id ?? '',
    sectionId: last?.id ?? '',
    blockId: last?.blockIds[0] ?? '',
    sentence: 'The Council meets at least three times a year.',
    at: at(),
  };
  return {
    learner,
    record,
    notes,
    changes: [
      { id: id(), kind: 'learner', body: JSON.stringify(learner) },
      ...statements.map((statement) => ({
        id: statement.id,
        kind: 'statement' as const,
        body: JSON.stringify(statement),
      })),
      ...notes.map((note) => ({ id: note.id, kind: 'note' as const, body: JSON.stringify(note) })),
      { id: id(), kind: 'position', body: JSON.stringify(position) },
    ],
  };
}
