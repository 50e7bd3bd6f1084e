import type { Learner } from '../../../../domain/learner/learner';
import { newId, type AppContext } from '../../app-context';
import {
  doneWithin,
  openLearnerSession,
  StorageError,
  withTimeout,
  type JournalPort,
  type LearnerSession,
  type SessionEvents,
} from '../../storage';
import type { Announcements } from '../host/announcements';
import { findRemoved } from '../host/removal-client';
import { reconcileWithJournal } from './journal-comparison';
import type { Attempt } from './opening-attempts';
import type { SessionMachine } from './session-machine';

/**
 * Milliseconds that an opening waits for what other browsers did: for the host's answers, and for a comparison with
 * what they wrote. It opens without them then: the comparison after the first screen finds the same.
 */
const TIMEOUTS = { answers: 500, comparison: 3_000 };

/** A record that was opened and that nothing shows yet. */
export interface OpenedRecord {
  readonly session: LearnerSession;
  readonly learner: Learner;
  /** True where it waits for a PIN. */
  readonly isLocked: boolean;
  /** True where the database held nothing of the learner, so that it was compared with the journal already. */
  readonly wasEmptied: boolean;
}

/** How a record is opened. */
export interface RecordOpening extends Attempt {
  readonly context: AppContext;
  readonly port: JournalPort;
  readonly events: SessionEvents;
  /** The generation of the database, or a later one. */
  readonly atLeast: number;
  readonly machine: SessionMachine;
  readonly announcements: Announcements;
}

/**
 * Opens a learner's record. A database that can't be trusted is compared with the journal first, and so is one that the
 * journal is ahead of: a PIN that another browser set is asked for before anything is shown.
 *
 * @throws StorageError; HostError where the database is empty and the journal can't be read; the signal's reason.
 * Nothing stays open then
 */
export async function openRecord(
  candidate: Learner,
  { context, port, events, atLeast, signal, report, machine, announcements }: RecordOpening,
): Promise<OpenedRecord> {
  // In parallel, so that it doesn't delay the start.
  const removals = withTimeout(findRemoved(context.host, [candidate.id]), TIMEOUTS.answers).catch(() => null);
  const journal = withTimeout(port.state(candidate.id), TIMEOUTS.answers).catch(() => null);
  const session = await openLearnerSession(candidate.id, port, events, {
    atLeast,
    signal,
    onStep: (step) => report({ step }),
  });
  try {
    const [stored, storedLock, removed] = await Promise.all([
      session.profile.learner(),
      session.protection.lockedBy(),
      removals,
    ]);
    if (removed?.has(candidate.id)) throw new StorageError('removed', 'The learner was removed in another browser.');
    if (stored) {
      const isLocked = storedLock.length > 0;
      const state = isLocked ? null : await journal;
      if (!state || !(await session.mirror.isBehind(state)))
        return { session, learner: stored, isLocked, wasEmptied: false };
    }
    report({ step: 'comparing' });
    const compared = reconcileWithJournal(session, machine, announcements);
    // Every record has a profile: without one the database was emptied. Empty never means new: the journal decides, or
    // nothing is opened.
    await (stored ? doneWithin(compared, TIMEOUTS.comparison) : compared);
    if (!(await session.profile.learner())) await session.profile.saveLearner(candidate, newId(context));
    const learner = (await session.profile.learner()) ?? candidate;
    const isLocked = (await session.protection.lockedBy()).length > 0;
    return { session, learner, isLocked, wasEmptied: !stored };
  } catch (error) {
    session.close();
    throw error;
  }
}

/** Creates the record of a new learner. @throws StorageError; nothing stays open then */
export async function createRecord(
  learner: Learner,
  changeId: string,
  port: JournalPort,
  events: SessionEvents,
): Promise<LearnerSession> {
  const session = await openLearnerSession(learner.id, port, events);
  try {
    await session.profile.saveLearner(learner, changeId);
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}
