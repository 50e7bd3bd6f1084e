import { completionKey, sectionReadAt, type LearningRecord } from './learning-record';
import type { ModuleOutline } from '../series/module';
import type { Series } from '../series/series';
import { laterDay } from '../text/calendar-day';
import type { Completion, CompletionKind } from './completion';

/** A learner's progress in a module, with what is left. */
export interface ModuleProgress {
  readonly moduleId: string;
  readonly state: 'new' | 'started' | 'complete';
  readonly readSectionIds: readonly string[];
  readonly sectionCount: number;
  /** Sections left to read and whether the quiz is still to be passed; both empty once complete. */
  readonly left: { readonly sectionIds: readonly string[]; readonly quiz: boolean };
  /** Best counted score, 0-1, or null before the first attempt. */
  readonly bestScore: number | null;
  readonly attempts: number;
  /** ISO instant, or null. */
  readonly completedAt: string | null;
  /** Share done, 0-1: each section and the quiz weigh the same. */
  readonly fraction: number;
  readonly minutesLeft: number;
}

/** Nothing but what the record says. */
const NONE: ReadonlySet<string> = new Set();

/** Estimated minutes of a quiz, per drawn question. */
export const MINUTES_PER_QUESTION = 1.5;

/**
 * A module is complete when every section is read and its quiz is passed. It stays complete when sections are added,
 * reordered or reworded later: the `completed` statement is a fact.
 *
 * @param begun ids of modules that hold something of the learner's which the record doesn't tell of: notes, a running
 *   attempt, the place where they read last
 */
export function moduleProgress(
  module: ModuleOutline,
  record: LearningRecord,
  begun: ReadonlySet<string> = NONE,
): ModuleProgress {
  const readSectionIds = module.sections
    .filter((section) => sectionReadAt(record, section.id) !== null)
    .map((section) => section.id);
  const read = new Set(readSectionIds);
  const scores = record.scores[module.id];
  const passed = (scores?.firstPassedAt ?? null) !== null;
  const completedAt = record.completions[completionKey('module', module.id)] ?? null;
  const unread = module.sections.filter((section) => !read.has(section.id));
  const complete = completedAt !== null;
  const started = readSectionIds.length > 0 || scores !== undefined || begun.has(module.id);
  return {
    moduleId: module.id,
    state: complete ? 'complete' : started ? 'started' : 'new',
    readSectionIds,
    sectionCount: module.sections.length,
    left: complete ? { sectionIds: [], quiz: false } : { sectionIds: unread.map(({ id }) => id), quiz: !passed },
    bestScore: scores?.best ?? null,
    attempts: scores?.attempts ?? 0,
    completedAt,
    fraction: complete ? 1 : (readSectionIds.length + (passed ? 1 : 0)) / (module.sections.length + 1),
    minutesLeft: complete
      ? 0
      : Math.round(
          unread.reduce((sum, { minutes }) => sum + minutes, 0) +
            (passed ? 0 : module.drawCount * MINUTES_PER_QUESTION),
        ),
  };
}

/**
 * Completions whose condition the record meets and that have no statement yet: the caller appends them, modules first.
 */
export function dueCompletions(series: Series, record: LearningRecord): Completion[] {
  const done = new Set(Object.keys(record.completions));
  const due: Completion[] = [];
  const add = (kind: CompletionKind, objectId: string, isMet: boolean): void => {
    const key = completionKey(kind, objectId);
    if (!isMet || done.has(key)) return;
    done.add(key);
    due.push({ kind, objectId });
  };
  const areDone = (moduleIds: readonly string[]): boolean =>
    moduleIds.every((id) => done.has(completionKey('module', id)));
  for (const module of series.modules) {
    const { left } = moduleProgress(module, record);
    add('module', module.id, left.sectionIds.length === 0 && !left.quiz);
  }
  for (const { id, moduleIds } of series.sequences) add('sequence', id, areDone(moduleIds));
  add('series', series.id, areDone(series.modules.map(({ id }) => id)));
  return due;
}

/** Seconds of study on each of the last seven days, oldest first; `today` is `YYYY-MM-DD`. */
export function lastSevenDays(
  record: LearningRecord,
  today: string,
): { readonly day: string; readonly seconds: number }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const day = laterDay(today, index - 6);
    return { day, seconds: record.secondsByDay[day] ?? 0 };
  });
}
