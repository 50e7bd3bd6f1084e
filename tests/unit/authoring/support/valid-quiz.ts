import { OBJECTIVES, type QuestionInput } from './valid-series';

type Type = QuestionInput['type'];

/**
 * A question of the given type that breaks no rule; `place` is where the right option of a single-choice question
 * stands, and varies how many are right and what is true.
 */
export function question<TType extends Type>(
  type: TType,
  id: string,
  place = 0,
  objective: string = OBJECTIVES[0],
  section = 'section-one',
): Extract<QuestionInput, { type: TType }> {
  const placed = {
    id,
    objective,
    section,
    bloom: 'apply' as const,
    rationale: 'Why this is so.',
    source: '@crc art. 37',
  };
  const made: Record<Type, QuestionInput> = {
    single: {
      ...placed,
      type: 'single',
      stem: 'Which duty is meant?',
      options: options(4, (index) => index === place),
    },
    multiple: {
      ...placed,
      type: 'multiple',
      stem: 'Which duties are meant?',
      options: options(6, (index) => index < 2 + (place % 3)),
    },
    'true-false': {
      ...placed,
      type: 'true-false',
      stem: 'The duty is meant.',
      answer: place % 2 === 1,
      feedback: { true: 'It is.', false: 'It is.' },
    },
    ordering: {
      ...placed,
      type: 'ordering',
      stem: 'Put the steps in order.',
      items: ['a', 'b', 'c'].map((item) => ({ id: item, text: `Step ${item}`, feedback: 'It stands here.' })),
    },
    matching: {
      ...placed,
      type: 'matching',
      stem: 'Match them.',
      pairs: ['a', 'b', 'c'].map((pair, index) => ({
        id: pair,
        left: `Left ${pair}`,
        right: 1980 + index,
        feedback: 'They belong together.',
      })),
      extras: [{ id: 'x', right: 1999, feedback: 'It fits nowhere.' }],
    },
    case: {
      ...placed,
      type: 'case',
      stem: 'A boy of fifteen',
      scenario: 'A boy of fifteen is stopped.\n\nThe police call his mother.',
      parts: [0, 1, 2].map((part) => ({
        type: 'single',
        id: `p${part + 1}`,
        stem: 'Which step comes now?',
        options: options(4, (index) => index === part),
        rationale: 'Why this is so.',
      })),
    },
    reflection: { ...placed, source: '@report p. 2', type: 'reflection', stem: 'What would change in your work?' },
  };
  return made[type] as Extract<QuestionInput, { type: TType }>;
}

function options(
  count: number,
  isRight: (index: number) => boolean,
): { id: string; text: string; correct?: boolean; feedback: string }[] {
  return Array.from({ length: count }, (_item, index) => ({
    id: 'abcdef'.charAt(index),
    text: `Answer ${'abcdef'.charAt(index)}`,
    ...(isRight(index) ? { correct: true } : {}),
    feedback: 'Why this is so.',
  }));
}

const TYPES: readonly Type[] = [
  ...Array.from({ length: 10 }, () => 'single' as const),
  ...Array.from({ length: 5 }, () => 'multiple' as const),
  ...Array.from({ length: 4 }, () => 'true-false' as const),
  'reflection',
  'case',
  'ordering',
  'matching',
  'reflection',
  'single',
];

/** Twenty-five questions, five for each objective, over every type. */
export function validQuiz(sectionIds: readonly string[]): QuestionInput[] {
  return TYPES.map((type, index) =>
    question(
      type,
      `q${String(index + 1).padStart(2, '0')}`,
      index % 4,
      OBJECTIVES[index % OBJECTIVES.length] ?? OBJECTIVES[0],
      sectionIds[index % sectionIds.length] ?? 'section-one',
    ),
  );
}

/** A single-choice question as input. */
export type SingleInput = Extract<QuestionInput, { type: 'single' }>;

/** The single-choice questions of a bank, parts of cases included. */
export function singles(quiz: readonly QuestionInput[]): SingleInput[] {
  return quiz.flatMap((entry): SingleInput[] => {
    if (entry.type === 'single') return [entry];
    return entry.type === 'case' ? (entry.parts as SingleInput[]) : [];
  });
}
