import { compareText } from '../text/compare-text';

/** A session on a module that was held, and who of the roster was there. */
export interface HeldSession {
  readonly moduleId: string;
  /** `YYYY-MM-DD`. */
  readonly heldOn: string;
  /** `Invited.id` of each who was there; whoever isn't named wasn't. */
  readonly present: readonly string[];
}

/** Most sessions that are kept. */
export const MAXIMUM_SESSIONS = 400;

/** Which session it is: one a module and day. */
export type SessionPlace = Pick<HeldSession, 'moduleId' | 'heldOn'>;

/** The session of a module on a day, where its attendance was taken. */
export function findSession(attendance: readonly HeldSession[], place: SessionPlace): HeldSession | undefined {
  return attendance.find((session) => isAt(session, place));
}

/** Whether a session on a module was held: without one nobody's attendance is told. */
export function isHeld(attendance: readonly HeldSession[], moduleId: string): boolean {
  return attendance.some((session) => session.moduleId === moduleId);
}

/** The sessions with these people marked as there, or not, in one of them; it begins with nobody. */
export function withPresence(
  attendance: readonly HeldSession[],
  place: SessionPlace,
  ids: readonly string[],
  isPresent: boolean,
): readonly HeldSession[] {
  const others = (findSession(attendance, place)?.present ?? []).filter((id) => !ids.includes(id));
  const session = { ...at(place), present: isPresent ? [...others, ...ids] : others };
  return [...withoutSession(attendance, place), session].sort(
    (a, b) => compareText(a.heldOn, b.heldOn) || compareText(a.moduleId, b.moduleId),
  );
}

/** The sessions without one. */
export function withoutSession(attendance: readonly HeldSession[], place: SessionPlace): readonly HeldSession[] {
  return attendance.filter((session) => !isAt(session, place));
}

/**
 * The first day on which somebody attended a session on a module; null where they never did. It says nothing of the
 * module's completion, as that says nothing of it.
 */
export function attendedOn(attendance: readonly HeldSession[], moduleId: string, invitedId: string): string | null {
  return attendance.reduce<string | null>(
    (first, { moduleId: held, heldOn, present }) =>
      held === moduleId && present.includes(invitedId) && (first === null || heldOn < first) ? heldOn : first,
    null,
  );
}

function at({ moduleId, heldOn }: SessionPlace): SessionPlace {
  return { moduleId, heldOn };
}

function isAt(session: HeldSession, { moduleId, heldOn }: SessionPlace): boolean {
  return session.moduleId === moduleId && session.heldOn === heldOn;
}
