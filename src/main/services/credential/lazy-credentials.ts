import type { CertificateDocument } from '../../../contract/certificate-document';
import type { Countersigning } from '../../../contract/countersignature';
import type { CheckedCountersignature, CredentialEvidence, CredentialReport } from '../../../contract/credential';
import { OperationFailure } from '../../../contract/result';
import { parseJson } from '../../../domain/json/json-value';
import type { CertificateTypesetting } from '../certificate';
import { serialiseByKey } from '../files';
import type { HostPorts } from '../ports';
import type { ReadCredential } from './credential-document';
import type { EndorsementMoment } from './endorsement';
import { storedKeyProtection } from './key-file';
import type { PdfContents, PdfProblem, ReaderFiles } from './pdf-contents';
import type { KeptReaders } from './reading-process';
import type { SigningKey, SigningKeyOptions } from './signing-key';
import type { CredentialVerificationOptions } from './verification';

/** What signing and verification need of the process. */
export interface LazyCredentialsOptions {
  readonly dataFolder: string;
  readonly host: Pick<HostPorts, 'protectSecret' | 'revealSecret' | 'startProcess'>;
  readonly typesetting: CertificateTypesetting;
  readonly readerFiles: ReaderFiles;
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
  /** Countersigns a credential with this computer's key. @throws OperationFailure of signing */
  countersign(credential: string, moment: EndorsementMoment): Promise<Countersigning>;
  /** @throws OperationFailure `typesetting-failed` for a credential that isn't of this app's form, or was changed */
  checkCountersignature(endorsement: string, credential: string): Promise<CheckedCountersignature>;
  /** By which countersignatures name a credential. @throws OperationFailure as `documentOf` */
  namedInCountersignatures(credential: string): Promise<{ readonly id: string; readonly digest: string }>;
  /**
   * Checks a file when its turn comes; `signal` is aborted when the caller stops waiting.
   * @param isOneOfMany readers are used again, and pages aren't printed again
   * @throws the signal's reason
   */
  verify(bytes: Uint8Array, isOneOfMany: boolean, signal: AbortSignal): Promise<CredentialReport>;
  /** Reads a PDF when its turn comes. @throws the signal's reason */
  readPdf(bytes: Uint8Array, signal: AbortSignal): Promise<PdfContents | PdfProblem>;
  signingKey(): Promise<SigningKey>;
  replaceUnusableKey(): Promise<boolean>;
  /** How the key is protected; null where there is none that can be read. */
  keyProtection(): Promise<'system' | 'file' | null>;
}

/** All checks wait for each other: one keeps a core busy. */
const CHECKS = 'check';

/** Loads the credential packages at the first use: JSON-LD costs start-up time, and most sessions don't need it. */
export function createLazyCredentials(
  { dataFolder, host, typesetting, readerFiles }: LazyCredentialsOptions,
  loadKey: () => Promise<{ createSigningKey: (options: SigningKeyOptions) => SigningKey }> = () =>
    import('./signing-key'),
): Credentials {
  const inTurn = serialiseByKey();
  let keptReaders: KeptReaders | undefined;
  let created: SigningKey | undefined;
  // The key is kept, not the promise of its code: a file that a virus scanner locks is read again at the next use.
  async function signingKey(): Promise<SigningKey> {
    const { createSigningKey } = await loadKey();
    return (created ??= createSigningKey({ dataFolder, host }));
  }
  async function readers(
    areUsedAgain: boolean,
    signal: AbortSignal,
  ): Promise<Pick<CredentialVerificationOptions, 'readPdf' | 'readCodes'>> {
    const { createKeptReaders, fileReaders } = await import('./verification');
    keptReaders ??= createKeptReaders();
    const { startProcess } = host;
    return fileReaders({ ...readerFiles, startProcess, keptReaders: areUsedAgain ? keptReaders : undefined }, signal);
  }
  async function read(credential: string): Promise<ReadCredential> {
    const { readOwnCredential } = await import('./credential-document');
    return readOwnCredential(parseJson(credential)) ?? notOfThisApp();
  }
  return {
    async sign(document, evidence) {
      await typesetting.requirePrintableName(document);
      const { signCredential } = await import('./credential-proof');
      return signCredential(document, evidence, await signingKey());
    },
    async documentOf(credential) {
      return (await read(credential)).document;
    },
    countersign: (credential, moment) =>
      inTurn(CHECKS, async () => {
        const { countersign } = await import('./countersigning');
        return countersign(credential, moment, await signingKey());
      }),
    checkCountersignature: (endorsement, credential) =>
      inTurn(CHECKS, async () => {
        const { checkCountersignature, intactCredential } = await import('./countersigning');
        const intact = await intactCredential(credential);
        if (typeof intact === 'string') notOfThisApp();
        return checkCountersignature(endorsement, intact, await signingKey());
      }),
    async namedInCountersignatures(credential) {
      const { credentialDigest } = await import('./endorsement');
      const { id, text } = await read(credential);
      return { id, digest: credentialDigest(text) };
    },
    verify: (bytes, isOneOfMany, signal) =>
      inTurn(CHECKS, async () => {
        signal.throwIfAborted();
        const { verifyFile } = await import('./verification');
        return verifyFile(bytes, {
          signingKey: await signingKey(),
          typesetting,
          printsPages: !isOneOfMany,
          ...(await readers(isOneOfMany, signal)),
        });
      }),
    readPdf: (bytes, signal) =>
      inTurn(CHECKS, async () => {
        signal.throwIfAborted();
        return (await readers(true, signal)).readPdf(bytes);
      }),
    signingKey,
    async replaceUnusableKey() {
      return (await signingKey()).replaceUnusable();
    },
    keyProtection: () => storedKeyProtection(dataFolder),
  };
}

function notOfThisApp(): never {
  throw new OperationFailure('typesetting-failed', 'The credential is none of this app.');
}
