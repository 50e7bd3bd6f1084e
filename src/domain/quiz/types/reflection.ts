import * as v from 'valibot';
import type { ReflectionQuestion, TextAnswer } from '../../series/question';
import { MAXIMUM_NOTE_LENGTH } from '../../notes/note';
import type { QuestionRules } from './question-rules';

/**
 * A prompt that is never graded. The learner's text is a note (decision 012). An answer of this kind in a record is
 * left out of every export for others.
 */
export const reflection: QuestionRules<ReflectionQuestion, TextAnswer> = {
  answer: {
    kind: 'text',
    schema: v.looseObject({
      kind: v.literal('text'),
      text: v.pipe(v.string(), v.maxLength(MAXIMUM_NOTE_LENGTH)),
    }),
    response: () => undefined,
  },
  blank: () => ({ kind: 'text', text: '' }),
  isAnswered: (_question, { text }) => text.trim() !== '',
  gift: ({ stem }) => ({ stem, answers: [] }),
};
