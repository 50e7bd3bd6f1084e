import { expect, test } from 'vitest';
import { attemptOverview } from '../../../../src/domain/quiz/attempt-overview';
import type { ScoredQuestion } from '../../../../src/domain/series/question';
import { multipleResponse, singleChoice } from '../../../support/builders/series-builders';
import { statements, type Deed } from '../../../support/builders/statement-builders';
import { replayAttempts } from '../../../support/builders/replays';

const bank = new Map<string, ScoredQuestion>(
  [
    { ...singleChoice('a/one'), objectiveId: 'a/know', sectionId: 'a/first' },
    { ...multipleResponse('a/two'), objectiveId: 'a/apply', sectionId: 'a/second' },
    { ...singleChoice('a/three'), objectiveId: 'a/know', sectionId: 'a/second' },
  ].map((question) => [question.id, question]),
);
const rightOf = (id: string): readonly string[] => {
  const question = bank.get(id);
  return question && 'options' in question
    ? question.options.filter(({ correct }) => correct).map((each) => each.id)
    : [];
};

function ended(mode: 'attempt' | 'practice', questionIds: readonly string[], given: Record<string, readonly string[]>) {
  const answers = Object.entries(given).map(([questionId, optionIds]): Deed => ({
    verb: 'answered',
    attemptId: 'x',
    questionId,
    answer: { kind: 'choice', optionIds },
    confidence: 'sure',
    seconds: 5,
  }));
  const end: Deed =
    mode === 'practice'
      ? { verb: 'terminated', attemptId: 'x' }
      : {
          verb: 'failed',
          attemptId: 'x',
          moduleId: 'a',
          score: 0.5,
          passMark: 0.8,
          points: { 'a/one': 1, 'a/two': 0.5, 'a/three': 0 },
        };
  const attempt = replayAttempts(
    statements({ verb: 'initialized', attemptId: 'x', moduleId: 'a', mode, seed: 1, questionIds }, ...answers, end),
  ).get('x');
  if (!attempt) throw new Error('There is no attempt.');
  return attempt;
}

const ALL = ['a/one', 'a/two', 'a/three'];

test('an attempt is counted as it was graded, by objective, with the sections of what was missed', () => {
  expect(attemptOverview(ended('attempt', ALL, {}), bank)).toEqual({
    total: 3,
    right: 1,
    partly: 1,
    wrong: 1,
    missedIds: ['a/two', 'a/three'],
    objectives: [
      { objectiveId: 'a/know', right: 1, total: 2, sectionIds: ['a/second'] },
      { objectiveId: 'a/apply', right: 0, total: 1, sectionIds: ['a/second'] },
    ],
  });
});

test('a practice is graded by its answers, and an unanswered question is not right', () => {
  const practice = ended('practice', ALL, { 'a/one': rightOf('a/one'), 'a/two': rightOf('a/two') });
  expect(attemptOverview(practice, bank)).toMatchObject({ total: 3, right: 2, wrong: 1, missedIds: ['a/three'] });
});

test('a question that left the bank does not count', () => {
  const practice = ended('practice', ['a/one', 'a/gone'], { 'a/one': rightOf('a/one') });
  expect(attemptOverview(practice, bank)).toMatchObject({ total: 1, right: 1, missedIds: [] });
});
