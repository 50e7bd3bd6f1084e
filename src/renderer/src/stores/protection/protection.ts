import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { changedKey, type KeyRecord } from '../../../../domain/protection/protection';
import { type LearnerSession, StorageError } from '../../storage';
import { makeKey, openKey, openKeyByEither, RecordCipher, relockKey, type KeyOwner } from '../../storage/protection';
import { useAnnouncements } from '../host/announcements';
import { useSaveState } from '../session/save-state';
import { useClosing } from '../session/closing';
import { useSession } from '../session/session';
import { useProtectionWork } from './protection-work';
import { journalAtHand } from './journal-at-hand';
import { usePinTries, type TryOutcome } from './pin-tries';
import { newRecoveryCode } from './recovery-code-making';

/** A change that is saved only after the learner has noted its recovery code. */
export interface PendingProtection {
  readonly code: string;
  /** @throws StorageError, HostError; nothing is changed then */
  readonly confirm: () => Promise<void>;
}

/** What of the current record was sealed with an earlier PIN. */
export interface ProtectionStatus {
  /** Number of notes that no key here opens. */
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
  const saving = useSaveState();
  const closing = useClosing();
  const work = useProtectionWork();
  const tries = usePinTries();
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
      const [missing, sealedNotes] = await Promise.all([
        session.protection.missingKeys(session.cipher()),
        session.notes.unreadable(),
      ]);
      const earlierNotes = sealedNotes > 0 ? await session.notes.shownEarlier() : 0;
      if (!sessionStore.isCurrent(session)) return;
      status.value = { sealedNotes, earlierNotes, hasEarlierKey: missing.length > 0 };
    } catch {
      // The last state stays; the next action reports the error.
    }
  }

  /** Creates a key for the current record. Nothing is changed before the code is confirmed. */
  async function prepare(pin: string): Promise<PendingProtection | null> {
    const session = sessionStore.current;
    if (!session || sessionStore.isProtected) return null;
    const code = newRecoveryCode();
    const { record, key } = await makeKey(owner(session), newId(context), { pin, code }, nowIso(context));
    const confirm = async (): Promise<void> => {
      await closing.saveWhatCanBeSaved();
      await journalAtHand(session);
      await openSealed(session);
      await store(session, record, new RecordCipher(session.learnerId, key));
      await sessionStore.setProtected(true);
      await work.finish();
    };
    return { code, confirm };
  }

  /** Removes the PIN and opens everything that is sealed. @throws StorageError, HostError; nothing is changed then */
  async function removePin(pin: string): Promise<TryOutcome> {
    return withPresentKey(async (session, record) => {
      if (!(await openKey(session, record, { pin }))) return false;
      await closing.saveWhatCanBeSaved();
      const removed = changedKey(record, { status: 'removed', begun: true }, nowIso(context));
      await store(session, removed, session.cipher()?.withoutSealing() ?? null);
      await sessionStore.setProtected(false);
      await work.finish();
      return true;
    });
  }

  /** Saves the key, and stores notes as it says from now on; the sealing finds those that were stored before. */
  async function store(session: LearnerSession, record: KeyRecord, cipher: RecordCipher | null): Promise<void> {
    if (!sessionStore.isCurrent(session)) throw new StorageError('failed', 'The record was closed meanwhile.');
    await session.protection.saveKey(record);
    session.useCipher(cipher);
    work.resetProgress();
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

  /** Wraps the same key with another PIN; the recovery code stays. @throws StorageError, HostError */
  async function changePin(present: string, next: string): Promise<TryOutcome> {
    return withPresentKey(async (session, record) => {
      const relocked = await relockKey(owner(session), record, { pin: present }, { pin: next }, nowIso(context));
      if (relocked) await send(session, relocked);
      return relocked !== null;
    });
  }

  /**
   * Wraps the key with another recovery code, once that is confirmed; `found` gets the change where the PIN is right.
   *
   * @throws StorageError, HostError
   */
  async function renewCode(pin: string, found: (pending: PendingProtection) => void): Promise<TryOutcome> {
    return withPresentKey(async (session, record) => {
      const code = newRecoveryCode();
      const relocked = await relockKey(owner(session), record, { pin }, { pin, code }, nowIso(context));
      if (!relocked) return false;
      const confirm = async (): Promise<void> => {
        await journalAtHand(session);
        await send(session, relocked);
      };
      found({ code, confirm });
      return true;
    });
  }

  /** Saves a key, and sends it to the journal. @throws StorageError */
  async function send(session: LearnerSession, record: KeyRecord): Promise<void> {
    await session.protection.saveKey(record);
    await saving.flush(session);
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
    const missing = await session.protection.missingKeys(session.cipher());
    const keyIds = missing.map(({ keyId }) => keyId);
    return counted(session, keyIds, async () => {
      for (const record of missing) {
        const key = await openKeyByEither(session, record, secret);
        if (!key) continue;
        session.useCipher(session.cipher()?.withKey(key) ?? new RecordCipher(session.learnerId, null, [key]));
        await work.finish();
        if ((await session.mergeNotes()) > 0) announcements.notify('information', 'noteChangedTwice');
        // Only when nothing is sealed with it: after an interruption it can be opened again.
        if (work.progress.phase === 'done')
          await send(session, changedKey(record, { status: 'removed' }, nowIso(context)));
        sessionStore.markChanged();
        return record.keyId;
      }
      return null;
    });
  }

  /** Changes the record's key; `change` answers whether the PIN was right. */
  async function withPresentKey(
    change: (session: LearnerSession, record: KeyRecord) => Promise<boolean>,
  ): Promise<TryOutcome> {
    const session = sessionStore.current;
    const keyId = session?.cipher()?.currentKey?.keyId;
    if (!session || keyId === undefined) return { outcome: 'wait', wait: 0 };
    await journalAtHand(session);
    // What is being sealed or opened is finished first.
    if (work.isWorking) await work.finish();
    return counted(session, [keyId], async () => {
      const { keys } = await session.protection.state();
      const present = keys.find((key) => key.keyId === keyId);
      return present && (await change(session, present)) ? keyId : null;
    });
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
    const { learnerId } = session;
    const opened: string[] = [];
    const result = await tries.attempt({ learnerId, keyIds }, async () => {
      const keyId = await attempt();
      if (keyId !== null) opened.push(keyId);
      return keyId !== null;
    });
    if (result.outcome !== 'open') return result;
    await tries.clear({ learnerId, keyIds: opened });
    await load();
    return result;
  }

  return { status, isBusy, load, prepare, changePin, renewCode, removePin, openEarlier };
});
