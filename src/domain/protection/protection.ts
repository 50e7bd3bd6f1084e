import { isBase64 } from '../json/base64';
import { compareEdits, isEra, nextEdit, type EditTime } from '../learner/edit-order';
import { isInstant, isObject, isUuid, isWhole } from '../json/json-value';
import { compareText } from '../text/compare-text';

/** A key wrapped with another one that is derived from a typed secret (`storage/protection/key-derivation.ts`). */
export interface KeyWrap {
  /** Sixteen random bytes, base64. */
  readonly salt: string;
  /** Rounds of PBKDF2-HMAC-SHA-256. Stored, so that later versions can raise it. */
  readonly iterations: number;
  /** Nonce and the key, encrypted with AES-256-GCM, base64. */
  readonly wrapped: string;
}

/**
 * The stored form of a key that notes are sealed with: enough to open it with the PIN or the recovery code, and useless
 * without them. It is in the journal too, so that a record rebuilt from there can be opened.
 * - `active`: in use; the record is locked until the key is opened
 * - `removed`: the PIN was removed, and what was sealed with the key opened
 * - `set-aside`: PIN and code were lost; what is sealed with it stays sealed, and can be opened if either is found
 */
export interface KeyRecord {
  readonly version: 1;
  /** UUIDv7. */
  readonly keyId: string;
  readonly status: 'active' | 'removed' | 'set-aside';
  /**
   * Setting or removing the PIN began: not all that is stored is sealed, or opened, yet. Whoever opens the record next
   * finishes it.
   */
  readonly begun?: true;
  readonly pin: KeyWrap;
  readonly recovery: KeyWrap;
  /** ISO instants. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Comes before the dates in their order (`domain/learner/edit-order.ts`); absent for 0. */
  readonly era?: number;
}

/** Rounds for a new PIN: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA-256. */
export const DERIVATION_ROUNDS = 600_000;

/**
 * Bounds of what is accepted from a file or a journal: more would be an attack on the computer's time, and is refused
 * before anything is derived.
 */
const ROUNDS = { fewest: 1_000, most: 10_000_000 };

const STATUSES: readonly unknown[] = ['active', 'removed', 'set-aside'] satisfies KeyRecord['status'][];

/** True for a wrap that may be tried. */
export function isKeyWrap(value: unknown): value is KeyWrap {
  return (
    isObject(value) &&
    isBase64(value['salt'], 64) &&
    isWhole(value['iterations'], ROUNDS.fewest, ROUNDS.most) &&
    isBase64(value['wrapped'], 200)
  );
}

/** True for a key record, wherever it comes from. */
export function isKeyRecord(value: unknown): value is KeyRecord {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    isUuid(value['keyId']) &&
    STATUSES.includes(value['status']) &&
    (value['begun'] === undefined || value['begun'] === true) &&
    isKeyWrap(value['pin']) &&
    isKeyWrap(value['recovery']) &&
    isInstant(value['createdAt']) &&
    isInstant(value['updatedAt']) &&
    (value['era'] === undefined || isEra(value['era']))
  );
}

/**
 * Merges the key records of two places, oldest key first: the newest state of each key wins, on a tie the one that
 * sorts later as JSON, so that order never matters.
 */
export function mergeKeys(a: readonly KeyRecord[], b: readonly KeyRecord[]): readonly KeyRecord[] {
  const byId = new Map<string, KeyRecord>();
  for (const record of [...a, ...b]) {
    const known = byId.get(record.keyId);
    byId.set(record.keyId, known ? newerKey(known, record) : record);
  }
  return [...byId.values()].sort((first, second) => compareText(first.keyId, second.keyId));
}

function newerKey(a: KeyRecord, b: KeyRecord): KeyRecord {
  const order = compareEdits(editOf(a), editOf(b)) || compareText(JSON.stringify(a), JSON.stringify(b));
  return order >= 0 ? a : b;
}

/** What of a key record changes. */
export type KeyChange = Partial<Pick<KeyRecord, 'status' | 'pin' | 'recovery'>> & { readonly begun?: boolean };

/** A changed key record, newer than the last one whatever the clock says. @param now ISO instant */
export function changedKey(record: KeyRecord, change: KeyChange, now: string): KeyRecord {
  const { era: _, begun: wasBegun = false, ...rest } = record;
  const { begun = wasBegun, ...changed } = change;
  const { at, ...era } = nextEdit(editOf(record), now);
  return { ...rest, ...changed, ...(begun && { begun }), updatedAt: at, ...era };
}

function editOf({ updatedAt, era }: KeyRecord): EditTime {
  return { at: updatedAt, ...(era === undefined ? {} : { era }) };
}

/**
 * The key that must be opened before anything is shown: the one in use, or one whose removal isn't finished; null for a
 * record without a PIN.
 */
export function lockingKey(keys: readonly KeyRecord[]): KeyRecord | null {
  return keysOf(keys, 'active').at(-1) ?? keysOf(keys, 'removed').findLast(({ begun }) => begun) ?? null;
}

/** The keys of a status, oldest first. */
export function keysOf(keys: readonly KeyRecord[], ...statuses: readonly KeyRecord['status'][]): readonly KeyRecord[] {
  return keys.filter(({ status }) => statuses.includes(status));
}
