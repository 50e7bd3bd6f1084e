import type { CertificateDocument } from '../../contract/certificate-document';
import type { Delivery } from '../../contract/delivery';
import type { JobAidDocument } from '../../contract/job-aid-document';
import { JOURNAL_FORMAT } from '../../contract/journal-entry';
import type { NotebookDocument } from '../../contract/notebook-document';
import type { RecordOfLearningDocument } from '../../contract/record-of-learning-document';
import { OperationFailure } from '../../contract/result';
import type { SteadyReading } from '../../contract/unlock-tries';
import type { OperationHandlers } from './dispatch';
import type { HostPorts } from '../services/ports';
import type { CertificateTypesetting } from '../services/certificate';
import type { Credentials } from '../services/credential';
import { checkExternalLink } from '../services/external-links';
import { findDataFolderProblem, type ExportFiles } from '../services/files';
import type { Journal, LearnerRemovals } from '../services/journal';
import type { UnlockTriesCounter } from '../services/protection';
import type { RecordingFiles } from '../services/recordings';
import type { Snapshots } from '../services/snapshots';
import type { Updates } from '../services/update';

/** The services behind the operations. */
export interface OperationServices {
  readonly ports: HostPorts;
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly removals: LearnerRemovals;
  readonly unlockTries: UnlockTriesCounter;
  readonly exportFiles: ExportFiles;
  readonly certificates: Pick<CertificateTypesetting, 'preview'> & {
    /** Typesets the certificate and saves it for the learner. */
    export(document: CertificateDocument, credential: string, folderId?: string): Promise<Delivery>;
  };
  readonly credentials: Credentials & {
    /** Saves a signed credential for the learner. */
    export(document: CertificateDocument, credential: string): Promise<Delivery>;
  };
  /** Typesets a record of learning and saves it for the learner. */
  exportRecordOfLearning(document: RecordOfLearningDocument): Promise<Delivery>;
  readonly recordings: RecordingFiles;
  readonly updates: Updates;
  /** Typesets a job aid and saves it for the learner. */
  exportJobAid(document: JobAidDocument): Promise<Delivery>;
  /** Typesets notes of the notebook and saves them for the learner. */
  exportNotebook(document: NotebookDocument): Promise<Delivery>;
  /** Reads the process's own clock (`services/protection/unlock-tries.ts`). */
  readClock(): SteadyReading;
  /** Version of this app. */
  readonly version: string;
  /** Folder that the learner should back up. */
  readonly dataFolder: string;
}

/** Removes a learner with everything that the host has of them. As `LearnerRemovals.remove`. */
export function removeLearner(
  services: Pick<
    OperationServices,
    'removals' | 'unlockTries' | 'recordings' | 'exportFiles' | 'snapshots' | 'journal'
  >,
  learnerId: string,
): Promise<void> {
  return services.removals.remove(learnerId, async () => {
    await services.unlockTries.forget(learnerId);
    await services.recordings.clear(learnerId);
    services.exportFiles.cancelAll();
    // The journal last: as long as it exists the next start finds whose removal isn't finished.
    await services.snapshots.remove(learnerId);
    await services.journal.remove(learnerId);
  });
}

