import { defineStore } from 'pinia';
import { ref } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { changedKey, type KeyRecord } from '../../../../domain/protection/protection';
import { doneWithin, type RecordKey, type LearnerSession } from '../../storage';
import { openKey, RecordCipher, relockKey, type Secret } from '../../storage/protection';
import { createRewritingPort } from '../host/rewriting-client';
import { useHeldRecord } from '../session/held-record';
import { useProtectionWork } from './protection-work';
import { journalAtHand } from './journal-at-hand';
import { usePinTries, type TriedRecord, type TryOutcome } from './pin-tries';
import { newRecoveryCode } from './recovery-code-making';

/** Milliseconds that a try waits for the keys that the journal has: the PIN may have been changed elsewhere. */
const KEYS_TIMEOUT = 3_000;

/** A record that was opened with its recovery code, before its new PIN is saved. */
export interface Recovery {
  /** The new code, to be written down before anything is changed. */
  readonly code: string;
  /** Saves the new PIN and code, and opens the record. @throws StorageError; the old code stays valid then */
  readonly confirm: () => Promise<void>;
}

/** A key that was opened, and its record. */
interface OpenedKey {
  readonly record: KeyRecord;
  readonly key: RecordKey;
}

/** Unlocks a record that waits for its PIN. Keys exist only in the session of the opened record. */
export const useUnlock = defineStore('unlock', () => {
  const context = useAppContext();
  const heldRecord = useHeldRecord();
  const protectionWork = useProtectionWork();
  const tries = usePinTries();
  const busy = ref(false);

  /** Milliseconds until the next try is accepted. @throws StorageError */
  async function wait(): Promise<number> {
    const opened = heldRecord.locked;
    const record = await opened?.protection.lockedBy();
    return opened && record ? tries.wait(triedRecord(opened, record)) : 0;
  }

  /** Tries the PIN. @throws StorageError */
  async function unlock(pin: string): Promise<TryOutcome> {
    return attempt({ pin }, unlockWith);
  }

  /** Tries the recovery code; where it is right, `found` gets what sets a new PIN. @throws StorageError */
  async function recover(code: string, pin: string, found: (recovery: Recovery) => void): Promise<TryOutcome> {
    return attempt({ code }, async (opened, { record, key }) => {
      const next = newRecoveryCode();
      const owner = { learnerId: opened.learnerId, rounds: context.keyRounds };
      const relocked = await relockKey(owner, record, { code }, { pin, code: next }, nowIso(context));
      if (!relocked) return;
      const confirm = async (): Promise<void> => {
        // What is still to be sealed isn't sent before it is.
        if (!record.begun) await journalAtHand(opened);
        await opened.protection.saveKey(relocked);
        await unlockWith(opened, { record: relocked, key });
      };
      found({ code: next, confirm });
    });
  }

  /**
   * Opens the record without its sealed notes, which stay sealed; PIN and code aren't asked for again. The wrong tries
   * stay counted: whoever goes on here can try the PIN under Settings.
   *
   * @returns false where plaintext is stored that the PIN is to seal: nobody may read it without it, and nothing is
   * changed
   * @throws StorageError; HostError where that isn't known without the host
   */
  async function unlockWithoutPin(): Promise<boolean> {
    const opened = heldRecord.locked;
    if (!opened) return true;
    const record = await opened.protection.lockedBy();
    const isSealed = await opened.isSealed(createRewritingPort(context));
    if (!isStillLocked(opened)) return true;
    if (!isSealed) return false;
    if (record)
      await opened.protection.saveKey(changedKey(record, { status: 'set-aside', begun: false }, nowIso(context)));
    await heldRecord.unlockSession(null);
    return true;
  }

  async function attempt(
    secret: Secret,
    succeeded: (opened: LearnerSession, found: OpenedKey) => Promise<void>,
  ): Promise<TryOutcome> {
    const opened = heldRecord.locked;
    if (!opened || busy.value) return { outcome: 'wait', wait: 0 };
    busy.value = true;
    try {
      await doneWithin(opened.sync.followKeys(), KEYS_TIMEOUT);
      const record = await opened.protection.lockedBy();
      if (!isStillLocked(opened)) return { outcome: 'wait', wait: 0 };
      if (!record) {
        // The PIN was removed elsewhere.
        await heldRecord.unlockSession(null);
        return { outcome: 'open' };
      }
      return await tries.attempt(triedRecord(opened, record), async () => {
        const key = await openKey(opened, record, secret);
        if (key) await succeeded(opened, { record, key });
        return key !== null;
      });
    } finally {
      busy.value = false;
    }
  }

  async function unlockWith(opened: LearnerSession, { record, key }: OpenedKey): Promise<void> {
    await tries.clear(triedRecord(opened, record));
    if (!isStillLocked(opened)) return;
    const isInUse = record.status === 'active';
    await heldRecord.unlockSession(new RecordCipher(opened.learnerId, isInUse ? key : null, isInUse ? [] : [key]));
    // The journal that was followed may hold plaintext: one from before the PIN, put back.
    void protectionWork.resume(opened);
  }

  /** False where another record is locked by now, or none: a PIN opens only the record that it was typed for. */
  function isStillLocked(opened: LearnerSession): boolean {
    return heldRecord.locked === opened;
  }

  return { busy, wait, unlock, recover, unlockWithoutPin };
});

function triedRecord({ learnerId }: LearnerSession, { keyId }: KeyRecord): TriedRecord {
  return { learnerId, keyIds: [keyId] };
}
