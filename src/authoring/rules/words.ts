import type { Entry } from '../reading/entries';
import type { Problem } from '../reading/problem';
import type { ModuleSource, SeriesSource } from '../reading/series-source';
import type { YamlPath } from '../reading/yaml-document';
import type { SeriesRule } from './rule';

interface Forbidden {
  readonly pattern: RegExp;
  readonly advice: string;
  /** Whether it is allowed in quotation marks: in a quoted title, or as a word that is discussed. */
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

/** Rule `forbidden-words`: words that the course avoids, in sections and in every field. */
export const forbiddenWords: SeriesRule = (series) =>
  [...proseTexts(series), ...fieldTexts(series)].flatMap(forbiddenIn);

function forbiddenIn({ text, file, lineOf }: WrittenText): readonly Problem[] {
  const unquoted = text.replace(QUOTED, '""');
  return FORBIDDEN.flatMap(({ pattern, advice, quotable }): readonly Problem[] => {
    const found = pattern.exec(quotable ? unquoted : text);
    return found ? [{ file, line: lineOf(), rule: 'forbidden-words', message: `“${found[0]}”: ${advice}` }] : [];
  });
}

/** Rule `plain-text`: fields of YAML files are shown unchanged; the learner would see Markdown or HTML in them. */
export const plainFields: SeriesRule = (series) =>
  fieldTexts(series).flatMap(({ text, file, lineOf }): readonly Problem[] => {
    const found = /\[@|\]\(|\*\*|<\/?[a-z][^>]*>/iu.exec(text);
    if (!found) return [];
    return [
      {
        file,
        line: lineOf(),
        rule: 'plain-text',
        message: `“${found[0]}”: this field is plain text. Leave out Markdown, citations and HTML.`,
      },
    ];
  });

/**
 * Rule `quotation-marks`: authors type straight marks, which are set in type when the text is read. One that stays
 * straight has no partner, or stands where a reader can't tell whether it opens or closes.
 */
export const quotationMarks: SeriesRule = (series) =>
  [...proseTexts(series), ...fieldTexts(series)].flatMap(({ text, file, lineOf, field }): readonly Problem[] => {
    if (field === 'source') return [];
    const at = text.search(/["']/u);
    if (at < 0) return [];
    const message = `“${text.slice(Math.max(0, at - 15), at + 15)}”: this quotation mark has no partner. Close the quotation, or write the curly mark itself.`;
    return [{ file, line: lineOf(), rule: 'quotation-marks', message }];
  });

/** A text that an author wrote, with its place. */
interface WrittenText {
  readonly text: string;
  readonly file: string;
  /** Finds its line, which takes longer than the look at the text: asked for where there is a problem. */
  readonly lineOf: () => number;
  /** Name of the field in a YAML file; undefined for prose. */
  readonly field?: string;
}

/**
 * Every text field of the series' YAML files, except sources (their titles are not the project's words). These are
 * plain text, not Markdown.
 */
function fieldTexts(series: SeriesSource): readonly WrittenText[] {
  return [series.card, ...series.terms, ...series.modules.flatMap(moduleEntries)].flatMap(textsOf);
}

/** The prose of every section, in parts of at most one line of the file. */
function proseTexts(series: SeriesSource): readonly WrittenText[] {
  return series.modules.flatMap((module) =>
    module.sections.flatMap((section) => [
      { text: section.head.value.title, file: section.file, lineOf: () => section.head.line('title') },
      ...section.blocks
        .map((block) => ({ text: block.heading, file: section.file, lineOf: () => block.line }))
        .slice(1),
      ...[...section.prose, ...section.cells, ...section.folds].map((stretch) => ({
        text: stretch.value,
        file: section.file,
        lineOf: () => stretch.line,
      })),
    ]),
  );
}

function moduleEntries(module: ModuleSource): readonly Entry<unknown>[] {
  return [
    module.card,
    ...module.figures.map((figure) => figure.entry),
    ...module.questions,
    ...(module.agreement ? [module.agreement] : []),
    ...(module.jobAid ? [module.jobAid] : []),
  ];
}

function textsOf({ value, file, line }: Entry<unknown>): readonly WrittenText[] {
  const texts: WrittenText[] = [];
  const visit = (part: unknown, path: YamlPath): void => {
    if (typeof part === 'string') {
      const field = path.findLast((step) => typeof step === 'string');
      texts.push({ text: part, file, lineOf: () => line(...path), ...(field === undefined ? {} : { field }) });
    } else if (Array.isArray(part))
      part.forEach((item: unknown, index) => {
        visit(item, [...path, index]);
      });
    else if (typeof part === 'object' && part !== null)
      for (const [key, item] of Object.entries(part)) visit(item, [...path, key]);
  };
  visit(value, []);
  return texts;
}
