import type { Problem } from '../reading/problem';
import { fieldTexts, proseTexts, type WrittenText } from './written-texts';
import type { SeriesRule } from './rule';

interface Forbidden {
  readonly pattern: RegExp;
  readonly advice: string;
  /** Whether it may stand in quotation marks: a quoted title, or the word itself spoken of. */
  readonly quotable: boolean;
}

const FORBIDDEN: readonly Forbidden[] = [
  {
    pattern: /\bjuvenile (delinquent|offender)s?\b/iu,
    advice: 'Write “child in conflict with the law” (general comment No. 24 on stigmatising language).',
    quotable: true,
  },
  { pattern: /\bplease\b/iu, advice: 'State what is to be done, without “please”.', quotable: true },
  { pattern: /!/u, advice: 'No exclamation marks.', quotable: true },
  { pattern: /\bTO WRITE\b/u, advice: 'Here the text is still to be written.', quotable: false },
  { pattern: /\b(lorem|ipsum)\b/iu, advice: 'This is filler text.', quotable: false },
  { pattern: /(?![\u00A9\u00AE\u2122\u2194-\u21AA])\p{Extended_Pictographic}/u, advice: 'No emoji.', quotable: false },
];

const QUOTED = /"[^"]*"|“[^”]*”|‘[^’]*’/gu;

/** Rule `forbidden-words`: words that the course doesn't use, in sections and in every field. */
export const forbiddenWords: SeriesRule = (series) =>
  [...proseTexts(series), ...fieldTexts(series)].flatMap(forbiddenIn);

function forbiddenIn({ text, file, line }: WrittenText): readonly Problem[] {
  const unquoted = text.replace(QUOTED, '""');
  return FORBIDDEN.flatMap(({ pattern, advice, quotable }): readonly Problem[] => {
    const found = pattern.exec(quotable ? unquoted : text);
    return found ? [{ file, line, rule: 'forbidden-words', message: `“${found[0]}”: ${advice}` }] : [];
  });
}

/** Rule `plain-text`: fields of YAML files are shown as they are; Markdown or HTML in them would be seen by the learner. */
export const plainFields: SeriesRule = (series) =>
  fieldTexts(series).flatMap(({ text, file, line }): readonly Problem[] => {
    const found = /\[@|\]\(|\*\*|<\/?[a-z][^>]*>/iu.exec(text);
    if (!found) return [];
    return [
      {
        file,
        line,
        rule: 'plain-text',
        message: `“${found[0]}”: this field is plain text. Leave out Markdown, citations and HTML.`,
      },
    ];
  });
