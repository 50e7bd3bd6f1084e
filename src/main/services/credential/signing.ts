import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalcredentials/vc';
import type { CertificateDocument } from '../../../contract/certificate-document';
import type { CredentialEvidence } from '../../../contract/credential';
import { OperationFailure } from '../../../contract/result';
import { createDocumentLoader } from './contexts';
import { credentialOf } from './credential-document';
import type { SigningKey } from './signing-key';

/**
 * Signs a certificate as an Open Badges 3.0 credential with a Data Integrity proof (`eddsa-rdfc-2022`), dated with the document's own issue. Ed25519
 * is deterministic, so the same document, counts and key give the same text.
 * @throws OperationFailure `signing-key-damaged`, `signing-key-locked`, `signing-failed`, or a file code where the new key can't be stored
 */
export async function signCredential(
  document: CertificateDocument,
  evidence: CredentialEvidence,
  key: Pick<SigningKey, 'keyPair'>,
): Promise<string> {
  const pair = await key.keyPair();
  try {
    const suite = new DataIntegrityProof({ signer: pair.signer(), date: document.issuedAt, cryptosuite });
    const credential = credentialOf(document, evidence, pair.controller);
    return JSON.stringify(await issue({ credential, suite, documentLoader: createDocumentLoader() }));
  } catch (cause) {
    throw new OperationFailure('signing-failed', 'The credential could not be signed.', undefined, { cause });
  }
}
