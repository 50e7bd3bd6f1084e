import type { QuoteAnchor } from './highlight';
import type { NoteRevision } from './note';

/** The latest moment, in seconds: more than a day is no recording of a session. */
const LATEST_MOMENT = 24 * 3_600;

/** The anchor of a note at a moment of a recording. @param seconds rounded down, so that it leads before the words */
export function momentAnchor(seconds: number): QuoteAnchor {
  const moment = Math.floor(Math.min(Math.max(0, seconds), LATEST_MOMENT));
  return { prefix: '', suffix: '', start: 0, moment };
}

/**
 * The moment that a note is about, in whole seconds, or null. Neither a journal nor an address is validated: a moment
 * that is no number of seconds counts as none.
 */
export function momentOf({ anchor }: Pick<NoteRevision, 'anchor'>): number | null {
  return readMoment((anchor as Partial<QuoteAnchor> | null | undefined)?.moment);
}

/** A moment in whole seconds from anywhere, or null where it isn't one. */
export function readMoment(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > LATEST_MOMENT) return null;
  return Math.floor(value);
}

/** A moment or a length as players write it: `0:05`, `12:40`, `1:02:40`. */
export function momentText(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const pad = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** What a note is about, as text: its quote, or its moment; empty where it has neither. */
export function aboutText(note: Pick<NoteRevision, 'quote' | 'anchor'>): string {
  const moment = momentOf(note);
  return note.quote === '' && moment !== null ? momentText(moment) : note.quote;
}
