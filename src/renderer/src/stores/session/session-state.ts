import type { Learner } from '../../../../domain/learner/learner';
import { type LearnerSession } from '../../storage';
import type { RemoteRemoval } from './remote-removal';

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
 * - `ended`: the open record was removed in another window, or by the browser
 * - `removed`: another browser of this computer removed the learner, and this one may have something that it didn't
 *   have; the learner decides
 * - `failed`: `code` is a storage or host error code, `only-snapshots`, or `stopped` where the learner cancelled the
 *   opening, with a text under `startFailures.<code>`
 */
export type SessionState =
  | { readonly phase: 'opening' | 'first-run' | 'choosing' | 'adding' | 'ended' }
  | { readonly phase: 'locked' | 'open'; readonly record: HeldRecord }
  | { readonly phase: 'closing' | 'removing'; readonly record: HeldRecord | null }
  | ({ readonly phase: 'removed'; readonly learner: Learner } & RemoteRemoval)
  | { readonly phase: 'failed'; readonly code: string; readonly detail: string };

/** The record that a state holds, or null. */
export function recordOf(state: SessionState): HeldRecord | null {
  return 'record' in state ? state.record : null;
}
