import type { CsvCell } from './csv';
import { completionKey, sectionReadAt, type LearningRecord } from '../record/learning-record';
import { moduleProgress } from '../record/progress';
import type { Attempt } from '../quiz/attempt';
import type { ModuleOutline } from '../series/module';
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

/** Score in per cent, to the hundredth and never rounded up; null where there is none. */
function percent(score: number | null): number | null {
  return score === null ? null : Math.floor(score * 10_000 + 1e-6) / 100;
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
    return row({ Row: kind, Title: title, State: at ? 'complete' : 'open', Date: day(at) });
  };
  const ofModule = (module: ModuleOutline): CsvCell[][] => {
    const { state, completedAt, bestScore, attempts: count } = moduleProgress(module, record);
    const place = { Module: module.number, Title: module.title };
    return [
      row({
        Row: 'module',
        ...place,
        State: state,
        Date: day(completedAt),
        'Score (%)': percent(bestScore),
        Attempts: count,
        Hours: hours(module.minutes * 60),
      }),
      ...module.sections.map(({ id, title }) => {
        const read = sectionReadAt(record, id);
        return row({ Row: 'section', ...place, Title: title, State: read ? 'read' : 'open', Date: day(read) });
      }),
      ...attempts
        .filter(({ moduleId }) => moduleId === module.id)
        .map(({ mode, startedAt, outcome }) =>
          row({
            Row: mode,
            ...place,
            State: outcome === null ? 'open' : mode === 'practice' ? 'ended' : outcome.passed ? 'passed' : 'not passed',
            Started: day(startedAt),
            Date: day(outcome?.at),
            'Score (%)': percent(outcome?.score ?? null),
          }),
        ),
    ];
  };
  return [
    completed('series', series.id, series.title),
    ...series.sequences.map(({ id, title }) => completed('sequence', id, title)),
    ...series.modules.flatMap(ofModule),
    ...Object.entries(record.secondsByDay)
      .sort(([a], [b]) => compareText(a, b))
      .map(([date, seconds]) => row({ Row: 'day', Title: 'Time in the app', Date: date, Hours: hours(seconds) })),
  ];
}

/** A row with an empty cell in every column that isn't named. */
function row(cells: Readonly<Partial<Record<(typeof RECORD_COLUMNS)[number], CsvCell>>>): CsvCell[] {
  return RECORD_COLUMNS.map((column) => cells[column] ?? null);
}
