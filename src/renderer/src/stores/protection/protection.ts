import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { changedKey, keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { type LearnerSession, RecordCipher, StorageError } from '../../storage';
import { makeKey, openKey, openKeyByEither, relockKey, type KeyOwner } from '../../storage/protection';
import { useAnnouncements } from '../host/announcements';
import { useSession } from '../session/session';
import { useHeldRecord } from '../session/held-record';
import { useProtectionWork } from './protection-work';
import type { Confirmation } from '../../../../domain/protection/recovery-code';
import { createPinTries, type TryOutcome } from './pin-tries';
import { newRecoveryCode } from './recovery-code-making';

/** A change that is saved only after the learner has noted its recovery code. */
export interface PendingProtection {
  readonly code: string;
  /** @throws StorageError, HostError; nothing is changed then */
  readonly confirm: () => Promise<Confirmation>;
}

/**
 * The outcome of a change: `changed` where another window or browser changed PIN or code meanwhile; what it set is
 * valid, and nothing is changed here.
 */
export type ChangeOutcome = TryOutcome | { readonly outcome: 'changed' };

/** What of the current record was sealed with an earlier PIN. */
export interface ProtectionStatus {
  /** Number of notes with words that stay sealed with an abandoned PIN. */
  readonly sealedNotes: number;
  /** How many of these are shown in an earlier state, since their newest one is sealed. */
  readonly earlierNotes: number;
  readonly hasEarlierKey: boolean;
}

const NOTHING_READ: ProtectionStatus = { sealedNotes: 0, earlierNotes: 0, hasEarlierKey: false };

/** Sets, changes and removes the PIN of the current record. */
export const useProtection = defineStore('protection', () => {
  const announcements = useAnnouncements();
  const context = useAppContext();
  const sessionStore = useSession();
  const heldRecord = useHeldRecord();
  const work = useProtectionWork();
  const tries = createPinTries(context);
  const status = shallowRef<ProtectionStatus>(NOTHING_READ);

  watch(
    () => [sessionStore.current, sessionStore.isProtected, work.progress.phase] as const,
    ([session], before) => {
      // The next learner must not see the last one's count, even where their own can't be read.
      if (session !== before?.[0]) status.value = NOTHING_READ;
      void load();
    },
    { immediate: true },
  );
  const isBusy = computed(() => work.isWorking);
  const owner = ({ learnerId }: LearnerSession): KeyOwner => ({ learnerId, rounds: context.keyRounds });

  async function load(): Promise<void> {
    const { current: session } = sessionStore;
    if (!session) return;
    try {
      const [{ keys }, sealedNotes] = await Promise.all([session.protection.state(), session.notes.unreadable()]);
      const earlierNotes = sealedNotes > 0 ? await session.notes.shownEarlier() : 0;
      if (!sessionStore.isCurrent(session)) return;
      status.value = {
        sealedNotes,
        earlierNotes,
        hasEarlierKey: earlierKeys(keys, session, sealedNotes > 0 ? keysOf(keys, 'removed') : []).length > 0,
      };
    } catch {
      // The last state stays; the next action reports the error.
    }
  }

  /** Creates a key for the current record. Nothing is changed before the code is confirmed. */
  async function prepare(pin: string): Promise<PendingProtection | null> {
    const session = sessionStore.current;
    if (!session || sessionStore.isProtected) return null;
    // A PIN that another browser set locks this record.
    await heldRecord.compareWithJournal(session, false);
    if (!sessionStore.isCurrent(session)) return null;
    const code = newRecoveryCode();
    const { record, key } = await makeKey(owner(session), newId(context), { pin, code }, nowIso(context));
    const confirm = async (): Promise<Confirmation> => {
      await heldRecord.compareWithJournal(session, false);
      if (!sessionStore.isCurrent(session)) return 'changed';
      // The journal must be writable: its plain lines have to be replaced.
      await session.mirror.flush();
      await openSealed(session);
      if (!sessionStore.isCurrent(session)) return 'changed';
      await sessionStore.takeSnapshot('before-pin');
      if (!(await session.protection.saveKey(record, null, true))) return 'changed';
      session.useCipher(new RecordCipher(session.learnerId, key));
      work.resetProgress();
      await sessionStore.setProtected(true);
      heldRecord.lockOthers();
      await work.finish();
      return 'saved';
    };
    return { code, confirm };
  }

  /**
   * Ends an opening that was interrupted: under the next key nobody would be asked for the one before.
   *
   * @throws StorageError where it is interrupted again
   */
  async function openSealed(session: LearnerSession): Promise<void> {
    if (!session.cipher()) return;
    await work.finish();
    if (session.cipher()) throw new StorageError('failed', 'What was sealed before is not open yet.');
  }

  /**
   * Wraps the same key with another PIN; the recovery code stays. Other windows of the record are locked.
   *
   * @throws StorageError
   */
  async function changePin(present: string, next: string): Promise<ChangeOutcome> {
    return withPresentKey(async (session, record) => {
      const relocked = await relockKey(owner(session), record, { pin: present }, { pin: next }, nowIso(context));
      if (!relocked) return 'wrong';
      if (!(await session.protection.saveKey(relocked, record, false))) return 'changed';
      heldRecord.lockOthers();
      await heldRecord.sendWaiting(session);
      return 'open';
    });
  }

  /**
   * Wraps the key with another recovery code, once that is confirmed; `found` gets the change where the PIN is right.
   *
   * @throws StorageError
   */
  async function renewCode(pin: string, found: (pending: PendingProtection) => void): Promise<ChangeOutcome> {
    return withPresentKey(async (session, record) => {
      const code = newRecoveryCode();
      const relocked = await relockKey(owner(session), record, { pin }, { pin, code }, nowIso(context));
      if (!relocked) return 'wrong';
      const confirm = async (): Promise<Confirmation> => {
        // Writing the code down takes minutes.
        await heldRecord.compareWithJournal(session, false);
        if (!sessionStore.isCurrent(session)) return 'changed';
        if (!(await session.protection.saveKey(relocked, record, false))) return 'changed';
        await heldRecord.sendWaiting(session);
        return 'saved';
      };
      found({ code, confirm });
      return 'open';
    });
  }

  /** Removes the PIN and opens everything that is sealed. @throws StorageError */
  async function removePin(pin: string): Promise<ChangeOutcome> {
    return withPresentKey(async (session, record) => {
      if (!(await openKey(session, record, { pin }))) return 'wrong';
      const removed = changedKey(record, { status: 'removed' }, nowIso(context));
      if (!(await session.protection.saveKey(removed, record, true))) return 'changed';
      session.useCipher(session.cipher()?.withoutSealing() ?? null);
      work.resetProgress();
      await sessionStore.setProtected(false);
      heldRecord.lockOthers();
      await work.finish();
      return 'open';
    });
  }

  /**
   * Opens what was sealed with an earlier PIN, by that PIN or its recovery code, and stores it like the rest of the
   * record.
   *
   * @throws StorageError
   */
  async function openEarlier(secret: string): Promise<TryOutcome> {
    const session = sessionStore.current;
    if (!session) return { outcome: 'wait', wait: 0 };
    await heldRecord.compareWithJournal(session, false);
    if (!sessionStore.isCurrent(session)) return { outcome: 'wait', wait: 0 };
    const [{ keys }, removed] = await Promise.all([session.protection.state(), session.protection.removedInUse()]);
    const keyIds = earlierKeys(keys, session, removed).map(({ keyId }) => keyId);
    return counted(session, keyIds, async () => {
      const stored = await session.protection.state();
      for (const record of stored.keys.filter(({ keyId }) => keyIds.includes(keyId))) {
        const key = await openKeyByEither(session, record, secret);
        if (!key) continue;
        session.useCipher(session.cipher()?.withKey(key) ?? new RecordCipher(session.learnerId, null, [key]));
        await work.finish();
        if ((await session.mergeNotes()) > 0) announcements.notify('information', 'noteChangedTwice');
        // Only when nothing is sealed with it: after an interruption it can be opened again.
        if (work.progress.phase === 'done') {
          const { keys: present } = await session.protection.state();
          const stored = present.find(({ keyId }) => keyId === record.keyId) ?? record;
          await session.protection.saveKey(changedKey(stored, { status: 'removed' }, nowIso(context)), stored, false);
          await heldRecord.sendWaiting(session);
        }
        sessionStore.markChanged();
        return record.keyId;
      }
      return null;
    });
  }

  /** Changes the record's key, from its newest state: another browser may have changed it before. */
  async function withPresentKey(
    change: (session: LearnerSession, record: KeyRecord) => Promise<'open' | 'wrong' | 'changed'>,
  ): Promise<ChangeOutcome> {
    const session = sessionStore.current;
    if (!session) return { outcome: 'wait', wait: 0 };
    await heldRecord.compareWithJournal(session, false);
    // What is being sealed or opened is finished first, what just came in too.
    if (work.isWorking) await work.finish();
    if (!sessionStore.isCurrent(session)) return { outcome: 'changed' };
    const keyIds = [session.cipher()?.currentKey?.keyId].filter((keyId) => keyId !== undefined);
    let isChanged = false;
    const result = await counted(session, keyIds, async () => {
      const { keys } = await session.protection.state();
      const present = keysOf(keys, 'active').find(({ keyId }) => keyIds.includes(keyId));
      const outcome = present ? await change(session, present) : 'wrong';
      isChanged = outcome === 'changed';
      return present && outcome !== 'wrong' ? present.keyId : null;
    });
    return isChanged ? { outcome: 'changed' } : result;
  }

  /**
   * Wrong PINs cost the same wait as on the lock: somebody who finds the record open must not be able to guess.
   *
   * @param attempt the try at these keys; returns the id of the one that it opened
   */
  async function counted(
    session: LearnerSession,
    keyIds: readonly string[],
    attempt: () => Promise<string | null>,
  ): Promise<TryOutcome> {
    const record = { learnerId: session.learnerId, keyIds, database: session.protection };
    const opened: string[] = [];
    const result = await tries.attempt(record, async () => {
      const keyId = await attempt();
      if (keyId !== null) opened.push(keyId);
      return keyId !== null;
    });
    if (result.outcome !== 'open') return result;
    await tries.clear({ ...record, keyIds: opened });
    await load();
    return result;
  }

  return { status, isBusy, load, prepare, changePin, renewCode, removePin, openEarlier };
});

/**
 * Keys that aren't open here: set aside, or in use by another browser that set a PIN at the same time; and of removed
 * ones those that may be needed, since an old file can bring in words that were sealed with one.
 */
function earlierKeys(
  keys: readonly KeyRecord[],
  session: LearnerSession,
  removed: readonly KeyRecord[],
): readonly KeyRecord[] {
  return [...keysOf(keys, 'set-aside', 'active'), ...removed].filter(
    ({ keyId }) => !session.cipher()?.sealsWith(keyId),
  );
}
