import { randomUUID } from 'node:crypto';
import { JOURNAL_FORMAT } from '../../contract/journal-format';
import { OperationFailure } from '../../contract/result';
import type { OperationHandlers } from './dispatch';
import type { HostPorts } from '../services/ports';
import type { CertificateTypesetting, DocumentExports, PrintedCountersignature } from '../services/certificate';
import type { Credentials } from '../services/credential';
import { checkExternalLink } from '../services/external-links';
import { deliverTable, findDataFolderProblem, type ExportFiles } from '../services/files';
import type { ProgressReports, Withdrawals } from '../services/group';
import type { Journal, LearnerRemovals } from '../services/journal';
import type { UnlockTriesCounter } from '../services/protection';
import type { RecordingFiles } from '../services/recordings';
import type { Snapshots } from '../services/snapshots';
import type { TypesettingPress } from '../services/typesetting';
import type { Updates } from '../services/update';

/** The services behind the operations. */
export interface OperationServices {
  readonly ports: HostPorts;
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly removals: LearnerRemovals;
  readonly unlockTries: UnlockTriesCounter;
  readonly exportFiles: ExportFiles;
  readonly unprintable: TypesettingPress['unprintable'];
  readonly certificates: Pick<CertificateTypesetting, 'preview'>;
  readonly credentials: Credentials;
  readonly documents: DocumentExports;
  readonly reports: ProgressReports;
  readonly withdrawals: Withdrawals;
  readonly recordings: RecordingFiles;
  readonly updates: Updates;
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
    documents,
    reports,
    withdrawals,
    exportFiles,
    recordings,
    updates,
    version,
    dataFolder,
  } = services;

  /** What is being sent to learning record stores, by the id of the sending. */
  const sendings = new Map<string, AbortController>();

  /** What a certificate's page says of a countersignature; nothing where it doesn't hold for it. */
  async function printed(
    credential: string,
    endorsement: string | undefined,
  ): Promise<PrintedCountersignature | undefined> {
    if (endorsement === undefined) return undefined;
    const checked = await credentials.checkCountersignature(endorsement, credential);
    return checked.state === 'holds' ? checked : undefined;
  }

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
    'app.ping': async () => ({}),
    'unlock-tries.wait': (key) => unlockTries.wait(key),
    'unlock-tries.count': (key) => unlockTries.count(key),
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
    'paper.unprintable': async ({ texts }) => ({ characters: [...(await services.unprintable(texts))] }),
    'certificate.preview': async (input) =>
      'document' in input
        ? certificates.preview(input.document)
        : certificates.preview(
            await credentials.documentOf(input.credential),
            input.credential,
            await printed(input.credential, input.countersignature),
          ),
    'certificate.issue': async ({ document, evidence }) => {
      const credential = await credentials.sign(document, evidence);
      return { credential, page: await certificates.preview(document, credential) };
    },
    'certificate.export': async ({ credential, countersignature: endorsement, folderId }) => {
      const countersignature = await printed(credential, endorsement);
      return documents.certificate(await credentials.documentOf(credential), credential, {
        ...(folderId === undefined ? {} : { folderId }),
        ...(countersignature === undefined ? {} : { countersignature }),
      });
    },
    'countersignature.sign': ({ credential, name, signedAt }) =>
      credentials.countersign(credential, { endorsementId: randomUUID(), name, signedAt }),
    'countersignature.check': ({ endorsement, credential }) =>
      credentials.checkCountersignature(endorsement, credential),
    'withdrawal.export': (input) => withdrawals.save(input.credentials, input.label, input.withdrawnAt),
    'withdrawal.check': async ({ withdrawal }) => withdrawals.check(withdrawal),
    'credential.export': async ({ credential }) =>
      documents.credential(await credentials.documentOf(credential), credential),
    'credential.verify': ({ base64, isOneOfMany = false }, signal) =>
      credentials.verify(Buffer.from(base64, 'base64'), isOneOfMany, signal),
    'record-of-learning.export': async ({ document, report }) =>
      documents.recordOfLearning(document, await reports.sign(report)),
    'progress-report.export': ({ report }) => reports.save(report),
    'progress-report.check': ({ base64 }, signal) => reports.check(Buffer.from(base64, 'base64'), signal),
    'recording.choose': ({ learnerId, kind }) => recordings.choose(learnerId, kind),
    'recording.check': ({ learnerId, fileId }) => recordings.check(learnerId, fileId),
    'recording.forget': async ({ learnerId, fileId }) => {
      await recordings.forget(learnerId, fileId);
      return {};
    },
    'job-aid.export': ({ document }) => documents.jobAid(document),
    'notebook.export': ({ document }) => documents.notebook(document),
    'table.export': ({ label, format, table }) => deliverTable(ports, label, format, table),
    'learning-record-store.send': async ({ sendingId, ...sending }, signal) => {
      const stopping = new AbortController();
      sendings.set(sendingId, stopping);
      try {
        // Most computers never send anything: what does is loaded with the first sending.
        const { sendStatements } = await import('../services/learning-record-store');
        return await sendStatements(sending, AbortSignal.any([signal, stopping.signal]));
      } finally {
        sendings.delete(sendingId);
      }
    },
    'learning-record-store.cancel': async ({ sendingId }) => {
      const stopping = sendings.get(sendingId);
      stopping?.abort(new OperationFailure('not-found', 'The sending was stopped.'));
      return { cancelled: stopping !== undefined };
    },
    'signing-key.read': async () => ({
      publicKey: (await (await credentials.signingKey()).keyPair()).publicKeyMultibase,
    }),
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
    'update.last': async () => ({ update: await updates.last() }),
    'link.open': async ({ url }) => ({ opened: await ports.openLink(checkExternalLink(url)) }),
  };
}
