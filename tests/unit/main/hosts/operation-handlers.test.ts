import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import type { Credentials } from '../../../../src/main/services/credential';
import { reportDraft } from '../../../support/builders/report-builders';
import { groupStatement } from '../../../support/hosts/fake-store';
import { createBrowserPorts } from '../../../../src/main/http/browser-ports';
import { createDownloads } from '../../../../src/main/http/downloads';
import { createOperationHandlers } from '../../../../src/main/hosts/operation-handlers';
import { createExportFiles } from '../../../../src/main/services/files/export-files';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createLearnerRemovals } from '../../../../src/main/services/journal/learner-removals';
import { createUnlockTries } from '../../../../src/main/services/protection/unlock-tries';
import { createRecordingFiles } from '../../../../src/main/services/recordings';
import { createSnapshots } from '../../../../src/main/services/snapshots/snapshots';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { partialRecord } from '../certificate/record-samples';
import { certificateDocument } from '../../../support/inputs/certificate-inputs';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';

let folder: string;
beforeAll(async () => {
  folder = await makeFolder('operation-handlers');
});
afterAll(() => removeFolder(folder));

const saved = (name: string): Delivery => ({ outcome: 'saved', fileName: name, revealId: 'x' });

const COUNTERSIGNATURE = { name: 'Chan Sophea', key: 'z6Mk', digest: 'x', isOwnKey: false, text: '{}' };

const unused = (): never => {
  throw new Error('The test asks for no such thing.');
};

const credentials: Credentials = {
  sign: async () => '{}',
  documentOf: async () => certificateDocument,
  countersign: async (_credential, { name }) => ({ outcome: 'signed', endorsement: name }),
  checkCountersignature: async (endorsement) => ({
    ...COUNTERSIGNATURE,
    state: endorsement === 'holds' ? 'holds' : 'changed',
  }),
  namedInCountersignatures: unused,
  verify: async (bytes, isOneOfMany) => ({
    outcome: 'unreadable',
    problem: isOneOfMany ? 'empty' : bytes.length === 0 ? 'damaged-pdf' : 'unknown-kind',
  }),
  readPdf: unused,
  signingKey: unused,
  replaceUnusableKey: async () => false,
  keyProtection: async () => null,
};

