import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDispatch, type Dispatch } from './dispatch';
import { createOperationHandlers } from './operation-handlers';
import type { HostPorts, Logger } from './ports';
import type { Resources } from './resources';
import { exportCertificate, exportCredential } from './services/certificate-export';
import { createCertificateTypesetting } from './services/certificate-typesetting';
import { createExportFiles } from './services/export-files';
import { createLazyCredentials } from './services/lazy-credentials';
import { exportRecord } from './services/record-export';
import { createRecordTypesetting } from './services/record-typesetting';
import { createJournal } from './services/journal';
import { createSnapshots } from './services/snapshots';
import { createSteadyClock } from './services/steady-clock';
import { STALE_AFTER_MILLISECONDS, sweepStaleTemporaryFiles } from './services/temporary-file-sweep';
import { createTypesettingPress } from './services/typesetting-press';

/** What a host hands in to get its operations. */
export interface HostServicesOptions {
  readonly resources: Resources;
  readonly dataFolder: string;
  readonly ports: HostPorts;
  readonly logger: Logger;
}

/** Time after the start at which journals that changed get their daily snapshot, in milliseconds. */
const DAILY_SNAPSHOTS_AFTER_MILLISECONDS = 10_000;

/** Builds the services of a process, the same for both hosts. */
export function createHostServices(options: HostServicesOptions): Dispatch {
  const { resources, dataFolder, ports, logger } = options;
  const templates = { templateFolder: resources.certificateFolder, packagesFolder: resources.packagesFolder };
  const press = createTypesettingPress(templates);
  const typesetting = createCertificateTypesetting(templates, press);
  const recordTypesetting = createRecordTypesetting(press);
  for (const folder of [dataFolder, join(dataFolder, 'journals')]) {
    sweepStaleTemporaryFiles(folder, STALE_AFTER_MILLISECONDS, Date.now()).catch((error: unknown) => {
      logger.error('Temporary files of an earlier run were not swept', error);
    });
  }
  const journal = createJournal(join(dataFolder, 'journals'));
  const snapshots = createSnapshots({ folder: join(dataFolder, 'snapshots'), journal, logger, now: () => Date.now(), newId: randomUUID });
  // Not at once: the first screen needs the disk more.
  setTimeout(() => void snapshots.takeDailyOfAll(), DAILY_SNAPSHOTS_AFTER_MILLISECONDS).unref();
  const handlers = createOperationHandlers({
    ports,
    journal,
    snapshots,
    exportFiles: createExportFiles({ folder: dataFolder, host: ports }),
    certificates: {
      preview: (document, credential) => typesetting.preview(document, credential),
      export: (document, credential) => exportCertificate(document, credential, { typesetting, host: ports }),
    },
    credentials: {
      ...createLazyCredentials({ dataFolder, host: ports, typesetting, packagesFolder: resources.packagesFolder }),
      export: (document, credential) => exportCredential(document, credential, ports),
    },
    exportRecord: (document) => exportRecord(document, { typesetting: recordTypesetting, host: ports }),
    readClock: createSteadyClock(randomUUID),
    version: resources.version,
    dataFolder,
  });
  return createDispatch(handlers, logger);
}
