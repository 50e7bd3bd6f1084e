import type { Learner } from '../../../../domain/learner/learner';
import { type LearnerSession } from '../../storage';
import type { RemoteRemoval } from './remote-removal';

/** A learner's record while it is held by this window. */
export interface HeldRecord {
  readonly session: LearnerSession;
  readonly learner: Learner;
  /** True where the record opens with a PIN. */
  readonly isProtected: boolean;
}

/**
 * Who is at work in this window. Exactly one of these holds at any time, and only the states with a `record` hold anything of a learner.
 * - `opening`: it is found out who studies here, or a record is being opened
 * - `first-run`: nobody has studied here
 * - `choosing`: several have; the picker is shown
 * - `adding`: a further learner gives their name
 * - `locked`: the record waits for its PIN; no screen and no other store knows it
 * - `open`: the learner is at work
 * - `closing`, `removing`: the record is being closed, or removed; its screens are gone already
 * - `ended`: the record that was open is gone: removed in another window, or by the browser
 * - `removed`: another browser of this computer removed the learner, and something of theirs is here that it didn't have; the learner decides
 * - `failed`: `code` is a storage or host error code, `only-snapshots`, or `stopped` where the learner gave the opening up, with a text under `startFailures.<code>`
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
