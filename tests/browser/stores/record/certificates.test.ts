import { expect, it } from 'vitest';
import { useCertificates } from '../../../../src/renderer/src/stores/record/certificates';
import { bankOf, revised, series, singleChoice } from '../../../support/builders/series-builders';
import { read } from '../../../support/builders/statement-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';

const QUESTIONS = Array.from({ length: 8 }, (_, index) => revised(singleChoice(`a/q${index}`)));
const CONTENT = bankOf(...QUESTIONS);

/** Begins a quiz and answers all of it; returns the number of its questions. */
async function answerQuiz({ quiz }: AppWindow): Promise<number> {
  await quiz.begin(CONTENT, 'attempt');
  const { questionIds = [] } = quiz.attempt ?? {};
  for (const id of questionIds) await quiz.answer(id, { kind: 'choice', optionIds: ['a'] }, 'sure', 3);
  return questionIds.length;
}

it('a certificate is signed with the answers of submitted quizzes alone', async () => {
  const window = openWindow();
  const certificates = useCertificates();
  await window.create();
  await window.record.append((series().modules[0]?.sections ?? []).map(({ id }) => read(id)));
  const submitted = await answerQuiz(window);
  await window.quiz.submit(new Map(QUESTIONS.map((question) => [question.id, question])));
  await answerQuiz(window);
  await certificates.issue({ kind: 'module', objectId: 'a' });
  const asked = window.host.asked.filter(({ name }) => name === 'certificate.issue');
  expect(asked.map(({ input }) => input)).toMatchObject([{ evidence: { questionsAnswered: submitted, attempts: 1 } }]);
});
