import { giftCategory, giftFeedback, giftText, giftTitle } from '../text/gift-text';
import { giftBody } from '../quiz/types';
import type { ModuleContent, ModuleOutline } from '../series/module';
import { citationInWords, type Source } from '../series/citation';
import type { Question } from '../series/question';
import type { Series } from '../series/series';

/**
 * A module's whole question bank as GIFT text (Moodle's documented format), in a category of its own. The keys and the
 * feedback are inside. Each type writes its own part (`domain/quiz/types`).
 */
export function giftModule(series: Series, module: ModuleOutline, content: ModuleContent): string {
  const sources = new Map(content.sources.map((source) => [source.id, source]));
  const heading = [
    `// ${line(series.title)}, module ${module.number}: ${line(module.title)}`,
    '// Question bank in GIFT format, with keys and feedback: for trainers. Orderings are matchings of items and places here.',
    `$CATEGORY: ${giftCategory(series.title, `Module ${module.number} - ${module.title}`)}`,
  ].join('\n');
  return `${[heading, ...content.questions.flatMap((question) => giftQuestion(question, sources))].join('\n\n')}\n\n`;
}

function giftQuestion(question: Question, sources: ReadonlyMap<string, Source>): readonly string[] {
  const { stem, answers, remarks = [], parts = [] } = giftBody(question);
  const braces = answers ? ` {${inBraces(answers, general(question, sources, remarks))}}` : '';
  return [`${opening(question, stem)}${braces}`, ...parts.flatMap((part) => giftQuestion(part, sources))];
}

function inBraces(answers: readonly string[], feedback: string): string {
  if (answers.length === 0) return feedback;
  return `\n${[...answers, feedback]
    .filter((each) => each !== '')
    .map((each) => `\t${each}\n`)
    .join('')}`;
}

function opening({ id, objectiveId, bloom, stem }: Question, text: string): string {
  const name = id.slice(id.indexOf('/') + 1);
  return `// [id:${id}] [tag:${objectiveId}] [tag:${bloom}]\n::${giftTitle(stem.trim() === '' ? name : `${name}: ${stem}`)}::[plain]${giftText(text)}`;
}

/** Shown after every answer: the rationale, what belongs to pairs or items, and the sources. */
function general(
  question: Question,
  sources: ReadonlyMap<string, Source>,
  remarks: readonly (readonly [string, string])[],
): string {
  const cited = question.sources.map(({ sourceId, locator }) =>
    citationInWords(sources.get(sourceId)?.short ?? sourceId, locator),
  );
  const lines = [
    question.rationale,
    ...remarks.map(([about, feedback]) => `${about}: ${feedback}`),
    ...(cited.length > 0 ? [`Source: ${cited.join('; ')}`] : []),
  ];
  const text = giftFeedback(lines.join('\n'));
  return text === '' ? '' : `####${text}`;
}

/** Text in a comment: one line. */
function line(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
