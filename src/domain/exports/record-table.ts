import type { CsvCell } from './csv';
import { completionKey, sectionReadAt, type LearningRecord } from '../record/learning-record';
import { moduleProgress } from '../record/progress';
import type { Attempt } from '../quiz/attempt';
import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';

/**
 * Columns of the record as a table. One table with one kind of row after another, so that it can be filtered in a
 * spreadsheet:
 * - `series`, `sequence`: when it was completed
 * - `module`: the learner's progress, best score, number of counted attempts, hours of study material as the content
 *   states it
 * - `section`: when it was first read
 * - `attempt`, `practice`: each quiz, when it was begun and ended, and its score
 * - `day`: hours in which sections were open and questions answered
 */
export const RECORD_COLUMNS = [
  'Row',
  'Module',
  'Title',
  'State',
  'Started',
  'Date',
  'Score (%)',
  'Attempts',
  'Hours',
] as const;

/** Hours to the hundredth. */
function hours(seconds: number): number {
  return Math.round(seconds / 36) / 100;
}

/** Score in per cent, to the hundredth and never rounded up. */
function percent(score: number): number {
  return Math.floor(score * 10_000 + 1e-6) / 100;
}

/**
 * The record as rows below `RECORD_COLUMNS`.
 *
 * @param dayOf calendar day of an instant where the learner is, `YYYY-MM-DD`
 */
export function recordRows(
  series: Series,
  record: LearningRecord,
  attempts: readonly Attempt[],
  dayOf: (instant: string) => string,
): CsvCell[][] {
  const day = (instant: string | null | undefined): string | null => (instant ? dayOf(instant) : null);
  const completed = (kind: 'series' | 'sequence', id: string, title: string): CsvCell[] => {
    const at = record.completions[completionKey(kind, id)];
    return [kind, null, title, at ? 'complete' : 'open', null, day(at), null, null, null];
  };
  return [
    completed('series', series.id, series.title),
    ...series.sequences.map(({ id, title }) => completed('sequence', id, title)),
    ...series.modules.flatMap((module): CsvCell[][] => {
      const { state, completedAt, bestScore, attempts: count } = moduleProgress(module, record);
      return [
        [
          'module',
          module.number,
          module.title,
          state,
          null,
          day(completedAt),
          bestScore === null ? null : percent(bestScore),
          count,
          hours(module.minutes * 60),
        ],
        ...module.sections.map(({ id, title }): CsvCell[] => {
          const read = sectionReadAt(record, id);
          return ['section', module.number, title, read ? 'read' : 'open', null, day(read), null, null, null];
        }),
        ...attempts
          .filter(({ moduleId }) => moduleId === module.id)
          .map((attempt) => attemptRow(attempt, module.number, module.title, day)),
      ];
    }),
    ...Object.entries(record.secondsByDay)
      .sort(([a], [b]) => compareText(a, b))
      .map(([date, seconds]): CsvCell[] => [
        'day',
        null,
        'Time in the app',
        null,
        null,
        date,
        null,
        null,
        hours(seconds),
      ]),
  ];
}

function attemptRow(
  { mode, startedAt, outcome }: Attempt,
  number: number,
  title: string,
  day: (instant: string | undefined) => string | null,
): CsvCell[] {
  const state = outcome === null ? 'open' : mode === 'practice' ? 'ended' : outcome.passed ? 'passed' : 'not passed';
  return [
    mode,
    number,
    title,
    state,
    day(startedAt),
    day(outcome?.at),
    typeof outcome?.score === 'number' ? percent(outcome.score) : null,
    null,
    null,
  ];
}
