import { spawn } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { ElectronApplication, Page } from '@playwright/test';
import { sampleContents } from '../../support/learner-files/learner-file-samples';
import { learnerFile } from '../../support/learner-files/learner-files';
import { electronProgram, isRoot } from '../../support/hosts/electron-program';
import { makeFolderSync } from '../../support/remove-folder';
import { foreignEvents } from '../../support/traces/net-log';
import { filesWith } from '../../support/traces/stored-bytes';
import {
  APP_URL,
  test as base,
  expect,
  expectQuiet,
  launchElectron,
  removeDataFolder,
  skipWithoutElectron,
  watch,
  type Seen,
} from '../app-test';
import { completedSeriesRecord } from '../certificates/certificate-scenes';
import { beginAs, navigate, openFirstSection, writeNote } from '../pages/app-pages';
import { removePin, setPin } from '../pages/protection-pages';

/**
 * What the fake of `electron` can't answer (docs/reliability.md, "Only a real Electron"). The first part runs on the
 * checkout and on a packed app, the second on a packed app alone.
 */

interface Started {
  readonly desktop: ElectronApplication;
  readonly page: Page;
}
type Start = (more?: Parameters<typeof launchElectron>[1]) => Promise<Started>;

const test = base.extend<{ readonly dataFolder: string; readonly start: Start }>({
  dataFolder: async ({ browserName: _ }, use) => {
    skipWithoutElectron();
    const folder = makeFolderSync('electron');
    await use(folder);
    removeDataFolder(folder);
  },
  /** Starts the app on the test's folder; what still runs at the end is closed. */
  start: async ({ dataFolder, expectedErrors }, use) => {
    const running = new Set<ElectronApplication>();
    const seen: Seen[] = [];
    await use(async (more) => {
      const desktop = await launchElectron(dataFolder, more);
      running.add(desktop);
      desktop.on('close', () => running.delete(desktop));
      const page = await desktop.firstWindow();
      seen.push(watch(page, APP_URL, expectedErrors));
      return { desktop, page };
    });
    for (const desktop of running) await desktop.close();
    for (const each of seen) expectQuiet(each);
  },
});

