import { laterDay, mondayOf } from '../text/calendar-day';
import type { LearningRecord } from './learning-record';

/** Study in one calendar week. */
export interface StudyWeek {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly monday: string;
  readonly minutes: number;
}

/**
 * Minutes of study in the last weeks, this one included, oldest first. Weeks, not days: nobody has to keep a streak.
 */
export function studyWeeks(
  { secondsByDay }: Pick<LearningRecord, 'secondsByDay'>,
  today: string,
  weeks: number,
): StudyWeek[] {
  const seconds = new Map<string, number>();
  for (const [day, of] of Object.entries(secondsByDay))
    seconds.set(mondayOf(day), (seconds.get(mondayOf(day)) ?? 0) + of);
  const last = mondayOf(today);
  return Array.from({ length: weeks }, (_, index) => {
    const monday = laterDay(last, 7 * (index - weeks + 1));
    return { monday, minutes: Math.round((seconds.get(monday) ?? 0) / 60) };
  });
}
