import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeFolderSync, removeFolder } from '../remove-folder';
import { freePort } from './free-port';

/** A program beside ours (GPL-3.0): installed for a test alone, never linked, shipped or listed. */
const PACKAGE = '@learninglocker/xapi-statements@7.8.0';

/** Milliseconds for its 500 packages; 40,000 on an idle machine. */
const INSTALL_LIMIT = 120_000;

/** Milliseconds for its start; 3,000 on an idle machine. Both together are less than a test's limit. */
const START_LIMIT = 45_000;

/** Learning Locker's own statements service on this computer, with Redis beside it and everything in memory. */
export interface LearningLocker {
  /** Its endpoint. */
  readonly address: string;
  /** The ids of all statements that it has, as it lists them page by page. */
  readonly ids: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts it, or says why that can't be: it needs Debian's `redis-server`, and npm's registry. `CJS_LEARNING_LOCKER`
 * names a folder in which it is installed already.
 */
export async function startLearningLocker(): Promise<LearningLocker | { readonly missing: string }> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return { missing: 'there is no redis-server' };
  const folder = makeFolderSync('learning-locker');
  const started: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of started) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGKILL')) await ended;
    }
    await removeFolder(folder);
  };
  const installed = process.env['CJS_LEARNING_LOCKER'] ?? folder;
  if (installed === folder) {
    const options = [
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=0',
      '--prefix',
      folder,
    ];
    try {
      await promisify(execFile)('npm', ['install', ...options, PACKAGE], { cwd: folder, timeout: INSTALL_LIMIT });
    } catch {
      await stop();
      return { missing: `npm can't install ${PACKAGE}` };
    }
  }
  const [redis, port] = [await freePort(), await freePort()];
  const silent = { cwd: folder, stdio: 'ignore' } as const;
  started.push(
    spawn('redis-server', ['--port', String(redis), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], silent),
    spawn(process.execPath, [join(installed, 'node_modules/@learninglocker/xapi-statements/dist/server.js')], {
      ...silent,
      env: {
        ...process.env,
        AUTH_REPO: 'test',
        EVENTS_REPO: 'redis',
        MODELS_REPO: 'memory',
        STORAGE_REPO: 'memory',
        REDIS_URL: `redis://127.0.0.1:${redis}/0`,
        // It retries a database that it doesn't need, and goes on.
        MONGO_URL: 'mongodb://127.0.0.1:9/x',
        EXPRESS_PORT: String(port),
      },
    }),
  );
  const origin = `http://127.0.0.1:${port}`;
  const until = Date.now() + START_LIMIT;
  while (
    !(await fetch(`${origin}/xAPI/about`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > until) {
      await stop();
      return { missing: `it doesn't start on Node ${process.versions.node}` };
    }
    await pause(200);
  }

  async function ids(): Promise<readonly string[]> {
    const headers = { 'x-experience-api-version': '1.0.3', authorization: `Basic ${btoa('key:secret')}` };
    const found: string[] = [];
    for (let next = '/xAPI/statements?format=ids&limit=500'; next !== '';) {
      const answer = await fetch(`${origin}${next}`, { headers });
      const page = (await answer.json()) as { more: string; statements: readonly { id: string }[] };
      found.push(...page.statements.map(({ id }) => id));
      next = page.more;
    }
    return found;
  }

  return { address: `${origin}/xAPI`, ids, stop };
}
