import type { Answer, GradedQuestion, Question } from '../../src/domain/series/question';
import { shuffled, type RandomSource } from '../../src/domain/quiz/seeded-random';

/**
 * An answer as a learner gives it: right three times in four, else something of the right kind. Reflections get a
 * sentence.
 */
export function studyAnswer(question: Question, random: RandomSource): Answer {
  if (question.type === 'reflection')
    return { kind: 'text', text: 'In our province the police call first; the list of services is not known to them.' };
  if (question.type === 'case')
    return {
      kind: 'case',
      parts: Object.fromEntries(question.parts.map((part) => [part.id, partAnswer(part, random)])),
    };
  return partAnswer(question, random);
}

function partAnswer(question: GradedQuestion, random: RandomSource): Answer {
  const right = random() < 0.75;
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return {
        kind: 'choice',
        optionIds: question.options
          .filter(({ correct }) => correct === right)
          .slice(0, question.type === 'multiple' ? undefined : 1)
          .map(({ id }) => id),
      };
    case 'ordering': {
      const itemIds = question.items.map(({ id }) => id);
      return { kind: 'order', itemIds: right ? itemIds : shuffled(itemIds, random) };
    }
    case 'matching': {
      const pairIds = question.pairs.map(({ id }) => id);
      const chosen = right ? pairIds : shuffled(pairIds, random);
      return { kind: 'matches', matches: Object.fromEntries(pairIds.map((id, index) => [id, chosen[index] ?? id])) };
    }
  }
}
