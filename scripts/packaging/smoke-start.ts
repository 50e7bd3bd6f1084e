import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * `npx tsx scripts/packaging/smoke-start.ts PROGRAM` starts the installed app on a fresh data folder, waits until its
 * page has opened its database, looks meanwhile for connections to another computer, and ends it. The fuses leave no
 * other way in: that the database is there says that window, sandboxed preload, scheme and page work.
 */

const LONGEST_START_MILLISECONDS = 90_000;
/** Connections that come late would be missed at once after the start. */
const WATCHED_MILLISECONDS = 15_000;
const LONGEST_END_MILLISECONDS = 15_000;
const STEP_MILLISECONDS = 500;

const [program] = process.argv.slice(2);
if (program === undefined) throw new Error('Name the program.');
const dataFolder = mkdtempSync(join(tmpdir(), 'smoke-start-'));
const child = spawn(resolve(program), [], { env: { ...process.env, CJS_DATA: dataFolder }, stdio: 'inherit' });
const ended = new Promise<number | null>((done) => {
  child.once('error', () => {
    done(null);
  });
  child.once('close', done);
});
let hasEnded = false;
void ended.then(() => (hasEnded = true));
const foreign = new Set<string>();

const hasDatabase = (): boolean =>
  readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).some((name) => /IndexedDB[\\/]app_bundle/u.test(name));

if (!(await watchUntil(hasDatabase, LONGEST_START_MILLISECONDS)))
  throw new Error('The page did not open its database.');
await watchUntil(() => hasEnded, WATCHED_MILLISECONDS);
if (hasEnded) throw new Error('The app ended by itself.');
// On Windows this ends without asking the page; elsewhere as the system does at a shutdown.
child.kill('SIGTERM');
if ((await Promise.race([ended.then(() => 'ended'), pause(LONGEST_END_MILLISECONDS)])) !== 'ended') {
  child.kill('SIGKILL');
  throw new Error('The app did not end.');
}
if (foreign.size > 0) throw new Error(`Connections to elsewhere:\n${[...foreign].join('\n')}`);
console.log('The installed app starts, opens its database, connects to nothing and ends.');

async function watchUntil(isDone: () => boolean, milliseconds: number): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < milliseconds && !hasEnded; await pause(STEP_MILLISECONDS)) {
    for (const line of connections()) foreign.add(line);
    if (isDone()) return true;
  }
  return isDone();
}

/** Connections of the app's processes that lead elsewhere than to this computer. */
function connections(): string[] {
  const lines = listConnections().split(/\r?\n/u);
  return lines.filter((line) => line.trim() !== '' && !/(127\.0\.0\.1|\[::1\]|::1)[:.\s]*\S*$/u.test(line));
}

function listConnections(): string {
  const run = (command: string, parameters: readonly string[]): string => {
    try {
      return execFileSync(command, [...parameters], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      // lsof answers 1 where there is none.
      return '';
    }
  };
  if (process.platform === 'win32') {
    const query =
      "$ids = (Get-Process 'Child Justice Series' -ErrorAction SilentlyContinue).Id; " +
      'Get-NetTCPConnection -ErrorAction SilentlyContinue | Where-Object { $ids -contains $_.OwningProcess -and $_.State -ne "Listen" } | ' +
      'ForEach-Object { "$($_.RemoteAddress)" }';
    return run('powershell', ['-NoProfile', '-Command', query]);
  }
  if (process.platform === 'darwin')
    return run('lsof', ['-nP', '-iTCP', '-a', '-c', 'Child', '-sTCP:SYN_SENT,ESTABLISHED', '-Fn']);
  // Under strace in a network of its own, where the record of `connect` says more.
  return '';
}
