import { giftCategory, giftFeedback, giftOption, giftText, giftTitle } from './gift-text';
import type { ModuleContent, ModuleOutline } from '../series/module';
import type { Source } from '../series/citation';
import type {
  CaseStudyQuestion,
  GradedQuestion,
  MatchingQuestion,
  MultipleResponseQuestion,
  OrderingQuestion,
  Question,
  SingleChoiceQuestion,
  TrueFalseQuestion,
} from '../series/question';
import type { Series } from '../series/series';

/** Added to the stem of an ordering, for which GIFT has no type. */
export const PLACES_HINT = 'Give each item its place; 1 is the first.';

/**
 * A module's whole question bank as GIFT text (Moodle's documented format), in a category of its own. The keys and the feedback are inside.
 *
 * - single choice, true/false, matching: their own types; GIFT has no feedback for a pair, so it goes into the general feedback
 * - multiple response: each right option is worth its share, each wrong one as much less
 * - ordering: a matching of items and places, in the order of their texts, since the right order would give the key away
 * - case study: a description with the scenario, then its questions
 * - reflection: an essay
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

function giftQuestion(question: Question, sources: ReadonlyMap<string, Source>): string[] {
  switch (question.type) {
    case 'case':
      return giftCase(question, sources);
    case 'reflection':
      return [`${opening(question, question.stem)} {${general(question, sources)}}`];
    case 'single':
    case 'multiple':
    case 'true-false':
    case 'ordering':
    case 'matching':
      return [giftGraded(question, sources)];
  }
}

function giftCase(question: CaseStudyQuestion, sources: ReadonlyMap<string, Source>): string[] {
  const scenario = [question.stem, question.scenario].filter((text) => text.trim() !== '').join('\n\n');
  return [opening(question, scenario), ...question.parts.map((part) => giftGraded(part, sources))];
}

function giftGraded(question: GradedQuestion, sources: ReadonlyMap<string, Source>): string {
  switch (question.type) {
    case 'single':
      return braced(question, question.stem, singleAnswers(question), general(question, sources));
    case 'multiple':
      return braced(question, question.stem, multipleAnswers(question), general(question, sources));
    case 'true-false':
      return braced(question, question.stem, trueFalseAnswer(question), general(question, sources));
    case 'matching':
      return braced(
        question,
        question.stem,
        pairs(question),
        general(
          question,
          sources,
          question.pairs.map(({ left, feedback }) => [left, feedback] as const),
        ),
      );
    case 'ordering':
      return braced(
        question,
        `${question.stem}\n${PLACES_HINT}`,
        places(question),
        general(
          question,
          sources,
          question.items.map(({ text, feedback }) => [text, feedback] as const),
        ),
      );
  }
}

function singleAnswers({ options }: SingleChoiceQuestion): string[] {
  return options.map(({ text, correct, feedback }) => `${correct ? '=' : '~'}${giftOption(text)}${hinted(feedback)}`);
}

function multipleAnswers({ options }: MultipleResponseQuestion): string[] {
  const share = percent(100 / Math.max(1, options.filter(({ correct }) => correct).length));
  return options.map(
    ({ text, correct, feedback }) => `~%${correct ? '' : '-'}${share}%${giftOption(text)}${hinted(feedback)}`,
  );
}

/** The first feedback is for the wrong answer, the second for the right one. */
function trueFalseAnswer({ options }: TrueFalseQuestion): string[] {
  const right = options.find(({ correct }) => correct);
  const wrong = options.find(({ correct }) => !correct);
  return [
    `${right?.id === 'false' ? 'FALSE' : 'TRUE'}#${giftFeedback(wrong?.feedback ?? '')}#${giftFeedback(right?.feedback ?? '')}`,
  ];
}

function pairs({ pairs: all, extras }: MatchingQuestion): string[] {
  return [
    ...all.map(({ left, right }) => `=${giftOption(left)} -> ${giftText(right)}`),
    ...extras.map(({ right }) => `= -> ${giftText(right)}`),
  ];
}

function places({ items }: OrderingQuestion): string[] {
  return items
    .map(({ text }, index) => ({ text, place: index + 1 }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ text, place }) => `=${giftOption(text)} -> ${place}`);
}

function braced(question: GradedQuestion, stem: string, answers: readonly string[], feedback: string): string {
  return [
    `${opening(question, stem)} {`,
    ...answers.map((answer) => `\t${answer}`),
    ...(feedback === '' ? [] : [`\t${feedback}`]),
    '}',
  ].join('\n');
}

function opening({ id, objectiveId, bloom, stem }: Question, text: string): string {
  const name = id.slice(id.indexOf('/') + 1);
  return `// [id:${line(id)}] [tag:${line(objectiveId)}] [tag:${line(bloom)}]\n::${giftTitle(stem.trim() === '' ? name : `${name}: ${stem}`)}::[plain]${giftText(text)}`;
}

/** Shown whatever was answered: the rationale, what belongs to pairs or items, and the sources. */
function general(
  question: Question,
  sources: ReadonlyMap<string, Source>,
  parts: readonly (readonly [string, string])[] = [],
): string {
  const cited = question.sources.map(({ sourceId, locator }) =>
    [sources.get(sourceId)?.short ?? sourceId, locator].filter((text) => text !== '').join(', '),
  );
  const lines = [
    question.rationale,
    ...parts.filter(([, feedback]) => feedback.trim() !== '').map(([part, feedback]) => `${part}: ${feedback}`),
    ...(cited.length > 0 ? [`Source: ${cited.join('; ')}`] : []),
  ];
  const text = giftFeedback(lines.filter((each) => each.trim() !== '').join('\n'));
  return text === '' ? '' : `####${text}`;
}

function hinted(feedback: string): string {
  const text = giftFeedback(feedback);
  return text === '' ? '' : `#${text}`;
}

/** As Moodle's list of grades writes it: at most five decimals. */
function percent(value: number): string {
  return String(Math.round(value * 100_000) / 100_000);
}

/** Text in a comment: one line, and no bracket that would end an id. */
function line(text: string): string {
  return text.replace(/[\s\p{Cc}\]]+/gu, ' ').trim();
}
