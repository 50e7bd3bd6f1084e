import { isObject, parseJson } from '../json/json-value';
import type { IssuedCertificate } from '../record/certificate-snapshot';
import type { LearningRecord } from '../record/learning-record';
import { compareText } from '../text/compare-text';

/** A countersignature that was received and checked, with what the record says of it now. */
export interface Countersignature {
  /** Public key in multibase. */
  readonly key: string;
  /** The name that the key's owner gives. */
  readonly name: string;
  /** ISO instant. */
  readonly signedAt: string;
  /** The signed endorsement as JSON text. */
  readonly endorsement: string;
  /** Whether the learner compared the key's digits with its owner. */
  readonly isKnown: boolean;
  /** Whether its owner took it back, as far as this record has heard. */
  readonly isWithdrawn: boolean;
}

/** Countersignatures of an issue: those that count first, of keys that are known before others, newest first. */
export function countersignaturesOf(
  record: LearningRecord,
  { statementId }: Pick<IssuedCertificate, 'statementId'>,
): readonly Countersignature[] {
  return Object.values(record.countersignatures)
    .filter(({ certificate }) => certificate === statementId)
    .flatMap(({ endorsement }): Countersignature[] => {
      const stated = statedIn(endorsement);
      if (!stated) return [];
      const { key, name, signedAt, digest } = stated;
      const isWithdrawn = isWithdrawnIn(record, key, digest);
      return [{ key, name, signedAt, endorsement, isKnown: isKeyKnown(record, key), isWithdrawn }];
    })
    .sort(
      (a, b) =>
        Number(a.isWithdrawn) - Number(b.isWithdrawn) ||
        Number(b.isKnown) - Number(a.isKnown) ||
        compareText(b.signedAt, a.signedAt) ||
        compareText(a.endorsement, b.endorsement),
    );
}

/** Whether the learner said that they know a key. */
export function isKeyKnown({ knownKeys }: Pick<LearningRecord, 'knownKeys'>, key: string): boolean {
  return Object.hasOwn(knownKeys, key) && knownKeys[key]?.isKnown === true;
}

/** Whether a withdrawal in the record takes back what a key signed over these bytes, whatever the dates say. */
export function isWithdrawnIn(
  { withdrawals }: Pick<LearningRecord, 'withdrawals'>,
  key: string,
  digest: string,
): boolean {
  return Object.values(withdrawals).some((text) => {
    const withdrawal = parseJson(text);
    return (
      isObject(withdrawal) &&
      Array.isArray(withdrawal['certificates']) &&
      signerOf(withdrawal) === key &&
      withdrawal['certificates'].some((each) => isObject(each) && each['digest'] === digest)
    );
  });
}

/** Id of an issue's credential, by which countersignatures name it. */
export function credentialId({ snapshot }: Pick<IssuedCertificate, 'snapshot'>): string {
  return `urn:uuid:${snapshot.certificateId.toLowerCase()}#revision-${snapshot.revision}`;
}

/** What an endorsement says; it was checked as it was received, and a record from a file can hold any text. */
function statedIn(
  endorsement: string,
): { readonly key: string; readonly name: string; readonly signedAt: string; readonly digest: string } | null {
  const stated = parseJson(endorsement);
  if (!isObject(stated) || !isObject(stated['issuer']) || !Array.isArray(stated['relatedResource'])) return null;
  const resource: unknown = stated['relatedResource'][0];
  const key = signerOf(stated);
  const { name } = stated['issuer'];
  const signedAt = stated['validFrom'];
  const digest = isObject(resource) ? resource['digestSRI'] : null;
  if (key === null || typeof name !== 'string' || typeof signedAt !== 'string' || typeof digest !== 'string')
    return null;
  return { key, name, signedAt, digest };
}

/** The key that signed, in multibase; null where the proof names none. */
function signerOf({ proof }: Readonly<Record<string, unknown>>): string | null {
  const first: unknown = Array.isArray(proof) ? proof[0] : proof;
  const method = isObject(first) ? first['verificationMethod'] : null;
  return typeof method === 'string' ? (/^did:key:(z\w+)#/u.exec(method)?.[1] ?? null) : null;
}
