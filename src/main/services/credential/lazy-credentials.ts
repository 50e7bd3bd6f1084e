import type { CertificateDocument } from '../../../contract/certificate-document';
import type { CredentialEvidence, CredentialReport } from '../../../contract/credential';
import { OperationFailure } from '../../../contract/result';
import { parseJson } from '../../../domain/json/json-value';
import type { HostPorts } from '../ports';
import type { CertificateTypesetting } from '../certificate';
import { createCheckQueue } from './check-queue';
import { storedKeyProtection } from './key-file';
import type { PdfReaderFiles } from './pdf-contents';
import type { SigningKey, SigningKeyOptions } from './signing-key';

/** What signing and verification need of the process. */
export interface LazyCredentialsOptions {
  readonly dataFolder: string;
  readonly host: Pick<HostPorts, 'protectSecret' | 'revealSecret' | 'startProcess'>;
  readonly typesetting: CertificateTypesetting;
  readonly pdfReaderFiles: PdfReaderFiles;
}

/** Signing and verification. */
export interface Credentials {
  /** @throws OperationFailure of signing; `name-unprintable` for a name that the page can't show */
  sign(document: CertificateDocument, evidence: CredentialEvidence): Promise<string>;
  /**
   * What a credential certifies. Its signature isn't checked.
   * @throws OperationFailure `typesetting-failed` for one that isn't of this app's form
   */
  documentOf(credential: string): Promise<CertificateDocument>;
  /**
   * Checks a file when its turn comes; `signal` is aborted when the caller stops waiting.
   * @throws OperationFailure `too-busy`
   */
  verify(bytes: Uint8Array, signal: AbortSignal): Promise<CredentialReport>;
  replaceUnusableKey(): Promise<boolean>;
  /** How the key is protected; null where there is none that can be read. */
  keyProtection(): Promise<'system' | 'file' | null>;
}

/** Loads the credential packages at the first use: JSON-LD costs start-up time, and most sessions don't need it. */
export function createLazyCredentials(
  { dataFolder, host, typesetting, pdfReaderFiles }: LazyCredentialsOptions,
  loadKey: () => Promise<{ createSigningKey: (options: SigningKeyOptions) => SigningKey }> = () =>
    import('./signing-key'),
): Credentials {
  const checks = createCheckQueue();
  let created: SigningKey | undefined;
  // The key is kept, not the promise of its code: a file that a virus scanner locks is read again at the next use.
  async function signingKey(): Promise<SigningKey> {
    const { createSigningKey } = await loadKey();
    return (created ??= createSigningKey({ dataFolder, host }));
  }
  return {
    async sign(document, evidence) {
      await typesetting.requirePrintableName(document);
      const { signCredential } = await import('./credential-proof');
      return signCredential(document, evidence, await signingKey());
    },
    async documentOf(credential) {
      const { readOwnCredential } = await import('./credential-document');
      const read = readOwnCredential(parseJson(credential));
      if (!read) throw new OperationFailure('typesetting-failed', 'The credential is none of this app.');
      return read.document;
    },
    verify: (bytes, signal) =>
      checks.run(async () => {
        const { pdfReader, verifyFile } = await import('./verification');
        return verifyFile(bytes, {
          signingKey: await signingKey(),
          typesetting,
          readPdf: pdfReader({ ...pdfReaderFiles, startProcess: host.startProcess }, signal),
        });
      }, signal),
    async replaceUnusableKey() {
      return (await signingKey()).replaceUnusable();
    },
    keyProtection: () => storedKeyProtection(dataFolder),
  };
}
