import { mkdir, mkdtemp, rm, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConsoleLogger } from '../../../../src/main/console-logger';
import { browserHostDataFolder, overriddenDataFolder } from '../../../../src/main/data-folder';
import { appMenuTemplate } from '../../../../src/main/electron/app-menu';
import { nativeTexts } from '../../../../src/main/electron/native-texts';
import { createBrowserPorts } from '../../../../src/main/http/browser-ports';
import { createDownloads } from '../../../../src/main/http/downloads';
import { wantsEntryCode } from '../../../../src/main/http/entry-code';
import { chosenPort } from '../../../../src/main/http/listen';
import { createOperationHandlers } from '../../../../src/main/operation-handlers';
import { createPendingWork } from '../../../../src/main/pending-work';
import { locateResources } from '../../../../src/main/resources';
import { createExportFiles } from '../../../../src/main/services/files/export-files';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createLearnerRemovals } from '../../../../src/main/services/journal/learner-removals';
import { createRemovalMarks } from '../../../../src/main/services/journal/removal-marks';
import { createMonotonicClock, createUnlockTries } from '../../../../src/main/services/protection/unlock-tries';
import { createRecordingFiles } from '../../../../src/main/services/recordings';
import { createSnapshots } from '../../../../src/main/services/snapshots/snapshots';
import { partialRecord } from '../certificate/record-samples';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-parts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the data folder of the browser host', () => {
  it.each([
    ['linux', {}, '/home/member/.local/share/Child Justice Series/browser-host'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/Child Justice Series/browser-host'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/member/.local/share/Child Justice Series/browser-host'],
    ['darwin', {}, '/home/member/Library/Application Support/Child Justice Series/browser-host'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Child Justice Series/browser-host'],
    ['win32', {}, '/home/member/AppData/Roaming/Child Justice Series/browser-host'],
    ['linux', { CJS_DATA: '/elsewhere' }, '/elsewhere'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(browserHostDataFolder({ platform, environment, homeFolder: '/home/member' })).toBe(join(expected));
  });

  it('is absolute also where CJS_DATA is not', () => {
    expect(overriddenDataFolder({ CJS_DATA: 'data' })).toBe(resolve('data'));
    expect(overriddenDataFolder({ CJS_DATA: '' })).toBeNull();
    expect(overriddenDataFolder({ CJS_DATA: 'data ' })).toBe(resolve('data'));
  });
});

describe('the app’s own files', () => {
  it.each(['src/main', 'out/main', 'out/main/chunks'])('are found from %s', async (place) => {
    const root = join(folder, 'app');
    await mkdir(join(root, place), { recursive: true });
    await writeFile(join(root, 'package.json'), '{"name":"child-justice-series","version":"9.8.7","type":"module"}');
    expect(locateResources(join(root, place))).toEqual({
      rootFolder: root,
      version: '9.8.7',
      rendererFolder: join(root, 'out/renderer'),
      preloadFile: join(root, 'out/preload/index.cjs'),
      pdfReadingFile: join(root, 'out/main/pdf-reading-process.js'),
      iconFile: join(root, 'resources/icons/icon.png'),
      certificateFolder: join(root, 'resources/certificate'),
      packagesFolder: join(root, 'node_modules'),
    });
  });

  it('are not mistaken for another package’s', async () => {
    await mkdir(join(folder, 'other/out/main'), { recursive: true });
    await writeFile(join(folder, 'other/package.json'), '{"name":"another-app","version":"1.0.0"}');
    expect(() => locateResources(join(folder, 'other/out/main'))).toThrow(/child-justice-series/);
  });
});

describe('work under way', () => {
  it('is waited for, failures included', async () => {
    const work = createPendingWork();
    let finish = (): void => undefined;
    const tracked = work.track(new Promise<void>((done) => (finish = done)));
    work.track(Promise.reject(new Error('failed'))).catch(() => undefined);
    let settled = false;
    const waiting = work.settled(60_000).then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    finish();
    await Promise.all([tracked, waiting]);
    expect(settled).toBe(true);
  });

  it('is given up at the limit', async () => {
    const work = createPendingWork();
    void work.track(new Promise(() => undefined));
    await work.settled(1);
  });
});

describe('the log', () => {
  it('has the time, the message and the stack of what went wrong', () => {
    const write = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const logger = createConsoleLogger(() => new Date(0));
    logger.error('It failed', new Error('why'));
    logger.error('It failed', 'text');
    logger.error('It failed');
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(lines[0]).toMatch(/^1970-01-01T00:00:00\.000Z It failed\nError: why\n\s+at /);
    expect(lines.slice(1)).toEqual(['1970-01-01T00:00:00.000Z It failed\ntext', '1970-01-01T00:00:00.000Z It failed']);
  });
});

