import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDispatch, type Dispatch } from './dispatch';
import { createOperationHandlers, removeLearner } from './operation-handlers';
import type { HostPorts, Logger, UpdatePort } from '../services/ports';
import type { Resources } from './resources';
import { createCertificateTypesetting, createDocumentExports } from '../services/certificate';
import { createLazyCredentials } from '../services/credential';
import { createExportFiles, sweepStaleTemporaryFiles } from '../services/files';
import { createProgressReports, createReportSerial, createWithdrawals } from '../services/group';
import { createJournal, createLearnerRemovals } from '../services/journal';
import { createMonotonicClock, createUnlockTries } from '../services/protection';
import { createRecordingFiles, type RecordingFiles } from '../services/recordings';
import { createJournalRescue, type JournalRescue } from '../services/rescue';
import { createSnapshots } from '../services/snapshots';
import { createTypesettingPress } from '../services/typesetting';
import { createUpdates, PINNED_KEYS } from '../services/update';

/** What a host passes to get its operations. */
export interface HostServicesOptions {
  readonly resources: Resources;
  readonly dataFolder: string;
  readonly ports: HostPorts;
  /** Null, or left out, where this host can't be updated from a file. */
  readonly updatePort?: UpdatePort | null;
  /** Public keys of which one must have signed an update; others than the pinned ones in tests alone. */
  readonly updateKeys?: readonly string[];
  readonly logger: Logger;
}

/** Time after the start at which journals that changed get their daily snapshot, in milliseconds. */
const DAILY_SNAPSHOTS_AFTER_MILLISECONDS = 10_000;

/** The services of a process, the same for both hosts. */
export interface HostServices {
  /** Carries out the page's operations. */
  readonly dispatch: Dispatch;
  /** Saves records without the page. */
  readonly rescue: JournalRescue;
  /** Where chosen recordings are, for a host that serves them. */
  readonly recordings: Pick<RecordingFiles, 'pathOf'>;
}

/** Builds the services of a process. */
export function createHostServices(options: HostServicesOptions): HostServices {
  const { resources, dataFolder, ports, logger } = options;
  const press = createTypesettingPress({
    templateFolder: resources.certificateFolder,
    packagesFolder: resources.packagesFolder,
  });
  const typesetting = createCertificateTypesetting(press);
  const journalFolder = join(dataFolder, 'journals');
  const snapshotFolder = join(dataFolder, 'snapshots');
  const markFolder = join(dataFolder, 'removed');
  const triesFolder = join(dataFolder, 'unlock-tries');
  const recordingsFolder = join(dataFolder, 'recordings');
  for (const folder of [dataFolder, journalFolder, markFolder, triesFolder, recordingsFolder]) {
    sweepStaleTemporaryFiles(folder, Date.now()).catch((error: unknown) => {
      logger.error('Temporary files of an earlier run were not swept', error);
    });
  }
  const removals = createLearnerRemovals({
    folder: markFolder,
    dataFolders: [journalFolder, snapshotFolder],
    logger,
    now: () => Date.now(),
  });
  const journal = createJournal(journalFolder, { removals });
  const snapshots = createSnapshots({
    folder: snapshotFolder,
    journal,
    logger,
    now: () => Date.now(),
    removals,
  });
  const unlockTries = createUnlockTries({
    folder: triesFolder,
    now: () => Date.now(),
    readClock: createMonotonicClock(randomUUID),
    // A mark that can't be read keeps nobody from trying their PIN.
    isRemoved: async (learnerId) => (await removals.find(learnerId).catch(() => null)) !== null,
  });
  const recordings = createRecordingFiles({
    folder: recordingsFolder,
    chooseFile: (kind) => ports.chooseRecording(kind),
    newId: randomUUID,
  });
  // Not at once: the first screen needs the disk more.
  setTimeout(() => void snapshots.takeDailyOfAll(), DAILY_SNAPSHOTS_AFTER_MILLISECONDS).unref();
  const exportFiles = createExportFiles({ host: ports });
  const ofLearners = { removals, unlockTries, recordings, exportFiles, snapshots, journal };
  // Not awaited: a learner who is being removed is listed nowhere meanwhile.
  void removals.finishBegun((learnerId) => removeLearner(ofLearners, learnerId));
  const credentials = createLazyCredentials({ dataFolder, host: ports, typesetting, readerFiles: resources });
  const handlers = createOperationHandlers({
    ports,
    ...ofLearners,
    unprintable: press.unprintable,
    certificates: typesetting,
    credentials,
    documents: createDocumentExports({ press, typesetting, host: ports }),
    reports: createProgressReports({
      credentials,
      serial: createReportSerial({ dataFolder, now: () => Date.now() }),
      host: ports,
    }),
    withdrawals: createWithdrawals({ credentials, host: ports }),
    updates: createUpdates({
      host: options.updatePort ?? null,
      version: resources.version,
      keys: options.updateKeys ?? PINNED_KEYS,
      folder: join(dataFolder, '.child-justice-update'),
      takeSnapshots: async () => {
        // A journal that can't be read has nothing to copy, and must not keep out the version that may mend it.
        for (const { learnerId, state } of await journal.list())
          if (state) await snapshots.take(learnerId, 'before-upgrade');
      },
      logger,
    }),
    version: resources.version,
    dataFolder,
  });
  return {
    dispatch: createDispatch(handlers, logger),
    rescue: createJournalRescue({ journal, exportFiles, now: () => Date.now() }),
    recordings,
  };
}
