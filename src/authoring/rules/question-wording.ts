import type { Problem } from '../reading/problem';
import { gradedSources, type GradedSource } from './quiz-entries';
import { everyModule } from './rule';

const OF_THE_ABOVE = /\b(all|none|both|neither|any)\s+of\s+(the\s+)?(above|these answers|these options)\b/iu;

const NEGATIVE_QUESTION =
  /\b(?:[Ww]hich|[Ww]hat|[Ww]ho|[Ww]hom|[Ww]hen|[Ww]here)\b(?:\s+[\w’'-]+){0,6}?\s+(?:is|are|was|were|does|do|did|may|must|can|should|will)\s+(?:[\w’'-]+\s+){0,3}?(not)\b|\b(except)\b|(?<!\b[Aa]t )\b(least)\b/u;

/** The screen says right or wrong before the feedback, and shows the key's feedback to those who missed it too. "No. 24" is no verdict. */
const VERDICT = /^(?:right|correct|wrong|incorrect|yes|no|true|false)\s*[.,:;!]\s+(?!\d)/iu;

/** Rules `of-the-above`, `negative-stem`, `feedback`, `verdict` and `same-text` over every question that is graded by itself. */
export const questionWording = everyModule((module) =>
  gradedSources(module).flatMap((source) => [
    ...optionWording(source),
    ...stemWording(source),
    ...missingFeedback(source),
    ...verdicts(source),
    ...sameTexts(source),
  ]),
);

function optionWording({ entry, name, file, line }: GradedSource): readonly Problem[] {
  if (entry.type !== 'single' && entry.type !== 'multiple') return [];
  return entry.options.flatMap((option, index): readonly Problem[] =>
    OF_THE_ABOVE.test(option.text)
      ? [
          {
            file,
            line: line('options', index),
            rule: 'of-the-above',
            message: `${name}: “${option.text}” is no option: options are shuffled, and it rewards elimination.`,
          },
        ]
      : [],
  );
}

/**
 * Looks at what is asked, the stem's last sentence: a "not" in the facts before it, or in a clause of its own ("a child who could not …"), is no negative
 * question, and neither is "why … not".
 */
function stemWording({ entry, name, file, line }: GradedSource): readonly Problem[] {
  if (entry.type !== 'single' && entry.type !== 'multiple') return [];
  const asked = entry.stem.split(/(?<=[.?!])\s+/u).at(-1) ?? '';
  const negative = NEGATIVE_QUESTION.exec(asked)
    ?.slice(1)
    .find((word) => word !== undefined);
  if (negative === undefined) return [];
  const message = `${name}: a negative question is easily misread. Ask it the other way round, or write ${negative.toUpperCase()} in capitals.`;
  return [{ file, line: line('stem'), rule: 'negative-stem', message }];
}

function missingFeedback({ entry, name, file, line }: GradedSource): readonly Problem[] {
  const missing = (what: string, at: number): Problem => ({
    file,
    line: at,
    rule: 'feedback',
    message: `${name}: ${what} has no feedback.`,
  });
  switch (entry.type) {
    case 'single':
    case 'multiple':
      return entry.options.flatMap((option, index) =>
        option.feedback === undefined ? [missing(`option “${option.id}”`, line('options', index))] : [],
      );
    case 'ordering':
      return entry.items.flatMap((item, index) =>
        item.feedback === undefined ? [missing(`item “${item.id}”`, line('items', index))] : [],
      );
    case 'matching':
      return entry.pairs.flatMap((pair, index) =>
        pair.feedback === undefined ? [missing(`pair “${pair.id}”`, line('pairs', index))] : [],
      );
    case 'true-false':
      return (['true', 'false'] as const).flatMap((side) =>
        entry.feedback[side] === undefined ? [missing(`“${side}”`, line('feedback'))] : [],
      );
  }
}

function verdicts({ entry, name, file, line }: GradedSource): readonly Problem[] {
  const report = (feedback: string | undefined, at: number): readonly Problem[] => {
    const word = feedback === undefined ? undefined : VERDICT.exec(feedback)?.[0].trim();
    return word === undefined
      ? []
      : [
          {
            file,
            line: at,
            rule: 'verdict',
            message: `${name}: the feedback begins with “${word}”. The app says that itself: begin with the reason.`,
          },
        ];
  };
  switch (entry.type) {
    case 'single':
    case 'multiple':
      return entry.options.flatMap(({ feedback }, index) => report(feedback, line('options', index)));
    case 'ordering':
      return entry.items.flatMap(({ feedback }, index) => report(feedback, line('items', index)));
    case 'matching':
      return entry.pairs.flatMap(({ feedback }, index) => report(feedback, line('pairs', index)));
    case 'true-false':
      return (['true', 'false'] as const).flatMap((side) => report(entry.feedback[side], line('feedback')));
  }
}

/** Two options that read alike can't be told apart. */
function sameTexts({ entry, name, file, line }: GradedSource): readonly Problem[] {
  const report = (texts: readonly string[], field: string): readonly Problem[] => {
    const repeated = texts.find((text, index) => texts.indexOf(text) !== index);
    return repeated === undefined
      ? []
      : [{ file, line: line(field), rule: 'same-text', message: `${name}: “${repeated}” stands here twice.` }];
  };
  switch (entry.type) {
    case 'single':
    case 'multiple':
      return report(
        entry.options.map((option) => option.text),
        'options',
      );
    case 'ordering':
      return report(
        entry.items.map((item) => item.text),
        'items',
      );
    case 'matching':
      return [
        ...report(
          entry.pairs.map((pair) => pair.left),
          'pairs',
        ),
        ...report(
          [...entry.pairs, ...entry.extras].map((side) => side.right),
          'pairs',
        ),
      ];
    case 'true-false':
      return [];
  }
}
