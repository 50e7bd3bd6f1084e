import type { CertificateDocument, CertificatePreview } from '../contract/certificate-document';
import type { Delivery } from '../contract/delivery';
import type { OperationHandlers } from './dispatch';
import type { HostPorts } from './ports';
import { checkExternalLink } from './services/external-links';
import type { Journal } from './services/journal';

/** The services behind the operations. */
export interface OperationServices {
  readonly ports: HostPorts;
  readonly journal: Journal;
  readonly certificates: {
    preview(document: CertificateDocument): Promise<CertificatePreview>;
    /** Typesets the certificate and hands it to the learner. */
    export(document: CertificateDocument): Promise<Delivery>;
  };
  /** Version of this app. */
  readonly version: string;
  /** Folder that the learner should back up. */
  readonly dataFolder: string;
}

/** Wires each operation to its service. Input has been parsed by `dispatch`. */
export function createOperationHandlers(services: OperationServices): OperationHandlers {
  const { ports, journal, certificates, version, dataFolder } = services;
  return {
    'app.describe': async () => ({ ...ports.describe(), version, dataFolder }),
    'journal.list': async () => ({ journals: await journal.list() }),
    'journal.append': ({ learnerId, changes }) => journal.append(learnerId, changes),
    'journal.read': ({ learnerId, afterSequence, limit }) => journal.read(learnerId, afterSequence, limit),
    'certificate.preview': ({ document }) => certificates.preview(document),
    'certificate.export': ({ document }) => certificates.export(document),
    'delivery.reveal': async ({ revealId }) => ({ revealed: await ports.revealFile(revealId) }),
    'link.open': async ({ url }) => ({ opened: await ports.openLink(checkExternalLink(url)) }),
  };
}
