import type { Countersigning } from '../../../contract/countersignature';
import type { CheckedCountersignature } from '../../../contract/credential';
import { isObject, parseJson } from '../../../domain/json/json-value';
import { nestsTooDeep, readsAlike } from '../../../domain/json/untrusted-json';
import { readOwnCredential } from './credential-document';
import { checkProof, signEndorsement } from './credential-proof';
import { didKey } from './did-key';
import { credentialDigest, type EndorsedCredential, type EndorsementMoment, readOwnEndorsement } from './endorsement';
import { withItsOwnCode } from './paper-code';
import type { SigningKey } from './signing-key';

/** Name of the endorsement in a PDF. It ends otherwise than a credential's, which there may be one of. */
export const CONFIRMATION_FILE = 'confirmation.jsonld';

/** Longest text of an endorsement, in UTF-16 units; one of this app has some 1,500. */
const MAXIMUM_LENGTH = 20_000;

/** A credential whose signature was checked, and whose it is. */
export interface IntactCredential extends EndorsedCredential {
  /** `did:key` of the key that signed it. */
  readonly signer: string;
}

const REFUSED = { key: '', name: '', digest: '', isOwnKey: false, text: '' };

/** Checks a countersignature beside the credential that it should be about. Every text gets an answer. */
export async function checkCountersignature(
  text: string,
  credential: IntactCredential,
  key: Pick<SigningKey, 'issuers'>,
): Promise<CheckedCountersignature> {
  const read = readOwnEndorsement(plainObject(text));
  if (!read) return { ...REFUSED, state: 'another-form' };
  const { signature, signer } = await checkProof(read.secured, new Map());
  if (signature !== 'intact' || read.issuer !== signer) return { ...REFUSED, state: 'changed' };
  const issuers = await key.issuers();
  const isOwnKey = issuers.includes(signer);
  const isOneHand = signer === credential.signer || (isOwnKey && issuers.includes(credential.signer));
  const state = (): CheckedCountersignature['state'] => {
    if (read.credentialId !== credential.id) return 'another-certificate';
    if (read.digest !== credentialDigest(credential.text)) return 'other-bytes';
    return isOneHand ? 'own-key' : 'holds';
  };
  const publicKey = signer.slice(didKey('').length);
  return { state: state(), key: publicKey, name: read.name, digest: read.digest, isOwnKey, text: read.text };
}

/**
 * Countersigns a certificate's credential, as long as another computer signed it.
 * @throws OperationFailure of signing
 */
export async function countersign(
  credential: string,
  moment: EndorsementMoment,
  key: Pick<SigningKey, 'keyPair' | 'issuers'>,
): Promise<Countersigning> {
  const intact = await intactCredential(credential);
  if (typeof intact === 'string') return { outcome: 'refused', reason: intact };
  // A key that can't be used is told before anything else, and a new one is among the issuers.
  await key.keyPair();
  if ((await key.issuers()).includes(intact.signer)) return { outcome: 'refused', reason: 'own-key' };
  return { outcome: 'signed', endorsement: await signEndorsement(intact, moment, key) };
}

/** A credential of this app's form whose issuer's signature fits it, or what is wrong. */
export async function intactCredential(text: string): Promise<IntactCredential | 'not-ours' | 'changed'> {
  const value = parseJson(text);
  const read = readOwnCredential(value);
  if (!read || !isObject(value)) return 'not-ours';
  const { signature, signer } = await checkProof(value, new Map());
  const own = await withItsOwnCode(read, signer);
  const { issuer } = value;
  if (!own || signature !== 'intact' || !isObject(issuer) || issuer['id'] !== signer) return 'changed';
  return { id: own.id, text: own.text, signer };
}

/** JSON that every reader reads alike; null for any other text. */
function plainObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > MAXIMUM_LENGTH || nestsTooDeep(text)) return null;
  const value = parseJson(text);
  return isObject(value) && readsAlike(text, value) ? value : null;
}
