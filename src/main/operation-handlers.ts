import type { CertificateDocument, CertificatePreview } from '../contract/certificate-document';
import type { CredentialEvidence, CredentialReport } from '../contract/credential';
import type { Delivery } from '../contract/delivery';
import type { OperationHandlers } from './dispatch';
import type { HostPorts } from './ports';
import type { ExportFiles } from './services/export-files';
import { checkExternalLink } from './services/external-links';
import type { Journal } from './services/journal';

/** The services behind the operations. */
export interface OperationServices {
  readonly ports: HostPorts;
  readonly journal: Journal;
  readonly exportFiles: ExportFiles;
  readonly certificates: {
    preview(document: CertificateDocument, credential?: string): Promise<CertificatePreview>;
    /** Typesets the certificate and hands it to the learner. */
    export(document: CertificateDocument, credential?: string): Promise<Delivery>;
  };
  readonly credentials: {
    /** The signed credential as JSON text. */
    sign(document: CertificateDocument, evidence: CredentialEvidence): Promise<string>;
    export(document: CertificateDocument, credential: string): Promise<Delivery>;
    verify(bytes: Uint8Array): Promise<CredentialReport>;
    replaceDamagedKey(): Promise<boolean>;
  };
  /** Version of this app. */
  readonly version: string;
  /** Folder that the learner should back up. */
  readonly dataFolder: string;
}

/** Wires each operation to its service. Input has been parsed by `dispatch`. */
export function createOperationHandlers(services: OperationServices): OperationHandlers {
  const { ports, journal, certificates, credentials, exportFiles, version, dataFolder } = services;
  return {
    'app.describe': async () => ({ ...ports.describe(), version, dataFolder }),
    'journal.list': async () => ({ journals: await journal.list() }),
    'journal.append': ({ learnerId, changes }) => journal.append(learnerId, changes),
    'journal.read': ({ learnerId, afterSequence, limit }) => journal.read(learnerId, afterSequence, limit),
    'certificate.preview': ({ document, credential }) => certificates.preview(document, credential),
    'certificate.export': ({ document, credential }) => certificates.export(document, credential),
    'credential.sign': async ({ document, evidence }) => ({ credential: await credentials.sign(document, evidence) }),
    'credential.export': ({ document, credential }) => credentials.export(document, credential),
    'credential.verify': ({ base64 }) => credentials.verify(Buffer.from(base64, 'base64')),
    'signing-key.replace': async () => ({ replaced: await credentials.replaceDamagedKey() }),
    'delivery.reveal': async ({ revealId }) => ({ revealed: await ports.revealFile(revealId) }),
    'export.begin': async ({ kind, label }) => ({ exportId: await exportFiles.begin(kind, label) }),
    'export.append': async ({ exportId, text }) => {
      await exportFiles.append(exportId, text);
      return {};
    },
    'export.finish': ({ exportId }) => exportFiles.finish(exportId),
    'export.cancel': async ({ exportId }) => ({ cancelled: await exportFiles.cancel(exportId) }),
    'link.open': async ({ url }) => ({ opened: await ports.openLink(checkExternalLink(url)) }),
  };
}
