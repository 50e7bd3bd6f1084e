import { QUESTION_TYPES } from '../../domain/quiz/types';
import { isLongestRight, isShortestRight, keyPlace, singleChoiceSources } from '../rules/key-spread';
import { citedSources, servedObjectives } from '../rules/quiz-entries';
import { BLOOM_LEVELS } from '../types/entry-rules';
import type { ModuleSource, SeriesSource } from '../reading/series-source';

type Options = Parameters<typeof isLongestRight>[0];

/** A column of the table: what it says of a module, and of all together where that isn't the sum of its numbers. */
interface Column {
  readonly heading: string;
  readonly of: (module: ModuleSource, series: SeriesSource) => string | number;
  readonly ofAll?: (series: SeriesSource) => string | number;
}

const COLUMNS: readonly Column[] = [
  { heading: 'module', of: ({ card }) => card.value.id, ofAll: () => 'all' },
  { heading: 'words', of: ({ sections }) => sections.reduce((sum, { words }) => sum + words, 0) },
  { heading: 'prose', of: ({ sections }) => sections.reduce((sum, { proseWords }) => sum + proseWords, 0) },
  { heading: 'sections', of: ({ sections }) => sections.length },
  { heading: 'figures', of: ({ figures }) => figures.length },
  { heading: 'questions', of: ({ questions }) => questions.length },
  {
    heading: `by type (${QUESTION_TYPES.join(' ')})`,
    of: ({ questions }) =>
      QUESTION_TYPES.map((type) => questions.filter(({ value }) => value.type === type).length).join(' '),
  },
  {
    heading: `by level (${BLOOM_LEVELS.join(' ')})`,
    of: ({ questions }) =>
      BLOOM_LEVELS.map((level) => questions.filter(({ value }) => value.bloom === level).length).join(' '),
  },
  { heading: 'sources', of: (module) => citedSources(module).size, ofAll: ({ sources }) => sources.length },
  {
    heading: 'terms',
    of: ({ card }, { terms }) => terms.filter(({ value }) => value.module === card.value.id).length,
    ofAll: ({ terms }) => terms.length,
  },
  { heading: 'longest right', of: (module) => shareOf(module, isLongestRight) },
  { heading: 'shortest right', of: (module) => shareOf(module, isShortestRight) },
  {
    heading: 'keys by place',
    of: (module) => {
      const keys = singleChoiceSources(module).map(({ entry }) => keyPlace(entry.options));
      return [0, 1, 2, 3, 4].map((place) => keys.filter((key) => key === place).length).join(' ');
    },
  },
];

/** The table that the check prints: the counts of each module, and below them the questions by objective. */
export function contentTable(series: SeriesSource): string {
  const columns = COLUMNS.map((column) => laidOut(column, series));
  const [first = []] = columns;
  const rows = first.map((_, row) =>
    columns
      .map((cells) => cells[row] ?? '')
      .join('  ')
      .trimEnd(),
  );
  return [...rows, '', 'Questions by objective', ...series.modules.map(objectiveLine)].join('\n');
}

/** A column's cells, all as wide as the widest. */
function laidOut({ heading, of, ofAll }: Column, series: SeriesSource): readonly string[] {
  const values = series.modules.map((module) => of(module, series));
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) : '';
  const cells = [heading, ...values, ofAll?.(series) ?? sum].map(String);
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padEnd(width));
}

/** In how many of a module's single-choice questions the right option is recognised so. */
function shareOf(module: ModuleSource, isRight: (options: Options) => boolean): string {
  const singles = singleChoiceSources(module);
  const given = singles.filter(({ entry }) => isRight(entry.options)).length;
  return singles.length === 0 ? '-' : `${Math.round((given / singles.length) * 100)} % of ${singles.length}`;
}

function objectiveLine({ card, questions }: ModuleSource): string {
  const counts = card.value.objectives.map(
    ({ id }) => `${id} ${questions.filter(({ value }) => servedObjectives(value).has(id)).length}`,
  );
  return `  ${card.value.id}: ${counts.join(', ')}`;
}
