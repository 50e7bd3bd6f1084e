import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import type { SignatureState } from '../../../contract/credential';
import { isShippedContext, type DocumentLoader } from './contexts';
import { publicKeyOf } from './did-key';

/** What a proof says, and whose key made it. */
export interface ProofAnswer {
  readonly signature: SignatureState;
  /** Address of the unknown vocabulary, else empty. */
  readonly context: string;
  /** `did:key` of the signer, else empty. */
  readonly signer: string;
}

/** Longest text of a signature: 64 bytes have 88 characters in the longer of the two spellings. What decodes them takes the square of their number: 100,000 held up the host for a minute. */
const MAXIMUM_SIGNATURE_LENGTH = 128;

/**
 * Checks a credential's proof offline. Who the issuer says to be plays no part here.
 * @param knows vocabularies that `loader` has
 */
export async function checkProof(
  credential: Readonly<Record<string, unknown>>,
  loader: DocumentLoader,
  knows: (address: string) => boolean = isShippedContext,
): Promise<ProofAnswer> {
  const { proof, ...document } = credential;
  if (proof === undefined) return answer('no-proof');
  if (!isRecord(proof) || proof['type'] !== 'DataIntegrityProof' || proof['cryptosuite'] !== cryptosuite.name)
    return answer('unknown-proof');
  const unknown = unknownContext(credential, knows);
  if (unknown !== null) return { ...answer('unknown-context'), context: unknown };
  const method = proof['verificationMethod'];
  const key = typeof method === 'string' ? publicKeyOf(method) : null;
  // A key in the issuer's own document would have to be fetched.
  if (key === null || typeof method !== 'string') return answer('unknown-key');
  const signer = method.slice(0, method.indexOf('#'));
  // A proof made to log in somewhere must not pass as one that asserts.
  if (proof['proofPurpose'] !== 'assertionMethod') return { ...answer('unknown-proof'), signer };
  if (typeof proof['proofValue'] !== 'string' || proof['proofValue'].length > MAXIMUM_SIGNATURE_LENGTH)
    return { ...answer('changed'), signer };
  const { verified } = await new DataIntegrityProof({ cryptosuite }).verifyProof({
    proof,
    document,
    documentLoader: loader,
  });
  return { ...answer(verified ? 'intact' : 'changed'), signer };
}

/**
 * The first vocabulary, anywhere in the credential, that isn't known; null where all are. Written into the credential instead of named, a vocabulary
 * could give the signed facts other names on the screen, so that is unknown too.
 */
function unknownContext(value: unknown, knows: (address: string) => boolean): string | null {
  if (Array.isArray(value)) return firstOf(value.map((item) => unknownContext(item, knows)));
  if (!isRecord(value)) return null;
  return firstOf(
    Object.entries(value).map(([key, part]) => {
      if (key !== '@context') return unknownContext(part, knows);
      const named: readonly unknown[] = Array.isArray(part) ? part : [part];
      return firstOf(
        named.map((context) =>
          typeof context === 'string' && knows(context) ? null : typeof context === 'string' ? context : '{…}',
        ),
      );
    }),
  );
}

function firstOf(found: readonly (string | null)[]): string | null {
  return found.find((each) => each !== null) ?? null;
}

function answer(signature: SignatureState): ProofAnswer {
  return { signature, context: '', signer: '' };
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
