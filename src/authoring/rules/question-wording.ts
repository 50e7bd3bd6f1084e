import type { Problem } from '../reading/problem';
import { entryRules, type GradedEntry } from '../types';
import type { GradedSource } from '../types/entry-rules';
import { gradedSources } from './quiz-entries';
import { everyModule } from './rule';

/**
 * The screen says right or wrong before the feedback, and shows the key's feedback to those who missed it too. "No. 24"
 * is no verdict.
 */
const VERDICT = /^(?:right|correct|wrong|incorrect|yes|no|true|false)\s*[.,:;!]\s+(?!\d)/iu;

/**
 * Rules `feedback`, `verdict` and `same-text` over every question that is graded by itself, and the rules of its type.
 */
export const questionWording = everyModule((module) =>
  gradedSources(module).flatMap((source) => [
    ...feedbackProblems(source),
    ...sameTexts(source),
    ...(entryRules(source.entry).check?.(source) ?? []),
  ]),
);

function feedbackProblems({ entry, name, file, line }: GradedSource<GradedEntry>): readonly Problem[] {
  return entryRules(entry)
    .feedback(entry)
    .flatMap(({ about, text, path }): readonly Problem[] => {
      const at = { file, line: line(...path) };
      if (text === undefined) return [{ ...at, rule: 'feedback', message: `${name}: ${about} has no feedback.` }];
      const word = VERDICT.exec(text)?.[0].trim();
      if (word === undefined) return [];
      const message = `${name}: the feedback begins with “${word}”. The app says that itself: begin with the reason.`;
      return [{ ...at, rule: 'verdict', message }];
    });
}

/** Two options that read alike can't be told apart. */
function sameTexts({ entry, name, file, line }: GradedSource<GradedEntry>): readonly Problem[] {
  return entryRules(entry)
    .alternatives(entry)
    .flatMap(({ field, texts }) => {
      const repeated = texts.find((text, index) => texts.indexOf(text) !== index);
      if (repeated === undefined) return [];
      return [{ file, line: line(field), rule: 'same-text', message: `${name}: “${repeated}” is here twice.` }];
    });
}
