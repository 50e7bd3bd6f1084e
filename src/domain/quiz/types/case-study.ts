import * as v from 'valibot';
import type { Answer, CaseStudyQuestion, GradedQuestion } from '../../series/question';
import { mapSchema } from '../../json/map-schema';
import { gradeOf, type Grade, type QuestionRules } from './question-rules';

type CaseAnswer = Extract<Answer, { kind: 'case' }>;

/** What a case study needs of the rules of its parts' types. */
export interface PartRules {
  readonly schema: v.GenericSchema;
  grade(part: GradedQuestion, answer: Answer | undefined): Grade;
  isAnswered(part: GradedQuestion, answer: Answer | undefined): boolean;
  response(answer: Answer): string | undefined;
}

/**
 * A scenario with several questions; its grade is the mean of theirs. In GIFT it is a description followed by its
 * questions.
 */
export function caseStudyRules(ofParts: PartRules): QuestionRules<CaseStudyQuestion, CaseAnswer> {
  return {
    answer: {
      kind: 'case',
      schema: v.looseObject({ kind: v.literal('case'), parts: mapSchema(ofParts.schema) }),
      response: ({ parts }) =>
        Object.entries(parts)
          .map(([part, each]) => `${part}=${ofParts.response(each) ?? ''}`)
          .join('; '),
    },
    blank: () => ({ kind: 'case', parts: {} }),
    isAnswered: ({ parts }, answer) => parts.every((part) => ofParts.isAnswered(part, answer.parts[part.id])),
    grade: ({ parts }, answer) => {
      const scores = parts.map((part) => ofParts.grade(part, answer.parts[part.id]).score);
      return gradeOf(scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length));
    },
    gift: ({ stem, scenario, parts }) => ({
      stem: [stem, scenario].filter((text) => text.trim() !== '').join('\n\n'),
      parts,
    }),
  };
}