describe('the operations', () => {
  it('reach their services', async () => {
    const waiting = new AbortController().signal;
    const ports = createBrowserPorts({
      downloads: createDownloads(),
      openInBrowser: () => true,
      nodeVersion: '20.19.0',
    });
    const logger = { error: () => undefined };
    const [journalFolder, snapshotFolder] = [join(folder, 'journals'), join(folder, 'snapshots')];
    const removals = createLearnerRemovals({
      folder: join(folder, 'removed'),
      dataFolders: [journalFolder, snapshotFolder],
      logger,
      now: () => 0,
    });
    const journal = createJournal(journalFolder, { removals, newId: () => 'an-id' });
    const handlers = createOperationHandlers({
      ports,
      updates: {
        choose: async () => ({ outcome: 'cancelled' }),
        install: async () => ({ outcome: 'refused', reason: 'unsupported' }),
        last: async () => null,
      },
      journal,
      snapshots: createSnapshots({
        folder: snapshotFolder,
        journal,
        logger,
        now: () => 0,
        removals,
      }),
      removals,
      unlockTries: createUnlockTries({
        folder: join(folder, 'unlock-tries'),
        now: () => 1_000,
        readClock: () => ({ run: '018f3c1e-7b2a-7c3d-8e4f-0123456789ff', milliseconds: 7 }),
        isRemoved: async () => false,
      }),
      exportFiles: createExportFiles({ host: ports }),
      recordings: createRecordingFiles({
        folder: join(folder, 'recordings'),
        chooseFile: async () => null,
        newId: () => '018f3c1e-7b2a-7c3d-8e4f-0123456789fe',
      }),
      unprintable: async (texts) => (texts.includes('𐀀') ? [{ character: '𐀀', codePoint: 'U+10000' }] : []),
      certificates: {
        preview: async (_document, _credential, countersignature) => ({
          svg: `<svg>${countersignature?.name ?? ''}</svg>`,
        }),
      },
      credentials,
      documents: {
        certificate: async (_document, _credential, options) => saved(options?.countersignature?.name ?? 'none'),
        credential: async () => ({ outcome: 'cancelled' }),
        recordOfLearning: async ({ madeOn }, report) => saved(`${madeOn} ${report}`),
        jobAid: async ({ title }) => saved(title),
        notebook: async ({ owner }) => saved(owner),
      },
      reports: {
        sign: async ({ madeOn }) => `signed ${madeOn}`,
        save: async ({ madeOn }) => saved(madeOn),
        check: async (bytes) => ({ outcome: bytes.length === 0 ? 'not-a-report' : 'unreadable' }),
      },
      withdrawals: {
        save: async (texts, label) => saved(`${label} ${texts.length}`),
        check: () => ({ outcome: 'unreadable' }),
      },
      version: '1.2.3',
      dataFolder: folder,
    });
    expect(await handlers['app.describe']({}, waiting)).toMatchObject({
      host: 'browser',
      version: '1.2.3',
      dataFolder: folder,
    });
    expect(await handlers['app.ping']({}, waiting)).toEqual({});
    const learnerId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
    expect(await handlers['recording.choose']({ learnerId, kind: 'recording' }, waiting)).toEqual({
      outcome: 'cancelled',
    });
    expect(await handlers['recording.check']({ learnerId, fileId: learnerId }, waiting)).toEqual({ state: 'missing' });
    expect(await handlers['recording.forget']({ learnerId, fileId: learnerId }, waiting)).toEqual({});
    const keyId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ac';
    for (let wrong = 0; wrong < 4; wrong += 1) await handlers['unlock-tries.count']({ learnerId, keyId }, waiting);
    expect(await handlers['unlock-tries.count']({ learnerId, keyId }, waiting)).toEqual({
      taken: true,
      failures: 5,
      wait: 30_000,
    });
    expect(await handlers['unlock-tries.wait']({ learnerId, keyId }, waiting)).toEqual({ failures: 5, wait: 30_000 });
    expect(await handlers['unlock-tries.clear']({ learnerId, keyId }, waiting)).toEqual({});
    expect(await handlers['unlock-tries.wait']({ learnerId, keyId }, waiting)).toEqual({ failures: 0, wait: 0 });
    await handlers['unlock-tries.count']({ learnerId, keyId }, waiting);
    const page = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';
    const cursor = { epoch: '', lastSequence: 0, chain: '' };
    await expect(
      handlers['journal.open']({ learnerId, page, format: 2, cursor, turn: 'take' }, waiting),
    ).rejects.toMatchObject({ code: 'page-outdated' });
    expect(await handlers['journal.open']({ learnerId, page, format: 1, cursor, turn: 'take' }, waiting)).toMatchObject(
      { turn: 1, holdsCursor: true },
    );
    await handlers['journal.append'](
      { learnerId, page, cursor, changes: [{ id: 'change-1', kind: 'learner', body: '{}' }] },
      waiting,
    );
    expect((await handlers['journal.list']({}, waiting)).journals).toMatchObject([
      { state: { count: 1 }, learner: '{}' },
    ]);
    expect((await handlers['journal.read']({ learnerId, afterSequence: 0, limit: 1 }, waiting)).entries).toHaveLength(
      1,
    );
    const { snapshot } = await handlers['snapshot.take']({ learnerId, reason: 'manual' }, waiting);
    expect(await handlers['snapshot.failure']({ learnerId }, waiting)).toEqual({ failure: null });
    expect((await handlers['snapshot.list']({}, waiting)).snapshots).toEqual([snapshot]);
    expect(
      (
        await handlers['snapshot.read'](
          { learnerId, snapshotId: snapshot?.snapshotId ?? '', afterSequence: 0, limit: 9 },
          waiting,
        )
      ).entries,
    ).toHaveLength(1);
    expect(
      await handlers['journal.rewrite']({ learnerId, page, bodies: [{ id: 'change-1', body: '{"a":1}' }] }, waiting),
    ).toMatchObject({ count: 1, dropped: 0 });
    expect(
      (await handlers['snapshot.restore']({ learnerId, page, snapshotId: snapshot?.snapshotId ?? '' }, waiting)).state,
    ).toMatchObject({ epoch: 'epoch-000001-an-id' });
    expect(
      await handlers['journal.renew']({ learnerId, page, reason: 'pin', above: 'epoch-000007-other' }, waiting),
    ).toMatchObject({ epoch: 'epoch-000008-an-id' });
    const { exportId: abandoned } = await handlers['export.begin'](
      { kind: 'learner-file', label: 'Sok Dara' },
      waiting,
    );
    expect(await handlers['learner.remove']({ learnerId }, waiting)).toEqual({});
    // What was begun and left may be the removed learner's.
    await expect(handlers['export.append']({ exportId: abandoned, text: 'x' }, waiting)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await readdir(join(folder, 'unlock-tries'))).toEqual([]);
    expect(await handlers['learner-removal.find']({ learnerIds: [learnerId] }, waiting)).toEqual({
      removed: [{ learnerId, at: '1970-01-01T00:00:00.000Z' }],
    });
    expect(await readdir(snapshotFolder)).toEqual([]);
    expect(await readdir(journalFolder)).toEqual([]);
    expect(await handlers['learner-removal.lift']({ learnerId }, waiting)).toEqual({});
    expect(await handlers['learner-removal.find']({ learnerIds: [learnerId] }, waiting)).toEqual({ removed: [] });
    const { exportId } = await handlers['export.begin']({ kind: 'learner-file', label: 'Sok Dara' }, waiting);
    expect(await handlers['export.append']({ exportId, text: 'x' }, waiting)).toEqual({});
    expect(await handlers['export.finish']({ exportId }, waiting)).toMatchObject({
      outcome: 'download',
      fileName: 'Backup - Sok Dara.jsonl',
    });
    expect(await handlers['export.cancel']({ exportId }, waiting)).toEqual({ cancelled: false });
    expect(await handlers['notebook.export']({ document: notebookDocument }, waiting)).toMatchObject({
      fileName: 'Sok Dara',
    });
    expect(await handlers['delivery.choose-folder']({}, waiting)).toEqual({ outcome: 'none' });
    const report = reportDraft();
    expect(await handlers['record-of-learning.export']({ document: partialRecord(), report }, waiting)).toMatchObject({
      fileName: `2026-11-25 signed ${report.madeOn}`,
    });
    expect(await handlers['progress-report.export']({ report }, waiting)).toMatchObject({ fileName: report.madeOn });
    expect(await handlers['progress-report.check']({ base64: '' }, waiting)).toEqual({ outcome: 'not-a-report' });
    expect(await handlers['paper.unprintable']({ texts: ['a', '𐀀'] }, waiting)).toEqual({
      characters: [{ character: '𐀀', codePoint: 'U+10000' }],
    });
    // A countersignature that doesn't hold is printed nowhere.
    for (const [countersignature, name] of [
      ['holds', 'Chan Sophea'],
      ['forged', ''],
    ] as const) {
      expect(await handlers['certificate.preview']({ credential: '{}', countersignature }, waiting)).toEqual({
        svg: `<svg>${name}</svg>`,
      });
      expect(await handlers['certificate.export']({ credential: '{}', countersignature }, waiting)).toMatchObject({
        fileName: name || 'none',
      });
    }
    const signedAt = '2026-12-01T08:00:00.000Z';
    expect(await handlers['countersignature.sign']({ credential: '{}', name: 'Dara', signedAt }, waiting)).toEqual({
      outcome: 'signed',
      endorsement: 'Dara',
    });
    expect(await handlers['countersignature.check']({ credential: '{}', endorsement: 'x' }, waiting)).toMatchObject({
      state: 'changed',
    });
    expect(
      await handlers['withdrawal.export']({ credentials: ['{}', '{}'], label: 'L', withdrawnAt: signedAt }, waiting),
    ).toMatchObject({ fileName: 'L 2' });
    expect(await handlers['withdrawal.check']({ withdrawal: '{}' }, waiting)).toEqual({ outcome: 'unreadable' });
    for (const [isOneOfMany, problem] of [
      [true, 'empty'],
      [undefined, 'damaged-pdf'],
    ] as const)
      expect(
        await handlers['credential.verify'](
          { base64: '', ...(isOneOfMany === undefined ? {} : { isOneOfMany }) },
          waiting,
        ),
      ).toEqual({ outcome: 'unreadable', problem });
    expect(
      await handlers['table.export'](
        { label: 'x', format: 'csv', table: { headings: ['a'], rows: [], totals: [1] } },
        waiting,
      ),
    ).toMatchObject({ outcome: 'download', fileName: 'Group - x.csv' });
    await expect(
      handlers['learning-record-store.send'](
        {
          sendingId: learnerId,
          address: 'http://store.example',
          username: '',
          password: '',
          statements: [groupStatement(1)],
        },
        waiting,
      ),
    ).rejects.toMatchObject({ code: 'link-refused' });
    expect(await handlers['learning-record-store.cancel']({ sendingId: learnerId }, waiting)).toEqual({
      cancelled: false,
    });
    expect(await handlers['update.last']({}, waiting)).toEqual({ update: null });
    expect(await handlers['delivery.reveal']({ revealId: 'x' }, waiting)).toEqual({ revealed: false });
    expect(await handlers['link.open']({ url: 'https://www.un.org' }, waiting)).toEqual({ opened: true });
    await expect(handlers['link.open']({ url: 'https://evil.example' }, waiting)).rejects.toMatchObject({
      code: 'link-refused',
    });
  });
});
