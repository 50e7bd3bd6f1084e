import type { LearnerSession } from '../../storage';

/** Whether a record was opened as it is protected now; false where another browser set a PIN, or removed the one with which it was opened. @throws StorageError */
export async function isOpenedAsProtected({ cipher, protection }: LearnerSession): Promise<boolean> {
  const present = cipher();
  const lockedBy = await protection.lockedBy();
  return present?.seals
    ? lockedBy.some(({ keyId }) => present.sealsWith(keyId))
    : lockedBy.length === 0 || present !== null;
}