describe('the browser host’s ports', () => {
  it('turn a file into a download and leave folders to the browser', async () => {
    const opened: string[] = [];
    const openInBrowser = (address: string): boolean => opened.push(address) > 0;
    const ports = createBrowserPorts({ downloads: createDownloads(), openInBrowser, nodeVersion: '20.19.0' });
    expect(ports.describe()).toEqual({
      host: 'browser',
      keyProtection: 'file',
      runtime: [{ name: 'Node.js', version: '20.19.0' }],
    });
    const delivery = await ports.deliverFile({
      suggestedName: 'a.pdf',
      bytes: new Uint8Array(1),
      mimeType: 'application/pdf',
    });
    expect(delivery).toEqual({
      outcome: 'download',
      fileName: 'a.pdf',
      path: expect.stringMatching(/^\/downloads\/[\w-]{32}$/),
    });
    expect(await ports.chooseFolder()).toEqual({ outcome: 'none' });
    expect(await ports.revealFile('x')).toBe(false);
    expect(await ports.openLink('https://www.un.org/')).toBe(true);
    expect(opened).toEqual(['https://www.un.org/']);
  });
});

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
      marks: createRemovalMarks(join(folder, 'removed'), () => 0),
      journalFolder,
      snapshotFolder,
      logger,
    });
    const journal = createJournal(journalFolder, removals);
    const handlers = createOperationHandlers({
      ports,
      updates: {
        choose: async () => ({ outcome: 'cancelled' }),
        install: async () => ({ outcome: 'refused', reason: 'unsupported' }),
      },
      journal,
      snapshots: createSnapshots({
        folder: snapshotFolder,
        journal,
        logger,
        now: () => 0,
        newId: () => 'an-id',
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
      certificates: {
        preview: async () => ({ svg: '<svg/>', replaced: [] }),
        export: async () => ({ outcome: 'cancelled' }),
      },
      credentials: {
        sign: async () => '{}',
        export: async () => ({ outcome: 'cancelled' }),
        verify: async (bytes) => ({ outcome: 'unreadable', problem: bytes.length === 0 ? 'empty' : 'unknown-kind' }),
        replaceUnusableKey: async () => false,
        keyProtection: async () => null,
      },
      exportJobAid: async ({ title }) => ({ outcome: 'saved', fileName: `${title}.pdf`, revealId: 'x' }),
      exportRecordOfLearning: async ({ madeOn }) => ({ outcome: 'saved', fileName: `${madeOn}.pdf`, revealId: 'x' }),
      exportNotebook: async ({ owner }) => ({ outcome: 'saved', fileName: `${owner}.pdf`, revealId: 'x' }),
      readClock: createMonotonicClock(
        () => '018f3c1e-7b2a-7c3d-8e4f-0123456789ff',
        () => 7.9,
      ),
      version: '1.2.3',
      dataFolder: folder,
    });
    expect(await handlers['app.describe']({}, waiting)).toMatchObject({
      host: 'browser',
      version: '1.2.3',
      dataFolder: folder,
    });
    expect(await handlers['clock.read']({}, waiting)).toEqual({
      run: '018f3c1e-7b2a-7c3d-8e4f-0123456789ff',
      milliseconds: 7,
    });
    const learnerId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
    expect(await handlers['recording.choose']({ learnerId, kind: 'recording' }, waiting)).toEqual({
      outcome: 'cancelled',
    });
    expect(await handlers['recording.check']({ learnerId, fileId: learnerId }, waiting)).toEqual({ state: 'missing' });
    expect(await handlers['recording.forget']({ learnerId, fileId: learnerId }, waiting)).toEqual({});
    const keyId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ac';
    const known = { failures: 4, lastAt: 1 };
    expect(await handlers['unlock-tries.count']({ learnerId, keyId, known }, waiting)).toMatchObject({
      taken: true,
      wait: 30_000,
      tries: { failures: 5, lastAt: 1_000 },
    });
    expect(await handlers['unlock-tries.wait']({ learnerId, keyId, known }, waiting)).toEqual({ wait: 30_000 });
    expect(await handlers['unlock-tries.clear']({ learnerId, keyId }, waiting)).toEqual({});
    expect(
      await handlers['unlock-tries.wait']({ learnerId, keyId, known: { failures: 0, lastAt: 0 } }, waiting),
    ).toEqual({
      wait: 0,
    });
    await handlers['unlock-tries.count']({ learnerId, keyId, known }, waiting);
    await handlers['journal.append'](
      { learnerId, changes: [{ id: 'change-1', kind: 'learner', body: '{}' }] },
      waiting,
    );
    expect((await handlers['journal.list']({}, waiting)).journals).toMatchObject([
      { state: { count: 1 }, learner: '{}' },
    ]);
    expect((await handlers['journal.read']({ learnerId, afterSequence: 0, limit: 1 }, waiting)).entries).toHaveLength(
      1,
    );
    expect(await handlers['journal.state']({ learnerId }, waiting)).toMatchObject({ count: 1, epoch: '' });
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
      await handlers['journal.rewrite']({ learnerId, bodies: [{ id: 'change-1', body: '{"a":1}' }] }, waiting),
    ).toMatchObject({ count: 1, dropped: 0 });
    expect(
      (await handlers['snapshot.restore']({ learnerId, snapshotId: snapshot?.snapshotId ?? '' }, waiting)).state,
    ).toMatchObject({ epoch: 'restored-000001-an-id' });
    const { exportId: abandoned } = await handlers['export.begin'](
      { kind: 'learner-file', label: 'Sok Dara' },
      waiting,
    );
    expect(await handlers['journal.remove']({ learnerId }, waiting)).toEqual({ removed: true });
    // What was begun and left may be the removed learner's.
    await expect(handlers['export.append']({ exportId: abandoned, text: 'x' }, waiting)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await readdir(join(folder, 'unlock-tries'))).toEqual([]);
    expect(await handlers['learner-removal.find']({ learnerIds: [learnerId] }, waiting)).toEqual({
      removed: [{ learnerId, at: '1970-01-01T00:00:00.000Z' }],
    });
    expect(await handlers['learner-removal.lift']({ learnerId }, waiting)).toEqual({ lifted: true });
    expect(await handlers['learner-removal.mark']({ learnerId, continued: true }, waiting)).toEqual({ kept: true });
    expect(await handlers['learner-removal.mark']({ learnerId, continued: false }, waiting)).toEqual({ kept: false });
    const { exportId } = await handlers['export.begin']({ kind: 'learner-file', label: 'Sok Dara' }, waiting);
    expect(await handlers['export.append']({ exportId, text: 'x' }, waiting)).toEqual({});
    expect(await handlers['export.finish']({ exportId }, waiting)).toMatchObject({
      outcome: 'download',
      fileName: 'Learner file - Sok Dara.jsonl',
    });
    expect(await handlers['export.cancel']({ exportId }, waiting)).toEqual({ cancelled: false });
    expect(await handlers['notebook.export']({ document: notebookDocument }, waiting)).toMatchObject({
      fileName: 'Sok Dara.pdf',
    });
    expect(await handlers['delivery.choose-folder']({}, waiting)).toEqual({ outcome: 'none' });
    expect(await handlers['record-of-learning.export']({ document: partialRecord() }, waiting)).toMatchObject({
      fileName: '2026-11-25.pdf',
    });
    expect(await handlers['delivery.reveal']({ revealId: 'x' }, waiting)).toEqual({ revealed: false });
    expect(await handlers['link.open']({ url: 'https://www.un.org' }, waiting)).toEqual({ opened: true });
    await expect(handlers['link.open']({ url: 'https://evil.example' }, waiting)).rejects.toMatchObject({
      code: 'link-refused',
    });
  });
});

