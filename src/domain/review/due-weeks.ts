import { laterDay, mondayOf } from '../text/calendar-day';
import type { DueQuestion } from './review-sitting';

/** How many questions become due in a week. */
export interface DueWeek {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly monday: string;
  readonly count: number;
}

/** What becomes due in this week and the next ones; what is overdue counts for this week. */
export function dueWeeks(queue: readonly DueQuestion[], today: string, weeks: number): DueWeek[] {
  const first = mondayOf(today);
  return Array.from({ length: weeks }, (_, index) => {
    const monday = laterDay(first, 7 * index);
    const next = laterDay(monday, 7);
    return {
      monday,
      count: queue.filter(({ day }) => day < next && (index === 0 || day >= monday)).length,
    };
  });
}
