import type { Learner } from '../../../../domain/learner/learner';
import {
  lockRecord,
  openLearnerSession,
  StorageError,
  withTimeout,
  type JournalPort,
  type LearnerSession,
  type RecordLockEvents,
  type SessionEvents,
  type SyncReport,
} from '../../storage';
import type { Attempt } from './opening-attempts';

/**
 * Milliseconds that an opening waits for the journal where the database has a record: for its answer, and for what it
 * has that the database lacks. It opens without them then, and follows the journal when the host is back.
 */
const TIMEOUTS = { answer: 500, sync: 3_000 };

/** A record that was opened and that nothing shows yet. */
export interface OpenedRecord {
  readonly session: LearnerSession;
  readonly learner: Learner;
  /** True where it waits for a PIN. */
  readonly isLocked: boolean;
  /** What following the journal did, which may take longer than the opening; null where there was nothing to follow. */
  readonly synced: Promise<SyncReport> | null;
}

/** How a record is opened. */
export interface RecordOpening extends Attempt {
  readonly port: JournalPort;
  readonly events: SessionEvents;
  readonly lockEvents: RecordLockEvents;
  /** The generation of the database, or a later one. */
  readonly atLeast: number;
  /** True where a person takes the record from another window. */
  readonly isTaken: boolean;
  /** A new UUID. */
  readonly newId: () => string;
}

/**
 * Opens a learner's record, and takes the turn at its journal. A database that has nothing of the learner is filled
 * from the journal first; one that the journal has moved on from follows it before anything is shown. Of a locked
 * record only the keys are taken over, so that the PIN that is set now is asked for, and no turn is taken.
 *
 * @throws StorageError, `elsewhere` where another window has it, `removed`; HostError where the database is empty and
 * the journal can't be read; the signal's reason. Nothing stays open then
 */
export async function openRecord(
  candidate: Learner,
  { port, events, lockEvents, atLeast, isTaken, signal, report, newId }: RecordOpening,
): Promise<OpenedRecord> {
  const session = await openLocked(candidate.id, { port, events, lockEvents, isTaken }, (lock) =>
    openLearnerSession(candidate.id, port, events, {
      atLeast,
      signal,
      lock,
      onStep: (step) => report({ step }),
    }),
  );
  try {
    const isLocked = async (): Promise<boolean> => (await session.protection.lockedBy()) !== null;
    const [stored, wasLocked] = await Promise.all([session.profile.learner(), isLocked()]);
    let synced: Promise<SyncReport> | null = null;
    if (!stored) {
      report({ step: 'comparing' });
      // Every record has a profile: without one the database was emptied. Empty never means new: the journal decides,
      // or nothing is opened.
      synced = session.sync.synchronise();
      await synced;
      if (!(await session.profile.learner())) await session.profile.saveLearner(candidate, newId());
    } else {
      // Whoever doesn't know the PIN takes no turn: another page may be at work.
      if (wasLocked) await withTimeout(session.sync.followKeys(), TIMEOUTS.sync).catch(unlessRefused);
      if (!wasLocked || !(await isLocked())) ({ synced } = await followed(session, { isLocked, report }));
    }
    const learner = (await session.profile.learner()) ?? candidate;
    return { session, learner, isLocked: await isLocked(), synced };
  } catch (error) {
    session.close();
    throw error;
  }
}

/** Takes the turn, and follows a journal that has moved on, unless it brings a PIN; null where nothing is followed. */
async function followed(
  { sync }: LearnerSession,
  { isLocked, report }: { readonly isLocked: () => Promise<boolean>; readonly report: Attempt['report'] },
): Promise<Pick<OpenedRecord, 'synced'>> {
  if ((await withTimeout(sync.open(), TIMEOUTS.answer).catch(unlessRefused)) !== false) return { synced: null };
  report({ step: 'comparing' });
  await withTimeout(sync.followKeys(), TIMEOUTS.sync).catch(unlessRefused);
  if (await isLocked()) return { synced: null };
  const synced = sync.synchronise();
  await withTimeout(synced, TIMEOUTS.sync).catch(unlessRefused);
  return { synced };
}

/** Creates the record of a new learner. @throws StorageError; nothing stays open then */
export async function createRecord(
  learner: Learner,
  changeId: string,
  { port, events, lockEvents }: Pick<RecordOpening, 'port' | 'events' | 'lockEvents'>,
): Promise<LearnerSession> {
  const session = await openLocked(learner.id, { port, events, lockEvents, isTaken: false }, (lock) =>
    openLearnerSession(learner.id, port, events, { lock }),
  );
  try {
    await session.profile.saveLearner(learner, changeId);
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

async function openLocked(
  learnerId: string,
  { lockEvents, isTaken }: Pick<RecordOpening, 'port' | 'events' | 'lockEvents' | 'isTaken'>,
  open: (lock: { readonly release: () => void }) => Promise<LearnerSession>,
): Promise<LearnerSession> {
  const lock = await lockRecord(learnerId, isTaken, lockEvents);
  if (!lock) throw new StorageError('elsewhere', 'Another window has this record open.');
  try {
    return await open(lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** No answer, in place of what a host that is away gives; a refusal is one. */
function unlessRefused(error: unknown): null {
  if (error instanceof StorageError && (error.code === 'removed' || error.code === 'elsewhere')) throw error;
  return null;
}