describe('the application menu', () => {
  const texts = nativeTexts(['en']).menu;

  it('has developer tools and reloading in an unpackaged app alone', () => {
    const text = (allowDeveloperTools: boolean): string =>
      JSON.stringify(appMenuTemplate({ texts, isMac: false, allowDeveloperTools, reload: () => undefined }));
    expect(text(false)).not.toMatch(/toggleDevTools|reload/iu);
    expect(text(true)).toMatch(/Reload.*toggleDevTools/u);
  });

  it.each([true, false])('zooms, edits and quits by roles, so that the usual keys work (macOS: %s)', (isMac) => {
    const text = JSON.stringify(appMenuTemplate({ texts, isMac, allowDeveloperTools: false, reload: () => undefined }));
    for (const role of [
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'copy',
      'paste',
      'selectAll',
      'togglefullscreen',
      isMac ? 'appMenu' : 'quit',
    ]) {
      expect(text).toContain(`"role":"${role}"`);
    }
  });
});

describe('the settings of the browser host', () => {
  it('asks for a code by CJS_CODE, also where its value means neither yes nor no, and then says so', () => {
    const asks = (value: string | undefined): readonly [boolean, readonly string[]] => {
      const printed: string[] = [];
      const wanted = wantsEntryCode(value === undefined ? {} : { CJS_CODE: value }, (line) => printed.push(line));
      return [wanted, printed];
    };
    for (const value of [undefined, '', ' ', '0', '0 ']) expect(asks(value)).toEqual([false, []]);
    for (const value of ['1', '1 ', ' 1\r']) expect(asks(value)).toEqual([true, []]);
    for (const value of ['true', 'yes', '01', '"1"', 'no'])
      expect(asks(value)).toEqual([true, [expect.stringContaining(value)]]);
  });

  it('takes its port from CJS_PORT, and names a value that is none', () => {
    expect(chosenPort({})).toBe(47_810);
    expect(chosenPort({ CJS_PORT: '' })).toBe(47_810);
    expect(chosenPort({ CJS_PORT: '50123' })).toBe(50_123);
    expect(chosenPort({ CJS_PORT: '50123 ' })).toBe(50_123);
    for (const value of ['80', '70000', 'abc', '-1', '1e4', '501 23', '0']) {
      expect(() => chosenPort({ CJS_PORT: value })).toThrow(value);
    }
  });
});
