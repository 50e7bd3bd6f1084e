import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { oldNodeAdvice } from '../../src/main/launch/node-version';
import { requireBuiltApp } from '../support/hosts/built-app';
import { startBuilt, type BuiltProcess } from '../support/hosts/built-process';
import { crowding } from '../support/crowding';
import {
  ARCHIVE,
  createLaunchSandbox,
  removeLaunchSandboxes,
  type LaunchSandbox,
  type LaunchSandboxOptions,
} from '../support/hosts/launch-sandbox';
import { freePort } from '../support/hosts/free-port';
import { PATIENCE } from '../support/patience';
import { rawRequest } from '../support/hosts/raw-request';
import { removeFolder } from '../support/remove-folder';

/** What is said first where the tests run on an older Node. */
const ADVICE = ((line) => (line === null ? '' : `${line}\n`))(oldNodeAdvice(process.versions.node));

let sandbox: LaunchSandbox;
let port: number;
let launched: BuiltProcess | null = null;

beforeAll(requireBuiltApp);
afterAll(removeLaunchSandboxes);

afterEach(async () => {
  launched?.child.kill('SIGKILL');
  await launched?.ended;
  launched = null;
  closeServer();
  // The program that opens a browser is on its own: it may write its note until now.
  await removeFolder(sandbox.root);
});

async function launch(
  options: LaunchSandboxOptions,
  environment: Record<string, string> | ((root: string) => Record<string, string>) = {},
  { plainFile, detached = false }: { readonly plainFile?: string; readonly detached?: boolean } = {},
): Promise<BuiltProcess> {
  sandbox = await createLaunchSandbox(options);
  if (plainFile !== undefined) {
    await mkdir(dirname(join(sandbox.root, plainFile)), { recursive: true });
    await writeFile(join(sandbox.root, plainFile), 'not a program');
  }
  port = await freePort();
  const own = {
    PATH: `${sandbox.programsFolder}:${process.env['PATH'] ?? ''}`,
    CJS_PORT: String(port),
    CJS_DATA: join(sandbox.root, 'data'),
    electron_config_cache: join(sandbox.root, 'cache'),
    ...(typeof environment === 'function' ? environment(sandbox.root) : environment),
  };
  launched = startBuilt(sandbox.launchEntry, own, { detached });
  return launched;
}

/** The lines that say why there is no window, and that the app answers at the address on a line of its own. */
async function browserHostReason(process: BuiltProcess): Promise<string> {
  await process.waitFor(new RegExp(`^http://127\\.0\\.0\\.1:${port}/$`, 'm'));
  expect((await rawRequest({ port, path: '/healthz' })).status).toBe(200);
  const reasons = process
    .output()
    .split('\n')
    .filter((line) => line.startsWith('The desktop window cannot open'));
  expect(reasons).toHaveLength(1);
  return reasons[0] ?? '';
}

/** How long it takes here and now until a new process of Node has loaded a package. */
function secondsToLoad(name: string): number {
  const began = performance.now();
  execFileSync(process.execPath, ['--eval', `require(${JSON.stringify(name)})`]);
  return (performance.now() - began) / 1_000;
}

const display = { DISPLAY: ':99' };

let closeServer = (): void => undefined;

