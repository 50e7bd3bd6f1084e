import { defineStore } from 'pinia';
import { ref } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { changedKey, keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { doneWithin, RecordCipher, type RecordKey, type LearnerSession } from '../../storage';
import { relockKey, openKey, type Secret } from '../../storage/protection';
import { createRewritingPort } from '../host/rewriting-client';
import { useHeldRecord } from '../session/held-record';
import { useProtectionWork } from './protection-work';
import type { Confirmation } from '../../../../domain/protection/recovery-code';
import { createPinTries, type TriedRecord, type TryOutcome } from './pin-tries';
import { newRecoveryCode } from './recovery-code-making';

/** A record that was opened with its recovery code, before its new PIN is saved. */
export interface Recovery {
  /** The new code, to be written down before anything is changed. */
  readonly code: string;
  /** Saves the new PIN and code, and opens the record. @throws StorageError; the old code stays valid then */
  readonly confirm: () => Promise<Confirmation>;
}

/**
 * Milliseconds that a PIN waits for what another browser may have changed of it; a host that is silent for longer must
 * not keep anybody out.
 */
const COMPARISON_TIMEOUT = 3_000;

/** Unlocks a record that waits for its PIN. Keys exist only in the session of the opened record. */
export const useUnlock = defineStore('unlock', () => {
  const context = useAppContext();
  const heldRecord = useHeldRecord();
  const protectionWork = useProtectionWork();
  const tries = createPinTries(context);
  const busy = ref(false);

  /** Milliseconds until the next try is accepted. @throws StorageError */
  async function wait(): Promise<number> {
    const opened = heldRecord.locked;
    return opened ? tries.wait(triedRecord(opened, await opened.protection.lockedBy())) : 0;
  }

  /** Tries the PIN. @throws StorageError */
  async function unlock(pin: string): Promise<TryOutcome> {
    return attempt({ pin }, async (opened, { record, key, tried }) => {
      await tries.clear(tried);
      await unlockWith(opened, record, key);
    });
  }

  /** Tries the recovery code; where it is right, `found` gets what sets a new PIN. @throws StorageError */
  async function recover(code: string, pin: string, found: (recovery: Recovery) => void): Promise<TryOutcome> {
    return attempt({ code }, async (opened, { record, key, tried }) => {
      const next = newRecoveryCode();
      const relocked = await relockKey(
        { learnerId: opened.learnerId, rounds: context.keyRounds },
        record,
        { code },
        { pin, code: next },
        nowIso(context),
      );
      if (!relocked) return;
      const confirm = async (): Promise<Confirmation> => {
        await heldRecord.compareWithJournal(opened, false);
        // The status stays: a removed key isn't in use again because of a new PIN.
        if (!(await opened.protection.saveKey({ ...relocked, status: record.status }, record, false))) return 'changed';
        await tries.clear(tried);
        await unlockWith(opened, record, key);
        heldRecord.lockOthers();
        return 'saved';
      };
      found({ code: next, confirm });
    });
  }

  /**
   * Opens the record without its sealed words, which stay sealed; PIN and code aren't asked for again. The wrong tries
   * stay counted: whoever goes on here can try the PIN under Settings.
   *
   * @returns false where words are plain that the PIN is to seal: nobody may read them without it, and nothing is
   * changed
   * @throws StorageError; HostError where that isn't known without the host
   */
  async function unlockWithoutPin(): Promise<boolean> {
    const opened = heldRecord.locked;
    if (!opened) return true;
    // A key that another browser gave a new PIN meanwhile must not get the old one back; and what it sealed in the
    // journal is taken from there.
    await heldRecord.compareWithJournal(opened, false);
    if (!isStillLocked(opened)) return true;
    if (!(await opened.isSealed(createRewritingPort(context)))) return false;
    if (!isStillLocked(opened)) return true;
    for (const record of await opened.protection.lockedBy()) {
      const setAside = changedKey(record, { status: 'set-aside' }, nowIso(context));
      if (!(await opened.protection.saveKey(setAside, record, false)))
        throw new Error('The key was changed meanwhile.');
    }
    if (!isStillLocked(opened)) return true;
    await heldRecord.unlockSession(null);
    heldRecord.lockOthers();
    return true;
  }

  async function attempt(
    secret: Secret,
    succeeded: (
      opened: LearnerSession,
      found: { readonly record: KeyRecord; readonly key: RecordKey; readonly tried: TriedRecord },
    ) => Promise<void>,
  ): Promise<TryOutcome> {
    const opened = heldRecord.locked;
    if (!opened || busy.value) return { outcome: 'wait', wait: 0 };
    busy.value = true;
    try {
      // Another browser may have changed or removed the PIN. What sets a new one needs the key as it is now.
      const before = idsOf(await opened.protection.lockedBy());
      const compared = heldRecord.compareWithJournal(opened, false);
      await ('code' in secret ? compared : doneWithin(compared, COMPARISON_TIMEOUT));
      if (!isStillLocked(opened)) return { outcome: 'wait', wait: 0 };
      const present = await opened.protection.lockedBy();
      if (!isStillLocked(opened)) return { outcome: 'wait', wait: 0 };
      if (present.length === 0) {
        await heldRecord.unlockSession(null);
        heldRecord.lockOthers();
        return { outcome: 'open' };
      }
      // Two browsers that set a PIN at once leave two keys in use. Either opens the record, and clears the tries at
      // both: who uses one of them daily would wait for the other.
      const tried = triedRecord(opened, present);
      const made = await tries.attempt(tried, async () => {
        for (const record of await opened.protection.lockedBy()) {
          if (!tried.keyIds.includes(record.keyId)) continue;
          const key = await openKey(opened, record, secret);
          if (!key) continue;
          await succeeded(opened, { record, key, tried });
          return true;
        }
        return false;
      });
      // Other windows of this browser hear of another key from nobody else, and go on sealing with the one before.
      if (made.outcome === 'open' && idsOf(present) !== before) heldRecord.lockOthers();
      return made;
    } finally {
      busy.value = false;
    }
  }

  async function unlockWith(opened: LearnerSession, record: KeyRecord, key: RecordKey): Promise<void> {
    if (!isStillLocked(opened)) return;
    const { unfinished, keys } = await opened.protection.state();
    const writes = keysOf(keys, 'active').some(({ keyId }) => keyId === record.keyId);
    const cipher = new RecordCipher(opened.learnerId, writes ? key : null, writes ? [] : [key]);
    if (!isStillLocked(opened)) return;
    await heldRecord.unlockSession(cipher);
    if (unfinished) void protectionWork.finish();
  }

  /** False where another record is locked by now, or none: a PIN opens only the record that it was typed for. */
  function isStillLocked(opened: LearnerSession): boolean {
    return heldRecord.locked === opened;
  }

  return { busy, wait, unlock, recover, unlockWithoutPin };
});

function idsOf(keys: readonly KeyRecord[]): string {
  return keys.map(({ keyId }) => keyId).join();
}

function triedRecord({ learnerId, protection }: LearnerSession, keys: readonly KeyRecord[]): TriedRecord {
  return { learnerId, keyIds: keys.map(({ keyId }) => keyId), database: protection };
}