/** Wires each operation to its service. Input has been parsed by `dispatch`. */
export function createOperationHandlers(services: OperationServices): OperationHandlers {
  const {
    ports,
    journal,
    snapshots,
    removals,
    unlockTries,
    certificates,
    credentials,
    exportJobAid,
    exportNotebook,
    exportRecordOfLearning,
    exportFiles,
    recordings,
    updates,
    version,
    dataFolder,
  } = services;
  return {
    'app.describe': async () => {
      const host = ports.describe();
      // The storage may have refused as the key was made. On a stick there is none in any case.
      const stored = host.keyProtection === 'portable' ? null : await credentials.keyProtection();
      return {
        ...host,
        keyProtection: stored ?? host.keyProtection,
        version,
        dataFolder,
        dataFolderProblem: await findDataFolderProblem(dataFolder),
      };
    },
    'drafts.kept': async ({ ask, kept }) => {
      ports.draftsKept(ask, kept);
      return {};
    },
    'opened-file.next': async () => ({ file: await ports.openedFile.next() }),
    'opened-file.read': async ({ fileId, offset }) => ({
      base64: Buffer.from(await ports.openedFile.read(fileId, offset)).toString('base64'),
    }),
    'clock.read': async () => services.readClock(),
    'unlock-tries.wait': async ({ known, ...key }) => ({ wait: await unlockTries.wait(key, known) }),
    'unlock-tries.count': ({ known, ...key }) => unlockTries.count(key, known),
    'unlock-tries.clear': async (key) => {
      await unlockTries.clear(key);
      return {};
    },
    'journal.list': async () => ({ journals: await journal.list() }),
    'journal.open': async ({ learnerId, page, format, cursor, turn }) => {
      if (format !== JOURNAL_FORMAT)
        throw new OperationFailure('page-outdated', `The page writes format ${format}, the host ${JOURNAL_FORMAT}.`);
      return journal.open(learnerId, page, cursor, turn);
    },
    'journal.append': async ({ learnerId, page, cursor, changes }) => {
      const state = await journal.append(learnerId, page, cursor, changes);
      // Not awaited: a snapshot neither fails nor delays an append.
      void snapshots.takeDaily(learnerId);
      return state;
    },
    'journal.read': ({ learnerId, afterSequence, limit }) => journal.read(learnerId, afterSequence, limit),
    'journal.renew': ({ learnerId, page, reason, above }) =>
      journal.beginEpoch(learnerId, page, { reason, above: [above] }),
    'learner.remove': async ({ learnerId }) => {
      await removeLearner(services, learnerId);
      return {};
    },
    'learner-removal.find': async ({ learnerIds }) => {
      const dated = await Promise.all(
        learnerIds.map(async (learnerId) => ({
          learnerId,
          // One whose mark can't be read is no removal that a browser may follow, and must not hide the others.
          at: (await removals.find(learnerId).catch(() => null))?.at,
        })),
      );
      return { removed: dated.flatMap(({ learnerId, at }) => (at === undefined ? [] : [{ learnerId, at }])) };
    },
    'learner-removal.lift': async ({ learnerId }) => {
      await removals.lift(learnerId);
      return {};
    },
    'journal.rewrite': ({ learnerId, page, bodies }) =>
      snapshots.rewrite(learnerId, page, new Map(bodies.map(({ id, body }) => [id, body]))),
    'snapshot.take': ({ learnerId, reason }) => snapshots.take(learnerId, reason),
    'snapshot.failure': async ({ learnerId }) => ({ failure: await snapshots.failure(learnerId) }),
    'snapshot.list': ({ learnerId }) => snapshots.list(learnerId),
    'snapshot.read': async ({ learnerId, snapshotId, afterSequence, limit }) => ({
      entries: await snapshots.read(learnerId, snapshotId, afterSequence, limit),
    }),
    'snapshot.restore': ({ learnerId, page, snapshotId }) => snapshots.restore(learnerId, page, snapshotId),
    'certificate.preview': async (input) =>
      'document' in input
        ? certificates.preview(input.document)
        : certificates.preview(await credentials.documentOf(input.credential), input.credential),
    'certificate.issue': async ({ document, evidence }) => {
      const credential = await credentials.sign(document, evidence);
      return { credential, page: await certificates.preview(document, credential) };
    },
    'certificate.export': async ({ credential, folderId }) =>
      certificates.export(await credentials.documentOf(credential), credential, folderId),
    'credential.export': async ({ credential }) =>
      credentials.export(await credentials.documentOf(credential), credential),
    'credential.verify': ({ base64 }, signal) => credentials.verify(Buffer.from(base64, 'base64'), signal),
    'record-of-learning.export': ({ document }) => exportRecordOfLearning(document),
    'recording.choose': ({ learnerId, kind }) => recordings.choose(learnerId, kind),
    'recording.check': ({ learnerId, fileId }) => recordings.check(learnerId, fileId),
    'recording.forget': async ({ learnerId, fileId }) => {
      await recordings.forget(learnerId, fileId);
      return {};
    },
    'job-aid.export': ({ document }) => exportJobAid(document),
    'notebook.export': ({ document }) => exportNotebook(document),
    'signing-key.replace': async () => ({ replaced: await credentials.replaceUnusableKey() }),
    'delivery.choose-folder': () => ports.chooseFolder(),
    'delivery.reveal': async ({ revealId }) => ({ revealed: await ports.revealFile(revealId) }),
    'export.begin': async ({ kind, label }) => ({ exportId: exportFiles.begin(kind, label) }),
    'export.append': async ({ exportId, text }) => {
      exportFiles.append(exportId, text);
      return {};
    },
    'export.finish': ({ exportId }) => exportFiles.finish(exportId),
    'export.cancel': async ({ exportId }) => ({ cancelled: exportFiles.cancel(exportId) }),
    'update.choose': () => updates.choose(),
    'update.install': ({ version: wanted }) => updates.install(wanted),
    'link.open': async ({ url }) => ({ opened: await ports.openLink(checkExternalLink(url)) }),
  };
}