/** The environment in which Electron's archive comes from a server of the test's making. */
async function mirror(answer: (response: ServerResponse) => unknown): Promise<Record<string, string>> {
  const server = createServer((_request, response) => void answer(response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closeServer = () => {
    server.closeAllConnections();
    server.close();
  };
  return { ...display, ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** What Electron's own script does, with its own package, but for the unpacking. */
const INSTALL_SCRIPT = `
  const { copyFileSync, chmodSync, mkdirSync, writeFileSync } = require('node:fs');
  require('@electron/get')
    .downloadArtifact({ version: '45.4.1', artifactName: 'electron', cacheRoot: process.env.electron_config_cache,
      platform: process.env.npm_config_platform, arch: process.env.npm_config_arch,
      checksums: require('./checksums.json') })
    .then((path) => {
      mkdirSync(__dirname + '/dist');
      copyFileSync(path, __dirname + '/dist/electron');
      chmodSync(__dirname + '/dist/electron', 0o755);
      writeFileSync(__dirname + '/path.txt', 'electron');
    });`;

// The stand-ins for Electron's binary are shell scripts, and `DISPLAY` means something on these systems only.
describe.skipIf(process.platform !== 'linux')('`npm start`', () => {
  it('opens the browser host without a display, downloads nothing and opens no browser', async () => {
    const process = await launch({});
    expect(await browserHostReason(process)).toBe(
      'The desktop window cannot open: there is no display. The app opens in the browser instead.',
    );
    expect(await sandbox.read('downloaded')).toBeNull();
    expect(await sandbox.read('required')).toBeNull();
    expect(await sandbox.read('opened')).toBeNull();
  });

  it('opens the browser host and the default browser where the download fails, and says why in one line', async () => {
    const process = await launch({}, { ...display, ELECTRON_MIRROR: `http://127.0.0.1:${await freePort()}/` });
    expect(await browserHostReason(process)).toMatch(
      /its download failed \(connect ECONNREFUSED 127\.0\.0\.1:\d+\)\./u,
    );
    expect(process.output()).toContain('Downloading Electron 45.4.1 (given up after 60 s without an answer)');
    expect(await sandbox.read('required')).toBeNull();
    await vi.waitFor(async () => {
      expect(await sandbox.read('opened')).toMatch(
        new RegExp(`^1\nhttp://127\\.0\\.0\\.1:${port}/start/[\\w-]{16}\n$`, 'u'),
      );
    }, PATIENCE);
  });

  it('opens no browser at the address where another program listens and passes for the app', async () => {
    const stranger = createServer((_request, response) => response.end('{"app":"child-justice-series"}'));
    const taken = await freePort();
    await new Promise<void>((done) => stranger.listen(taken, '127.0.0.1', done));
    const process = await launch({ hasPackage: false }, { ...display, CJS_PORT: String(taken) });
    expect(await process.ended).toBe(1);
    expect(process.output()).toContain('opened no browser');
    expect(await sandbox.read('opened')).toBeNull();
    stranger.close();
    stranger.closeAllConnections();
  });

  it('gives a download up that receives nothing more', async () => {
    const environment = await mirror((response) => response.write(ARCHIVE.subarray(0, 50_000)));
    const crowd = crowding();
    const process = await launch({}, { ...environment, CJS_ELECTRON_DOWNLOAD_SECONDS: '1.5' });
    const started = Date.now();
    expect(await browserHostReason(process)).toContain('its download stood still for 1.5 s');
    expect(Date.now() - started).toBeLessThan(15_000 * crowd);
    expect(await sandbox.read('downloaded')).toBeNull();
  });

  it('takes as long as the download receives something, and runs Electron then', async () => {
    // Within it a process of its own has to be there, to have loaded that package and to have asked.
    const seconds = Math.max(2, Math.ceil(4 * secondsToLoad('@electron/get')));
    let requests = 0;
    const environment = await mirror(async (response) => {
      requests += 1;
      for (let sent = 0; sent < ARCHIVE.length; sent += 20_000) {
        response.write(ARCHIVE.subarray(sent, sent + 20_000));
        await pause(seconds * 300);
      }
      response.end();
    });
    const process = await launch(
      { installScript: INSTALL_SCRIPT },
      { ...environment, CJS_ELECTRON_DOWNLOAD_SECONDS: `${seconds}` },
    );
    expect(await process.ended).toBe(0);
    expect(await sandbox.read('started')).toBe('');
    expect(requests).toBe(1);
  });

  it.each([
    ['has another checksum than the package names', Buffer.from('another'), '', /ChecksumMismatchError|checksum/u],
    [
      'can’t be unpacked',
      ARCHIVE,
      "console.error('Error: ENOSPC\\n    at x'); process.exit(1)",
      /\(Error: ENOSPC\)\./u,
    ],
  ])('says so where the archive %s', async (_, archive, installScript, reason) => {
    const process = await launch({ installScript }, await mirror((response) => response.end(archive)));
    expect(await browserHostReason(process)).toMatch(reason);
  });

  it('does not try a download that is switched off', async () => {
    const process = await launch({}, { ...display, CJS_ELECTRON_DOWNLOAD_SECONDS: '0' });
    expect(await browserHostReason(process)).toContain('its download is switched off');
    expect(await sandbox.read('downloaded')).toBeNull();
  });

  it('says so where a download ended well without a binary', async () => {
    const process = await launch({}, await mirror((response) => response.end(ARCHIVE)));
    expect(await browserHostReason(process)).toContain('missing after its download');
    expect(await sandbox.read('downloaded')).toBe('');
  });

  it('says so where Electron is not installed', async () => {
    expect(await browserHostReason(await launch({ hasPackage: false }, display))).toContain(
      'Electron is not installed',
    );
  });

  it('runs Electron on the app where its binary is there, ends as it ends, and never as plain Node', async () => {
    const binary = `printf '%s|%s' "$1" "\${ELECTRON_RUN_AS_NODE-unset}" > "$1/started"; exit 0`;
    const process = await launch({ binary }, { WAYLAND_DISPLAY: 'wayland-0', ELECTRON_RUN_AS_NODE: '1' });
    expect(await process.ended).toBe(0);
    expect(await sandbox.read('started')).toBe(`${sandbox.root}|unset`);
    expect(process.output()).toBe(ADVICE);
  });

  it('looks for the binary where ELECTRON_OVERRIDE_DIST_PATH says, and nowhere else', async () => {
    const binary = 'touch "$1/started"';
    const found = await launch({ binary }, (root) => ({
      ...display,
      ELECTRON_OVERRIDE_DIST_PATH: join(root, 'node_modules/electron/dist'),
    }));
    expect(await found.ended).toBe(0);
    expect(await sandbox.read('started')).toBe('');
    await removeFolder(sandbox.root);
    const missing = await launch(
      { binary },
      { ...display, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere', CJS_ELECTRON_DOWNLOAD_SECONDS: '0' },
    );
    expect(await browserHostReason(missing)).toContain('binary is missing');
    expect(await sandbox.read('started')).toBeNull();
  });

  it('opens the browser host where Electron ends at once with an error', async () => {
    const process = await launch(
      { binary: 'echo "error while loading shared libraries: libnss3.so" >&2; exit 127' },
      display,
    );
    expect(await browserHostReason(process)).toContain('Electron ended with code 127');
  });

  it('opens the browser host where the binary cannot be run at all', async () => {
    const process = await launch(
      { binary: '' },
      (root) => ({ ...display, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'broken') }),
      { plainFile: 'broken/electron' },
    );
    expect(await browserHostReason(process)).toContain('Electron ended with code 127');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on to Electron and ends with it', async (signal) => {
    const process = await launch(
      { binary: `trap 'touch "$1/stopped"; exit 1' INT TERM HUP; touch "$1/started"; while :; do sleep 0.05; done` },
      display,
    );
    await vi.waitFor(async () => {
      expect(await sandbox.read('started')).toBe('');
    }, PATIENCE);
    process.child.kill(signal);
    expect(await process.ended).toBe(0);
    expect(await sandbox.read('stopped')).toBe('');
    expect(process.output()).toBe(ADVICE);
  });

  it('passes one Ctrl+C at the terminal on to Electron once, though npm sends it on as well', async () => {
    const counts = `const { appendFileSync: add } = require('node:fs');
      process.on('SIGINT', () => {
        add(process.argv[1] + '/signals', 'SIGINT ');
        setTimeout(() => process.exit(), 400);
      });
      add(process.argv[1] + '/started', '');
      setInterval(() => {}, 1_000);`;
    const { child, ended } = await launch({ binary: `exec '${process.execPath}' -e "${counts}" "$1"` }, display, {
      detached: true,
    });
    await vi.waitFor(async () => {
      expect(await sandbox.read('started')).toBe('');
    }, PATIENCE);
    // To all of the group, as the terminal does.
    process.kill(-(child.pid ?? NaN), 'SIGINT');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await sandbox.read('signals')).toBe('SIGINT ');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends the browser host on %s within five seconds', async (signal) => {
    const process = await launch({});
    await browserHostReason(process);
    const crowd = crowding();
    const started = Date.now();
    process.child.kill(signal);
    expect(await process.ended).toBe(0);
    expect(Date.now() - started).toBeLessThan(5_000 * crowd);
  });
});
