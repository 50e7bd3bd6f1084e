import type { Learner } from '../../../../domain/learner/learner';
import { type LearnerSession } from '../../storage';

/** A learner's record while this window holds it. */
export interface HeldRecord {
  readonly session: LearnerSession;
  readonly learner: Learner;
  /** True where a PIN protects the record. */
  readonly isProtected: boolean;
}

/**
 * The state of this window's session. Only the states with a `record` hold data of a learner.
 * - `opening`: the learners are searched, or a record is being opened
 * - `first-run`: there is no learner here
 * - `choosing`: there are several; the picker is shown
 * - `adding`: a further learner gives their name
 * - `locked`: the record waits for its PIN; no screen and no other store can use it
 * - `open`: the learner works with the record
 * - `closing`, `removing`: the record is being closed, or removed; its screens are closed already
 * - `elsewhere`: another window or browser has the record open
 * - `ended`: the open record was removed in another window, or by the browser
 * - `removed`: another browser of this computer removed the learner, and this one has something that never reached
 *   the journal; the learner decides
 * - `failed`: `code` is a storage or host error code, `only-snapshots`, or `stopped` where the learner cancelled the
 *   opening, with a text under `startFailures.<code>`
 */
export type SessionState =
  | { readonly phase: 'opening' | 'first-run' | 'choosing' | 'adding' | 'ended' }
  | { readonly phase: 'locked' | 'open'; readonly record: HeldRecord }
  | { readonly phase: 'closing' | 'removing'; readonly record: HeldRecord | null }
  | {
      readonly phase: 'elsewhere';
      readonly learner: Learner;
      /** What was typed here and could not be saved any more. */
      readonly unsaved: readonly string[];
    }
  | { readonly phase: 'removed'; readonly learner: Learner }
  | { readonly phase: 'failed'; readonly code: string; readonly detail: string };

/** What happens to a session. */
export type SessionEvent =
  /** A start or a choice begins: learners are searched, or a record is opened. */
  | { readonly type: 'begin' }
  | { readonly type: 'nobody-found' | 'several-found' | 'add' }
  | { readonly type: 'opened' | 'locked'; readonly record: HeldRecord }
  /** The record is being closed, or removed; without one when that is done. */
  | { readonly type: 'close' | 'remove'; readonly record: HeldRecord | null }
  /** The record's database is gone. */
  | { readonly type: 'lost' }
  | { readonly type: 'taken'; readonly learner: Learner; readonly unsaved: readonly string[] }
  | { readonly type: 'removed-elsewhere'; readonly learner: Learner }
  | { readonly type: 'fail'; readonly code: string; readonly detail: string };

type Phase = SessionState['phase'];
type EventType = SessionEvent['type'];

/**
 * What may happen in which state, and the state that it leads to. What isn't here is a mistake of the caller.
 *
 * `close` while `closing`, and `remove` while `removing`, drop the record that was closed.
 */
const TABLE: { readonly [From in Phase]: { readonly [Event in EventType]?: Phase } } = {
  opening: {
    begin: 'opening',
    'nobody-found': 'first-run',
    'several-found': 'choosing',
    add: 'adding',
    opened: 'open',
    locked: 'locked',
    lost: 'ended',
    taken: 'elsewhere',
    'removed-elsewhere': 'removed',
    fail: 'failed',
  },
  'first-run': { begin: 'opening', opened: 'open', fail: 'failed' },
  choosing: {
    begin: 'opening',
    add: 'adding',
    'several-found': 'choosing',
    'nobody-found': 'first-run',
    fail: 'failed',
  },
  adding: { begin: 'opening', opened: 'open', fail: 'failed' },
  locked: {
    begin: 'opening',
    opened: 'open',
    locked: 'locked',
    close: 'closing',
    remove: 'removing',
    lost: 'ended',
    taken: 'elsewhere',
    'removed-elsewhere': 'removed',
    fail: 'failed',
  },
  open: {
    begin: 'opening',
    opened: 'open',
    locked: 'locked',
    close: 'closing',
    remove: 'removing',
    lost: 'ended',
  },
  closing: {
    begin: 'opening',
    'several-found': 'choosing',
    'nobody-found': 'first-run',
    add: 'adding',
    opened: 'open',
    locked: 'locked',
    close: 'closing',
    lost: 'ended',
    taken: 'elsewhere',
    'removed-elsewhere': 'removed',
    fail: 'failed',
  },
  removing: {
    begin: 'opening',
    remove: 'removing',
    'several-found': 'choosing',
    'nobody-found': 'first-run',
    lost: 'ended',
    fail: 'failed',
  },
  elsewhere: { begin: 'opening', 'several-found': 'choosing', 'nobody-found': 'first-run', fail: 'failed' },
  ended: { begin: 'opening', 'several-found': 'choosing', 'nobody-found': 'first-run', fail: 'failed' },
  removed: {
    begin: 'opening',
    remove: 'removing',
    'several-found': 'choosing',
    'nobody-found': 'first-run',
    fail: 'failed',
  },
  failed: {
    begin: 'opening',
    add: 'adding',
    'nobody-found': 'first-run',
    'several-found': 'choosing',
    opened: 'open',
    locked: 'locked',
    fail: 'failed',
  },
};

/** The state after an event. @throws Error for one that can't happen in this state */
export function nextState({ phase: from }: SessionState, event: SessionEvent): SessionState {
  const to = TABLE[from][event.type];
  if (!to) throw new Error(`The session is ${from}: ${event.type} can't happen.`);
  const { type: _, ...given } = event;
  return { ...given, phase: to } as SessionState;
}

/** The record that a state holds, or null. */
export function recordOf(state: SessionState): HeldRecord | null {
  return 'record' in state ? state.record : null;
}
