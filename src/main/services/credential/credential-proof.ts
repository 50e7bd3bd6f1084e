import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import type { KeyPair } from '@digitalcredentials/ed25519-multikey';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalcredentials/vc';
import type { CertificateDocument } from '../../../contract/certificate-document';
import type { CredentialEvidence, SignatureState } from '../../../contract/credential';
import { OperationFailure } from '../../../contract/result';
import { isObject } from '../../../domain/json/json-value';
import { createDocumentLoader, isShippedContext } from './contexts';
import { credentialOf } from './credential-document';
import { publicKeyOf } from './did-key';
import { type EndorsedCredential, type EndorsementMoment, endorsementOf } from './endorsement';
import { makePaperCode } from './paper-code';
import type { SigningKey } from './signing-key';

/** A proof's result, and whose key made it. */
export interface ProofResult {
  readonly signature: SignatureState;
  /** Address of the unknown vocabulary, else empty. */
  readonly context: string;
  /** `did:key` of the signer, else empty. */
  readonly signer: string;
}

/**
 * Longest text of a signature: 64 bytes have 88 characters in the longer of the two spellings. Decoding takes quadratic
 * time: 100,000 characters blocked the host for a minute.
 */
const MAXIMUM_SIGNATURE_LENGTH = 128;

/**
 * Checks a credential's proof offline. The issuer's claimed identity isn't considered here.
 * @param additional vocabularies besides those shipped
 */
export async function checkProof(
  credential: Readonly<Record<string, unknown>>,
  additional: ReadonlyMap<string, object>,
): Promise<ProofResult> {
  const { proof, ...document } = credential;
  if (proof === undefined) return proofResult('no-proof');
  if (!isObject(proof) || proof['type'] !== 'DataIntegrityProof' || proof['cryptosuite'] !== cryptosuite.name)
    return proofResult('unknown-proof');
  const unknown = unknownContext(credential, additional);
  if (unknown !== null) return { ...proofResult('unknown-context'), context: unknown };
  const method = proof['verificationMethod'];
  const key = typeof method === 'string' ? publicKeyOf(method) : null;
  // A key in the issuer's own document would have to be fetched.
  if (key === null || typeof method !== 'string') return proofResult('unknown-key');
  const signer = method.slice(0, method.indexOf('#'));
  // A proof made to log in somewhere must not pass as one that asserts.
  if (proof['proofPurpose'] !== 'assertionMethod') return { ...proofResult('unknown-proof'), signer };
  if (typeof proof['proofValue'] !== 'string' || proof['proofValue'].length > MAXIMUM_SIGNATURE_LENGTH)
    return { ...proofResult('changed'), signer };
  const { verified } = await new DataIntegrityProof({ cryptosuite }).verifyProof({
    proof,
    document,
    documentLoader: createDocumentLoader(additional),
  });
  return { ...proofResult(verified ? 'intact' : 'changed'), signer };
}

/**
 * The first vocabulary, anywhere in the credential, that isn't known; null where all are. A vocabulary that is embedded
 * instead of named could give the signed facts other names on the screen, so it counts as unknown too.
 */
function unknownContext(credential: unknown, additional: ReadonlyMap<string, object>): string | null {
  for (const context of contextsIn(credential)) {
    if (typeof context !== 'string') return '{…}';
    if (!isShippedContext(context) && !additional.has(context)) return context;
  }
  return null;
}

/** Every vocabulary that a value names, in all its parts. */
function* contextsIn(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) for (const item of value) yield* contextsIn(item);
  else if (isObject(value))
    for (const [key, part] of Object.entries(value))
      if (key !== '@context') yield* contextsIn(part);
      else if (Array.isArray(part)) yield* part;
      else yield part;
}

function proofResult(signature: SignatureState): ProofResult {
  return { signature, context: '', signer: '' };
}

/**
 * Signs a certificate as an Open Badges 3.0 credential with a Data Integrity proof (`eddsa-rdfc-2022`), dated with the
 * document's own issue. The code of its page is signed first and is one of the credential's fields. Ed25519 is
 * deterministic, so the same document, counts and key give the same text.
 * @throws OperationFailure `signing-key-damaged`, `signing-key-locked`, `signing-failed`, or a file code where the new
 * key can't be stored
 */
export async function signCredential(
  document: CertificateDocument,
  evidence: CredentialEvidence,
  key: Pick<SigningKey, 'keyPair'>,
): Promise<string> {
  const credential = await signed(key, document.issuedAt, async (pair) =>
    credentialOf(document, evidence, pair.controller, await makePaperCode(document, pair)),
  );
  return JSON.stringify(credential);
}

/**
 * Signs an endorsement of a credential, in the same way.
 * @throws OperationFailure as `signCredential`
 */
export async function signEndorsement(
  credential: EndorsedCredential,
  moment: EndorsementMoment,
  key: Pick<SigningKey, 'keyPair'>,
): Promise<string> {
  const { proof, ...endorsement } = await signed(key, moment.signedAt, (pair) =>
    endorsementOf(credential, moment, pair.controller),
  );
  return JSON.stringify({ ...endorsement, proof: [proof] });
}

/** @param date ISO 8601 instant of the proof */
async function signed(
  key: Pick<SigningKey, 'keyPair'>,
  date: string,
  make: (pair: KeyPair) => object | Promise<object>,
): Promise<Readonly<Record<string, unknown>>> {
  const pair = await key.keyPair();
  try {
    const suite = new DataIntegrityProof({ signer: pair.signer(), date, cryptosuite });
    return { ...(await issue({ credential: await make(pair), suite, documentLoader: createDocumentLoader() })) };
  } catch (cause) {
    throw new OperationFailure('signing-failed', 'The credential could not be signed.', undefined, { cause });
  }
}
