import * as v from 'valibot';
import type { ReflectionQuestion, TextAnswer } from '../../series/question';
import { isSealedText, MAXIMUM_NOTE_LENGTH } from '../../notes/note';
import type { QuestionRules } from './question-rules';

/**
 * A prompt that is never graded. What is written to it now is a note (decision 012); answers of this kind stand in older records, and what the learner wrote
 * there leaves the app in no export for others.
 */
export const reflection: QuestionRules<ReflectionQuestion, TextAnswer> = {
  answer: {
    kind: 'text',
    schema: v.looseObject({
      kind: v.literal('text'),
      text: v.pipe(v.string(), v.maxLength(MAXIMUM_NOTE_LENGTH)),
      // Words that a PIN which was given up has sealed travel as they are.
      sealed: v.optional(v.custom<string>(isSealedText)),
    }),
    response: () => undefined,
  },
  blank: () => ({ kind: 'text', text: '' }),
  isAnswered: (_question, { text }) => text.trim() !== '',
  gift: ({ stem }) => ({ stem, answers: [] }),
};
