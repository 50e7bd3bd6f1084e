import { changedKey, DERIVATION_ROUNDS, type KeyRecord, type KeyWrap } from '../../../../domain/protection/protection';
import { normalisePin } from '../../../../domain/protection/pin';
import { readRecoveryCode } from '../../../../domain/protection/recovery-code';
import { importKey, unwrapKey, wrapKey } from './key-derivation';
import type { RecordKey } from './record-cipher';

const KEY_BYTES = 32;

/** What opens a key: the PIN or the recovery code, as typed. */
export type Secret = { readonly pin: string } | { readonly code: string };

/** Whose key (a session is one), and the rounds of derivation of one that is made; tests take fewer. */
export interface KeyOwner {
  readonly learnerId: string;
  readonly rounds?: number | undefined;
}

/**
 * Creates a learner's key, wrapped with a PIN and with a recovery code. Nothing is sealed with it yet. `at` is an ISO
 * instant.
 */
export async function makeKey(
  owner: KeyOwner,
  keyId: string,
  secrets: { readonly pin: string; readonly code: string },
  at: string,
): Promise<{ readonly record: KeyRecord; readonly key: RecordKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const [pin, recovery] = await Promise.all([
    lock(owner, keyId, raw, { pin: secrets.pin }),
    lock(owner, keyId, raw, { code: secrets.code }),
  ]);
  return {
    record: { version: 1, keyId, status: 'active', begun: true, pin, recovery, createdAt: at, updatedAt: at },
    key: { keyId, key: await importKey(raw) },
  };
}

/** The key of a record, or null where the secret is wrong. */
export async function openKey(
  { learnerId }: KeyOwner,
  record: Pick<KeyRecord, 'keyId' | 'pin' | 'recovery'>,
  secret: Secret,
): Promise<RecordKey | null> {
  const raw = await unlock(learnerId, record, secret);
  return raw && { keyId: record.keyId, key: await importKey(raw) };
}

/** The key of a record, opened with a text that is its PIN or its recovery code; null where it is neither. */
export async function openKeyByEither(
  owner: KeyOwner,
  record: Pick<KeyRecord, 'keyId' | 'pin' | 'recovery'>,
  typed: string,
): Promise<RecordKey | null> {
  return (await openKey(owner, record, { code: typed })) ?? openKey(owner, record, { pin: typed });
}

/**
 * The same key, wrapped with another PIN, and with another recovery code where one is given; null where the secret is
 * wrong.
 */
export async function relockKey(
  owner: KeyOwner,
  record: KeyRecord,
  secret: Secret,
  next: { readonly pin: string; readonly code?: string },
  now: string,
): Promise<KeyRecord | null> {
  const raw = await unlock(owner.learnerId, record, secret);
  if (!raw) return null;
  const pin = await lock(owner, record.keyId, raw, { pin: next.pin });
  const recovery =
    next.code === undefined ? record.recovery : await lock(owner, record.keyId, raw, { code: next.code });
  raw.fill(0);
  return changedKey(record, { pin, recovery }, now);
}

async function lock(
  { learnerId, rounds = DERIVATION_ROUNDS }: KeyOwner,
  keyId: string,
  raw: Uint8Array<ArrayBuffer>,
  secret: Secret,
): Promise<KeyWrap> {
  const { text, purpose } = secretText(secret);
  if (text === null) throw new Error('That is no recovery code.');
  return wrapKey(raw, text, binding(learnerId, keyId, purpose), rounds);
}

async function unlock(
  learnerId: string,
  record: Pick<KeyRecord, 'keyId' | 'pin' | 'recovery'>,
  secret: Secret,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { text, purpose } = secretText(secret);
  // A code with a wrong check symbol was mistyped, and needn't be tried.
  return text === null ? null : unwrapKey(record[purpose], text, binding(learnerId, record.keyId, purpose));
}

function secretText(secret: Secret): { readonly text: string | null; readonly purpose: 'pin' | 'recovery' } {
  return 'pin' in secret
    ? { text: normalisePin(secret.pin), purpose: 'pin' }
    : { text: readRecoveryCode(secret.code), purpose: 'recovery' };
}

function binding(learnerId: string, keyId: string, purpose: string): string {
  return [learnerId, keyId, purpose].join('\n');
}
