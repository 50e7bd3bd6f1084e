import type { NoteRevision } from '../notes/note';
import { seededRandom, seedFor } from '../quiz/seeded-random';
import { daysBetween, laterDay } from '../text/calendar-day';
import { compareText } from '../text/compare-text';

/** A place in the queue. */
export interface DueQuestion {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly questionId: string;
}

/**
 * The questions of one sitting, in the order in which they are asked. The longest due come first; those of one day are
 * mixed, so that modules alternate (interleaving: Rohrer, Dedrick and Stershic, J. Educ. Psychol. 107, 2015). The same
 * for the same day on every computer.
 *
 * @param due what is due today, in any order
 * @param size at most so many
 */
export function pickSitting(due: readonly DueQuestion[], today: string, size: number): string[] {
  const seed = daysBetween('2000-01-01', today);
  return due
    .map(({ day, questionId }) => ({ day, questionId, place: seededRandom(seedFor(seed, questionId))() }))
    .sort((a, b) => compareText(a.day, b.day) || a.place - b.place)
    .slice(0, size)
    .map(({ questionId }) => questionId);
}

/** Days after which a note is old enough to be shown again. */
const NOTE_RESTS_DAYS = 7;

/**
 * A few old notes and highlights to read again: each day the next ones, so that all come round. Without a schedule of
 * their own: reading a note again isn't remembering it, so there is nothing to rate.
 *
 * @param notes that aren't deleted
 * @param today `YYYY-MM-DD`
 */
export function notesToReread(notes: readonly NoteRevision[], today: string, count = 3): NoteRevision[] {
  const newest = laterDay(today, -NOTE_RESTS_DAYS);
  const old = notes
    .filter(({ editedAt, quote, text }) => editedAt.slice(0, 10) <= newest && `${quote}${text}`.trim() !== '')
    .sort((a, b) => compareText(a.createdAt, b.createdAt) || compareText(a.noteId, b.noteId));
  const start = (Math.max(0, daysBetween('2000-01-01', today)) * count) % Math.max(1, old.length);
  return [...old.slice(start), ...old.slice(0, start)].slice(0, count);
}
