import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { decode, encode } from 'base58-universal';
import type { Signer } from '@digitalcredentials/ed25519-multikey';
import { canonicalBytes } from '../../../domain/json/canonical-json';
import { isObject } from '../../../domain/json/json-value';
import { publicKeyOf } from '../credential';

/** Begins base58btc in multibase. */
const BASE58 = 'z';

/** A signature of 64 bytes has 88 characters at most; decoding takes quadratic time. */
const MAXIMUM_SIGNATURE_LENGTH = 89;

/** The bytes that come before an Ed25519 key in a Multikey. */
const MULTIKEY_PREFIX_BYTES = 2;
const MULTIKEY_BYTES = 34;

/** A proof of a JSON object. */
export interface JcsProof {
  readonly type: 'DataIntegrityProof';
  readonly cryptosuite: 'eddsa-jcs-2022';
  readonly created: string;
  /** `did:key:…#…` */
  readonly verificationMethod: string;
  readonly proofPurpose: 'assertionMethod';
  readonly '@context'?: unknown;
  readonly proofValue: string;
}

/**
 * Signs a JSON object with `eddsa-jcs-2022` (W3C, Data Integrity EdDSA Cryptosuites 1.0, 3.3). The same object, time
 * and key give the same proof.
 * @param created ISO 8601 instant
 */
export async function jcsProof(
  document: object,
  created: string,
  signer: Pick<Signer, 'id' | 'sign'>,
): Promise<JcsProof> {
  const options = {
    type: 'DataIntegrityProof' as const,
    cryptosuite: 'eddsa-jcs-2022' as const,
    created,
    verificationMethod: signer.id,
    proofPurpose: 'assertionMethod' as const,
    ...('@context' in document ? { '@context': document['@context'] } : {}),
  };
  const signature = await signer.sign({ data: signedBytes(document, options) });
  return { ...options, proofValue: BASE58 + encode(signature) };
}

/**
 * The public key, in multibase, whose proof by `eddsa-jcs-2022` fits an object; null where none does.
 * @param secured of a depth that was checked, without half surrogate pairs
 */
export function jcsSigner(secured: Readonly<Record<string, unknown>>): string | null {
  const { proof, ...document } = secured;
  if (!isObject(proof)) return null;
  const { proofValue, ...options } = proof;
  const { type, cryptosuite, proofPurpose, verificationMethod } = options;
  if (type !== 'DataIntegrityProof' || cryptosuite !== 'eddsa-jcs-2022' || proofPurpose !== 'assertionMethod')
    return null;
  const signature = typeof proofValue === 'string' ? decoded(proofValue) : null;
  const signer = typeof verificationMethod === 'string' ? publicKeyOf(verificationMethod) : null;
  const key = keyObject(decoded(signer ?? '') ?? new Uint8Array());
  if (signature === null || key === null) return null;
  // What a proof calls its vocabulary has to be the object's own (the same, 3.3.2).
  if (JSON.stringify(options['@context']) !== JSON.stringify(document['@context'])) return null;
  return verify(null, signedBytes(document, options), key, signature) ? signer : null;
}

function signedBytes(document: object, options: object): Buffer {
  return Buffer.concat([options, document].map((part) => createHash('sha256').update(canonicalBytes(part)).digest()));
}

/** An Ed25519 key from its Multikey; null for bytes that are none. */
function keyObject(multikey: Uint8Array): KeyObject | null {
  if (multikey.length !== MULTIKEY_BYTES) return null;
  const x = Buffer.from(multikey.subarray(MULTIKEY_PREFIX_BYTES)).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** The bytes of a base58btc text in multibase; null for any other text. */
function decoded(text: string): Uint8Array | null {
  if (!text.startsWith(BASE58) || text.length > MAXIMUM_SIGNATURE_LENGTH) return null;
  return decode(text.slice(1)) ?? null;
}
