import { parseCitations } from '../markdown/citations';
import { QUESTION_TYPES } from '../../domain/quiz/types';
import { isLongestRight, isShortestRight, keyPlace, singleChoiceSources } from '../rules/key-spread';
import { servedObjectives } from '../rules/quiz-entries';
import { BLOOM_LEVELS } from '../types/entry-rules';
import type { ModuleSource, SeriesSource } from '../reading/series-source';

const HEADINGS = [
  'module',
  'words',
  'prose',
  'sections',
  'figures',
  'questions',
  `by type (${QUESTION_TYPES.join(' ')})`,
  `by level (${BLOOM_LEVELS.join(' ')})`,
  'sources',
  'terms',
  'longest right',
  'shortest right',
  'keys by place',
];

/** The table that the check prints: the counts of each module, and below them the questions by objective. */
export function contentTable(series: SeriesSource): string {
  const rows = series.modules.map((module) => moduleRow(module, series));
  const sum = (pick: (module: ModuleSource) => number): string =>
    String(series.modules.reduce((total, module) => total + pick(module), 0));
  const total = [
    'all',
    sum(({ sections }) => sections.reduce((words, section) => words + section.words, 0)),
    sum(({ sections }) => sections.reduce((words, section) => words + section.proseWords, 0)),
    sum(({ sections }) => sections.length),
    sum(({ figures }) => figures.length),
    sum(({ questions }) => questions.length),
    '',
    '',
    String(series.sources.length),
    String(series.terms.length),
    '',
    '',
    '',
  ];
  return [
    layOut([HEADINGS, ...rows, total]),
    '',
    'Questions by objective',
    ...series.modules.flatMap(objectiveLines),
  ].join('\n');
}

function moduleRow(module: ModuleSource, series: SeriesSource): readonly string[] {
  const { card, sections, figures, questions } = module;
  const singles = singleChoiceSources(module).map(({ entry }) => entry);
  const share = (isRight: (options: (typeof singles)[number]['options']) => boolean): string => {
    const given = singles.filter((entry) => isRight(entry.options)).length;
    return singles.length === 0 ? '-' : `${Math.round((given / singles.length) * 100)} % of ${singles.length}`;
  };
  const places = [0, 1, 2, 3, 4].map((place) => singles.filter((entry) => keyPlace(entry.options) === place).length);
  const cited = sections.flatMap((section) => section.citations.map((citation) => citation.value.sourceId));
  const asked = questions
    .flatMap(({ value }) => parseCitations(value.source) ?? [])
    .map((citation) => citation.sourceId);
  return [
    card.value.id,
    String(sections.reduce((sum, section) => sum + section.words, 0)),
    String(sections.reduce((sum, section) => sum + section.proseWords, 0)),
    String(sections.length),
    String(figures.length),
    String(questions.length),
    QUESTION_TYPES.map((type) => questions.filter(({ value }) => value.type === type).length).join(' '),
    BLOOM_LEVELS.map((level) => questions.filter(({ value }) => value.bloom === level).length).join(' '),
    String(new Set([...cited, ...asked]).size),
    String(series.terms.filter(({ value }) => value.module === card.value.id).length),
    share(isLongestRight),
    share(isShortestRight),
    places.join(' '),
  ];
}

function objectiveLines({ card, questions }: ModuleSource): readonly string[] {
  const counts = card.value.objectives.map(
    ({ id }) => `${id} ${questions.filter(({ value }) => servedObjectives(value).has(id)).length}`,
  );
  return [`  ${card.value.id}: ${counts.join(', ')}`];
}

function layOut(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
