import { compareText } from '../text/compare-text';
import { laterThan } from './instant';

/**
 * When something was edited of which only the last edit counts: a note, the profile, the reading place, a key record.
 * It is a hybrid logical clock (Kulkarni et al. 2014): times of the wall clock that never go back along the edits of
 * one thing. The era is what such a clock lacks: it ends the effect of a clock that was far ahead.
 */
export interface EditTime {
  /** ISO 8601 instant in UTC. */
  readonly at: string;
  /** Whole number; absent for 0. */
  readonly era?: number;
}

/** How far a date may lie ahead of this computer's clock, in milliseconds: a wrong time zone gives up to a day. */
const CLOCK_TOLERANCE = 24 * 60 * 60 * 1000;

/** The highest era. No honest record comes near: it takes a clock that is set far ahead and back as often. */
export const MAXIMUM_ERA = 1_000_000;

/** True for an era as it may be in a file. */
export function isEra(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAXIMUM_ERA;
}

/** True where a date lies further ahead of the clock than two computers' clocks differ. @param now ISO instant */
export function isAhead(at: string, now: string): boolean {
  return Date.parse(at) > Date.parse(now) + CLOCK_TOLERANCE;
}

/**
 * Negative, zero or positive as `a` was edited before, with or after `b`: by era, then by time. An era that is none
 * counts as 0: a journal's lines aren't validated.
 */
export function compareEdits(a: EditTime, b: EditTime): number {
  return eraOf(a) - eraOf(b) || compareText(a.at, b.at);
}

/**
 * The time of an edit that is made now on top of another one. It always counts as the later, whatever the clock says:
 * on a date that lies ahead of the clock a new era begins, with the clock's own date, and on any other one the edit is
 * dated after it.
 *
 * @param now ISO instant
 */
export function nextEdit(known: EditTime, now: string): EditTime {
  const era = eraOf(known);
  if (isAhead(known.at, now) && era < MAXIMUM_ERA) return { at: now, era: era + 1 };
  return { at: laterThan(known.at, now), ...(era > 0 ? { era } : {}) };
}

function eraOf({ era }: EditTime): number {
  return isEra(era) ? era : 0;
}
