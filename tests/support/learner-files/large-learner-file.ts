import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { LearnerFileWriter } from '../../../src/domain/learner-file/writing';
import { FIRST_MINUTE, identifier, learner, note, statement, type Deed } from '../builders/statement-builders';

/** What a large file holds. */
export interface LargeFile {
  readonly statements: number;
  readonly notes: number;
  readonly bytes: number;
}

/** Answers in one attempt. */
const ANSWERS = 10;
const SENTENCE =
  'The child was heard, with the social worker present; diversion was offered and accepted by both. កុមារត្រូវបានស្តាប់។ ';

/**
 * Writes a valid learner file of about so many bytes: quizzes with their answers, readings, and long notes, two
 * revisions each. What somebody does in a hundred years, whole in every rule that an import checks.
 */
export async function writeLargeLearnerFile(path: string, bytes: number, latinName = 'Sok Dara'): Promise<LargeFile> {
  const rounds = Math.ceil(bytes / ROUND_BYTES);
  const counts = { learner: 1, position: 0, statement: rounds * (ANSWERS + 4), note: rounds * 2 };
  const writer = new LearnerFileWriter();
  const file = createWriteStream(path);
  let written = 0;
  const put = async (text: string): Promise<void> => {
    written += Buffer.byteLength(text);
    if (!file.write(text)) await once(file, 'drain');
  };
  const owner = learner({ id: identifier(1), latinName });
  await put(writer.header({ learnerId: owner.id, createdAt: '2026-11-20T12:00:00.000Z', counts }));
  await put(writer.change({ kind: 'learner', body: owner }));
  let number = 10;
  for (let round = 0; round < rounds; round += 1) {
    const attemptId = `attempt-${round}`;
    const deeds: Deed[] = [
      { verb: 'experienced', sectionId: `social-norms/section-${round % 50}`, seconds: 60 },
      {
        verb: 'initialized',
        attemptId,
        moduleId: 'social-norms',
        mode: 'attempt',
        seed: round,
        questionIds: Array.from({ length: ANSWERS }, (_, index) => `social-norms/q${index}`),
      },
      ...Array.from({ length: ANSWERS }, (_, index): Deed => ({
        verb: 'answered',
        attemptId,
        questionId: `social-norms/q${index}`,
        answer: { kind: 'choice', optionIds: ['a', 'b'] },
        confidence: 'sure',
        seconds: 20,
      })),
      {
        verb: 'failed',
        attemptId,
        moduleId: 'social-norms',
        score: 0.5,
        passMark: 0.8,
        points: Object.fromEntries(Array.from({ length: ANSWERS }, (_, index) => [`social-norms/q${index}`, 0.5])),
      },
      { verb: 'experienced', sectionId: `diversion/section-${round % 50}`, seconds: 90 },
    ];
    let text = '';
    for (const deed of deeds) text += writer.change({ kind: 'statement', body: statement(deed, round, (number += 1)) });
    const noteId = identifier((number += 1), FIRST_MINUTE + round * 60_000);
    for (const [index, editedAt] of ['2026-11-20T01:00:00.000Z', '2026-11-21T01:00:00.000Z'].entries()) {
      text += writer.change({
        kind: 'note',
        body: note({
          id: identifier((number += 1), FIRST_MINUTE + round * 60_000),
          noteId,
          moduleId: 'social-norms',
          sectionId: `social-norms/section-${round % 50}`,
          text: SENTENCE.repeat(8 + index),
          editedAt,
        }),
      });
    }
    await put(text);
  }
  await put(writer.seal());
  file.end();
  await once(file, 'close');
  return { statements: counts.statement, notes: counts.note, bytes: written };
}

/** Bytes of one round: an attempt with its answers, two readings, two states of a note. */
const ROUND_BYTES = 7_560;
