import * as v from 'valibot';
import type {
  Answer,
  MultipleResponseQuestion,
  Option,
  SingleChoiceQuestion,
  TrueFalseQuestion,
} from '../../series/question';
import { giftFeedback, giftHint, giftOption } from '../../text/gift-text';
import { seededRandom, seedFor, shuffled } from '../seeded-random';
import { gradeOf, idListSchema, NO_POINTS, type AnswerRules, type Grade, type GradedRules } from './question-rules';

type ChoiceAnswer = Extract<Answer, { kind: 'choice' }>;
type ChoiceQuestion = SingleChoiceQuestion | MultipleResponseQuestion | TrueFalseQuestion;

const answer: AnswerRules<ChoiceAnswer> = {
  kind: 'choice',
  schema: v.looseObject({ kind: v.literal('choice'), optionIds: idListSchema }),
  response: ({ optionIds }) => optionIds.join('[,]'),
};

const shared = {
  answer,
  blank: (): ChoiceAnswer => ({ kind: 'choice', optionIds: [] }),
  isAnswered: (_question: ChoiceQuestion, { optionIds }: ChoiceAnswer) => optionIds.length > 0,
};

/** All or nothing. */
function gradeOne({ options }: ChoiceQuestion, { optionIds }: ChoiceAnswer): Grade {
  if (optionIds.length !== 1) return NO_POINTS;
  return options.find(({ id }) => id === optionIds[0])?.correct ? { score: 1, correct: true } : NO_POINTS;
}

/** (right chosen - wrong chosen) / right ones, not below 0: each right option raises it, choosing all gains nothing. */
function gradeSeveral({ options }: ChoiceQuestion, { optionIds }: ChoiceAnswer): Grade {
  const chosen = new Set(optionIds);
  const right = options.filter(({ correct }) => correct);
  const rightChosen = right.filter(({ id }) => chosen.has(id)).length;
  const wrongChosen = options.filter(({ id, correct }) => !correct && chosen.has(id)).length;
  return gradeOf(Math.max(0, (rightChosen - wrongChosen) / Math.max(1, right.length)));
}

function shuffledOptions({ id, options }: ChoiceQuestion, seed: number): string[] {
  return shuffled(
    options.map((option) => option.id),
    seededRandom(seedFor(seed, id)),
  );
}

/** Exactly one option is right. */
export const single: GradedRules<SingleChoiceQuestion, ChoiceAnswer> = {
  ...shared,
  grade: gradeOne,
  displayOrder: shuffledOptions,
  gift: ({ stem, options }) => ({
    stem,
    answers: options.map((option) => giftLine(option.correct ? '=' : '~', option)),
  }),
};

/** Several options may be right. In GIFT each right one is worth its share, each wrong one as much less. */
export const multiple: GradedRules<MultipleResponseQuestion, ChoiceAnswer> = {
  ...shared,
  grade: gradeSeveral,
  displayOrder: shuffledOptions,
  gift: ({ stem, options }) => {
    const share = percent(100 / Math.max(1, options.filter(({ correct }) => correct).length));
    return { stem, answers: options.map((option) => giftLine(`~%${option.correct ? '' : '-'}${share}%`, option)) };
  },
};

/** A statement to be judged. GIFT wants the feedback for the wrong answer first, then the one for the right answer. */
export const trueFalse: GradedRules<TrueFalseQuestion, ChoiceAnswer> = {
  ...shared,
  grade: gradeOne,
  displayOrder: ({ options }) => options.map(({ id }) => id),
  gift: ({ stem, options }) => {
    const right = options.find(({ correct }) => correct);
    const wrong = options.find(({ correct }) => !correct);
    const feedback = [wrong, right].map((option) => `#${giftFeedback(option?.feedback ?? '')}`).join('');
    return { stem, answers: [`${right?.id === 'false' ? 'FALSE' : 'TRUE'}${feedback}`] };
  },
};

function giftLine(mark: string, { text, feedback }: Option): string {
  return `${mark}${giftOption(text)}${giftHint(feedback)}`;
}

/** As Moodle's list of grades writes it: at most five decimals. */
function percent(value: number): string {
  return String(Math.round(value * 100_000) / 100_000);
}
