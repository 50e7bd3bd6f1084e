import { join } from 'node:path';
import { createDispatch, type Dispatch } from './dispatch';
import { createOperationHandlers } from './operation-handlers';
import type { HostPorts, Logger } from './ports';
import type { Resources } from './resources';
import { exportCertificate, exportCredential } from './services/certificate-export';
import { createCertificateTypesetting } from './services/certificate-typesetting';
import { createExportFiles } from './services/export-files';
import { createLazyCredentials } from './services/lazy-credentials';
import { createJournal } from './services/journal';
import { sweepStaleTemporaryFiles } from './services/temporary-file-sweep';

/** What a host hands in to get its operations. */
export interface HostServicesOptions {
  readonly resources: Resources;
  readonly dataFolder: string;
  readonly ports: HostPorts;
  readonly logger: Logger;
}

/** Age after which a temporary file is a killed run's and not another window's, in milliseconds. */
const STALE_AFTER_MILLISECONDS = 60 * 60 * 1000;

/** Builds the services of a process, the same for both hosts. */
export function createHostServices(options: HostServicesOptions): Dispatch {
  const { resources, dataFolder, ports, logger } = options;
  const typesetting = createCertificateTypesetting({
    templateFolder: resources.certificateFolder,
    packagesFolder: resources.packagesFolder,
  });
  sweepStaleTemporaryFiles(dataFolder, STALE_AFTER_MILLISECONDS, Date.now()).catch((error: unknown) => {
    logger.error('Temporary files of an earlier run were not swept', error);
  });
  const handlers = createOperationHandlers({
    ports,
    journal: createJournal(join(dataFolder, 'journals')),
    exportFiles: createExportFiles({ folder: dataFolder, host: ports }),
    certificates: {
      preview: (document, credential) => typesetting.preview(document, credential),
      export: (document, credential) => exportCertificate(document, credential, { typesetting, host: ports }),
    },
    credentials: {
      ...createLazyCredentials({ dataFolder, host: ports, typesetting, packagesFolder: resources.packagesFolder }),
      export: (document, credential) => exportCredential(document, credential, ports),
    },
    version: resources.version,
    dataFolder,
  });
  return createDispatch(handlers, logger);
}