const names = { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' };
const program = electronProgram();
/** How long a program has to end by itself. */
const LONGEST_END_MILLISECONDS = 60_000;

test('one visible window with a page in the sandbox, whose only way out is the bridge', async ({ start }) => {
  const { desktop, page } = await start();
  await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
  await expect
    .poll(() =>
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())),
    )
    .toEqual([true]);
  expect(
    await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'childJusticeHost') as object),
    })),
  ).toEqual({ require: 'undefined', process: 'undefined', bridge: ['invoke', 'listen', 'languages'] });

  const pages = await desktop.evaluate(({ app, BrowserWindow }) => ({
    metrics: app.getAppMetrics().filter(({ type }) => type === 'Tab'),
    ids: BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
  }));
  expect(pages.ids.length).toBe(1);
  expect(pages.metrics.map(({ pid }) => pid)).toEqual(expect.arrayContaining(pages.ids));
  if (process.platform !== 'linux') {
    expect(pages.metrics.map(({ sandboxed }) => sandboxed)).toEqual(pages.metrics.map(() => true));
  } else if (!isRoot()) {
    // 2: the kernel lets it ask for what a filter names, and nothing else.
    for (const id of pages.ids) expect(readFileSync(`/proc/${id}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/mu);
  }
});

test('a window that is closed in the midst of a word loses nothing of it', async ({ start }) => {
  const first = await start();
  await beginAs(first.page, names);
  await openFirstSection(first.page, 2);
  await first.page.getByRole('button', { name: 'Add a note' }).first().click();
  await first.page.getByLabel('Text of the note').fill('A last word of the day');
  const ended = first.desktop.waitForEvent('close');
  await first.desktop.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await ended;

  const { page } = await start();
  await navigate(page, 'Notes');
  await expect(page.getByText('A last word of the day', { exact: true })).toBeVisible();
});

test('a PIN seals what was written before it in journal and earlier states, and taken off opens them', async ({
  start,
  dataFolder,
}) => {
  const { page } = await start();
  await beginAs(page, names);
  await writeNote(page, 'Words from before the PIN');
  // The browser's own database keeps deleted bytes (decision 018): only what the host wrote is looked at.
  const found = (): readonly string[] =>
    ['journals', 'snapshots'].flatMap((folder) => [
      ...filesWith(join(dataFolder, folder), 'Words from before the PIN'),
    ]);
  await expect.poll(found).not.toEqual([]);
  // Waits for "Your notes are encrypted", for which Windows must be able to replace the journal.
  await setPin(page, 'green river 47');
  expect(found()).toEqual([]);
  await removePin(page, 'green river 47');
  await expect(page.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
  expect(found()).not.toEqual([]);
});

test('a certificate is signed with a key in the system’s storage where there is one, typeset, saved, and found intact', async ({
  start,
  dataFolder,
}, testInfo) => {
  const record = testInfo.outputPath('record.jsonl');
  writeFileSync(record, learnerFile(await completedSeriesRecord()));
  const { desktop, page } = await start({ args: [record] });
  await page.getByRole('button', { name: 'Open this record' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();

  const isProtected = await desktop.evaluate(async ({ safeStorage }) => {
    if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
      return false;
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    const encrypted = await safeStorage.encryptStringAsync('A secret');
    if (encrypted.toString('latin1').includes('A secret')) throw new Error('It isn’t encrypted.');
    const { result } = await safeStorage.decryptStringAsync(encrypted);
    if (result !== 'A secret') throw new Error('It comes back as another.');
    return true;
  });
  // Each account of Windows and macOS has a storage; an account of Linux has one where a keyring runs.
  if (process.platform !== 'linux') expect(isProtected).toBe(true);
  await navigate(page, 'Settings');
  await page.getByRole('heading', { name: 'Where your record is' }).click();
  await expect(
    page.getByText(isProtected ? 'in the protected storage of this account' : 'by the rights of its file alone'),
  ).toBeVisible();

  const path = testInfo.outputPath('certificate.pdf');
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.evaluate(() => {
    location.hash = '#/certificates/module/united-nations';
  });
  const sheet = page.getByRole('img', { name: /Certificate page/u });
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(page.getByText('certificate.pdf was saved.')).toBeVisible();
  const key = JSON.parse(readFileSync(join(dataFolder, 'signing-key.json'), 'utf8')) as { protection: string };
  expect(key.protection).toBe(isProtected ? 'system' : 'file');

  await navigate(page, 'Certificates');
  await page.getByRole('link', { name: 'Check a certificate' }).click();
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(path);
  await expect(page.getByRole('main').getByRole('status')).toContainText('Intact: nothing signed was changed.');
});

test('a second start sends its learner file to the first and ends', async ({ start, dataFolder }, testInfo) => {
  const { desktop, page } = await start();
  await beginAs(page, names);
  const record = testInfo.outputPath('ចាន់ សុខា.jsonl');
  writeFileSync(record, learnerFile(sampleContents()));
  expect(await ended(program.path, [...program.args, record], { CJS_DATA: dataFolder })).toBe(0);
  await expect(page.getByRole('heading', { name: /^A backup of /u })).toBeVisible();
  expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('Chromium’s own log of the network has no request, no name and no connection, from the start on', async ({
  start,
}, testInfo) => {
  const log = testInfo.outputPath('net-log.json');
  const { desktop, page } = await start({ args: [`--log-net-log=${log}`] });
  await beginAs(page, names);
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill('A wrod that is mispelt');
  await page.getByRole('button', { name: 'Done' }).click();
  await navigate(page, 'Settings');

  // What the log would show. It is written a few events at a time, in order: what was before these is in it with them.
  const control = 'http://control.invalid/';
  const answers = await desktop.evaluate(async ({ session }, address) => {
    const apart = session.fromPartition('control');
    const asked: string[] = [];
    for (let count = 0; count < 20; count += 1)
      await apart.fetch(address).then(
        () => asked.push('answered'),
        () => asked.push('refused'),
      );
    await session.defaultSession.resolveHost('example.org').then(
      () => asked.push('resolved'),
      () => asked.push('refused'),
    );
    return asked;
  }, control);
  expect(new Set(answers)).toEqual(new Set(['refused']));
  await expect.poll(() => readFileSync(log, 'utf8').includes(control)).toBe(true);
  expect(await foreignEvents(createInterface({ input: createReadStream(log) }), control)).toEqual([]);
  // A dictionary would be here.
  expect(await desktop.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
});

test.describe('the packed app', () => {
  test.beforeEach(() => {
    skipWithoutElectron();
    test.skip(!program.isPacked, 'CJS_PACKED_APP names no packed app');
  });

  test('runs from its asar', async ({ start }) => {
    const { desktop } = await start();
    const app = await desktop.evaluate(({ app: { isPackaged, getAppPath } }) => ({ isPackaged, path: getAppPath() }));
    expect({ ...app, path: basename(app.path) }).toEqual({ isPackaged: true, path: 'app.asar' });
  });

  test('is no Node for whoever asks for one', async ({ start }) => {
    const { page } = await start({ env: { ELECTRON_RUN_AS_NODE: '1' } });
    await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
  });

  test('takes no options of Node', async ({ start }, testInfo) => {
    test.skip(process.platform === 'win32', 'a shell script sets the variable, which Playwright takes away');
    // One of the two that a packed Electron takes at all.
    const script = testInfo.outputPath('with-options');
    writeFileSync(
      script,
      `#!/bin/sh\nFROM_SCRIPT=1 NODE_OPTIONS=--max-http-header-size=4321 exec "${program.path}" "$@"\n`,
    );
    chmodSync(script, 0o755);
    const { desktop } = await start({ path: script });
    const sizes = await desktop.evaluate(() => ({
      isFromScript: process.env['FROM_SCRIPT'],
      size: process.getBuiltinModule('node:http').maxHeaderSize,
    }));
    expect(sizes.isFromScript).toBe('1');
    expect(sizes.size).not.toBe(4321);
  });

  test('starts nothing from a folder beside its asar', async ({ dataFolder }, testInfo) => {
    const mark = testInfo.outputPath('mark');
    const { path, resources } = copyOfPackage(testInfo.outputPath('package'));
    renameSync(join(resources, 'app.asar'), join(resources, 'elsewhere'));
    mkdirSync(join(resources, 'app'));
    writeFileSync(join(resources, 'app/package.json'), '{ "main": "index.cjs" }');
    writeFileSync(
      join(resources, 'app/index.cjs'),
      `require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''); process.exit(0);`,
    );
    expect(await ended(path, [], { CJS_DATA: dataFolder })).not.toBe(0);
    expect(readdirSync(dirname(mark))).not.toContain('mark');
  });

  test('starts no asar that was changed', async ({ dataFolder }, testInfo) => {
    test.skip(process.platform === 'linux', 'Electron has no such check on Linux');
    const { path, resources } = copyOfPackage(testInfo.outputPath('package'));
    const asar = join(resources, 'app.asar');
    const bytes = readFileSync(asar);
    const digest = /"hash":"([0-9a-f]{64})"/u.exec(bytes.toString('latin1', 0, 1_000_000));
    if (!digest) throw new Error('The asar names no digests.');
    // The header says another digest of a file, as whoever changes a file has to.
    const at = digest.index + '"hash":"'.length;
    bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
    writeFileSync(asar, bytes);
    expect(await ended(path, [], { CJS_DATA: dataFolder })).not.toBe(0);
    expect(readdirSync(dataFolder)).toEqual([]);
  });
});

/** A copy of the packed app's folder, to be spoilt. */
function copyOfPackage(folder: string): { readonly path: string; readonly resources: string } {
  const isMac = process.platform === 'darwin';
  const original = isMac ? resolve(dirname(program.path), '../..') : dirname(program.path);
  const copy = join(folder, basename(original));
  cpSync(original, copy, { recursive: true, verbatimSymlinks: true });
  return {
    path: join(copy, relative(original, program.path)),
    resources: join(copy, isMac ? 'Contents/Resources' : 'resources'),
  };
}

/** Starts a program and waits for its end: its exit code, or the signal. @throws where it goes on */
async function ended(
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number | string> {
  const child = spawn(path, [...args, ...(isRoot() ? ['--no-sandbox'] : [])], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  return new Promise((done, fail) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error('The program goes on.'));
    }, LONGEST_END_MILLISECONDS);
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      done(code ?? signal ?? 'unknown');
    });
  });
}
