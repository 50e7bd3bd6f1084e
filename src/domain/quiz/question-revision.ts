import type { Question } from '../series/question';
import { fnv1a } from './seeded-random';
import { compareText } from '../text/compare-text';

/** Fields that explain a question or say where it belongs: another rationale doesn't make another question. */
const EXPLAINING: ReadonlySet<string> = new Set([
  'objectiveId',
  'sectionId',
  'bloom',
  'rationale',
  'sources',
  'feedback',
]);

/**
 * A short mark of what a question asks and of its key, in the language in which the course is written. What was
 * remembered of a question of another revision says nothing about this one, so its schedule starts anew. Letters and
 * digits count; spaces, punctuation and case don't, so that curly quotation marks or a comma change nothing.
 *
 * @returns 32 bits (FNV-1a) as hexadecimal
 */
export function questionRevision(question: Question): string {
  const asked = JSON.stringify(question, (key, value: unknown) => {
    if (EXPLAINING.has(key)) return undefined;
    if (typeof value === 'string')
      return value
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    // The order of the fields is the compiler's, not the author's.
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
  });
  return fnv1a(asked);
}
