import { resolve } from 'node:path';
import type { CertificateDocument } from '../../../src/contract/certificate-document';
import type { OperationInput, OperationName } from '../../../src/contract/operations';
import { success, type Result } from '../../../src/contract/result';
import {
  createCertificateTypesetting,
  createDocumentExports,
  type CertificateTypesetting,
} from '../../../src/main/services/certificate';
import { createLazyCredentials, type Credentials } from '../../../src/main/services/credential';
import {
  createProgressReports,
  createReportSerial,
  createWithdrawals,
  type ProgressReports,
  type Withdrawals,
} from '../../../src/main/services/group';
import type { DeliverableFile } from '../../../src/main/services/ports';
import { createTypesettingPress } from '../../../src/main/services/typesetting';
import { forkProcess } from '../../../src/main/http/forked-process';
import type { HostClient } from '../../../src/renderer/src/host/host-client';
import { pdfReaderParts } from '../hosts/pdf-reader-parts';

/** What a computer with the app makes and checks: the app's own services on a data folder of its own. */
export interface Computer {
  readonly credentials: Credentials;
  readonly reports: ProgressReports;
  readonly withdrawals: Withdrawals;
  /** The file of a certificate, as it is saved. */
  readonly certificatePdf: (document: CertificateDocument, credential: string) => Promise<DeliverableFile>;
  /** The file that a service handed over last. */
  readonly delivered: () => DeliverableFile;
  /** Public key in multibase. */
  readonly key: () => Promise<string>;
}

const root = resolve(import.meta.dirname, '../../..');
let shared: { readonly press: ReturnType<typeof createTypesettingPress>; readonly typesetting: CertificateTypesetting };

/** One compiler for all computers of a test: what it prints depends on what is printed alone. */
function typesetter(): typeof shared {
  if (!(shared as typeof shared | undefined)) {
    const press = createTypesettingPress({
      templateFolder: resolve(root, 'resources/certificate'),
      packagesFolder: resolve(root, 'node_modules'),
    });
    shared = { press, typesetting: createCertificateTypesetting(press) };
  }
  return shared;
}

/** A computer on an empty data folder. */
export function computerOn(dataFolder: string): Computer {
  const { press, typesetting } = typesetter();
  let last: DeliverableFile | undefined;
  const delivered = (): DeliverableFile => {
    if (!last) throw new Error('Nothing was handed over.');
    return last;
  };
  const host = {
    protectSecret: async () => null,
    revealSecret: async () => Promise.reject(new Error('This computer has no keyring.')),
    startProcess: forkProcess,
    deliverFile: async (file: DeliverableFile) => {
      last = file;
      return { outcome: 'saved' as const, fileName: file.suggestedName, revealId: file.suggestedName };
    },
  };
  const credentials = createLazyCredentials({ dataFolder, host, typesetting, readerFiles: pdfReaderParts() });
  const documents = createDocumentExports({ press, typesetting, host });
  return {
    credentials,
    reports: createProgressReports({
      credentials,
      serial: createReportSerial({ dataFolder, now: () => Date.now() }),
      host,
    }),
    withdrawals: createWithdrawals({ credentials, host }),
    async certificatePdf(document, credential) {
      await documents.certificate(document, credential);
      return delivered();
    },
    delivered,
    async key() {
      return (await (await credentials.signingKey()).keyPair()).publicKeyMultibase;
    },
  };
}

const NEVER = new AbortController().signal;

/** A computer as the coordinator's page asks it: for the check of files alone. */
export function hostOfComputer({ reports, credentials }: Computer): HostClient {
  const answer = async (name: OperationName, input: unknown): Promise<Result<unknown>> => {
    const { base64 } = input as OperationInput<'credential.verify'>;
    const bytes = Buffer.from(base64, 'base64');
    if (name === 'progress-report.check') return success(await reports.check(bytes, NEVER));
    return success(await credentials.verify(bytes, true, NEVER));
  };
  return { invoke: answer as HostClient['invoke'] };
}
