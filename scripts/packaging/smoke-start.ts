import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { foreignAddresses, foreignInLsof, foreignInTrace } from './foreign-connections';

/**
 * `npx tsx scripts/packaging/smoke-start.ts [--trace FILE] [--seconds 15] PROGRAM` starts the installed app on a fresh
 * data folder, waits until its page has opened its database, looks meanwhile for connections to another computer, and
 * ends it. The fuses leave no other way in: that the database is there says that window, sandboxed preload, scheme and
 * page work. The fuses themselves are tried as well: the start asks for Node and for its debugger.
 *
 * `--trace` (Linux) runs the program under strace, which writes every address that it asks for into the file.
 */

const LONGEST_START_MILLISECONDS = 90_000;
const LONGEST_END_MILLISECONDS = 15_000;
const STEP_MILLISECONDS = 500;
/** An address that leads nowhere (RFC 5737). */
const NOWHERE = '192.0.2.1';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trace: { type: 'string' },
    // Connections that come late would be missed at once after the start.
    seconds: { type: 'string', default: '15' },
  },
});
const [named] = positionals;
if (named === undefined) throw new Error('Name the program.');
if (process.platform === 'darwin') await expectWatching();
const dataFolder = mkdtempSync(join(tmpdir(), 'smoke-start-'));
const debuggerPort = await freePort();
const program = [resolve(named), `--inspect=127.0.0.1:${debuggerPort}`];
const [command, ...parameters] = values.trace === undefined ? program : [...traced(values.trace), ...program];
const child = spawn(command ?? '', parameters, {
  env: {
    ...process.env,
    CJS_DATA: dataFolder,
    // As Node the program would run nothing and end.
    ELECTRON_RUN_AS_NODE: '1',
    // Node ends at an option that it doesn't know.
    NODE_OPTIONS: '--no-such-option',
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = new Promise<void>((done) => {
  child.once('error', (error) => {
    console.error(error.message);
    done();
  });
  child.once('close', () => {
    done();
  });
});
let hasEnded = false;
void ended.then(() => (hasEnded = true));
const foreign = new Set<string>();

if (!(await watchUntil(hasDatabase, LONGEST_START_MILLISECONDS))) {
  child.kill('SIGKILL');
  throw new Error('The page did not open its database.');
}
await watchUntil(() => hasEnded, Number(values.seconds) * 1000);
const isDebugged = await answers(debuggerPort);
if (hasEnded) throw new Error('The app ended by itself.');
// On Windows this ends without asking the page; elsewhere as the system does at a shutdown.
child.kill('SIGTERM');
if ((await Promise.race([ended.then(() => 'ended'), pause(LONGEST_END_MILLISECONDS)])) !== 'ended') {
  child.kill('SIGKILL');
  throw new Error('The app did not end.');
}
if (isDebugged) throw new Error('The app opened its debugger to whoever asked.');
if (values.trace !== undefined)
  for (const line of foreignInTrace(readFileSync(values.trace, 'utf8'))) foreign.add(line);
if (foreign.size > 0) throw new Error(`Connections to elsewhere:\n${[...foreign].join('\n')}`);
console.log(
  'The installed app starts, opens its database, is neither Node nor debugged, connects to nothing and ends.',
);
process.exit(0);

/** The tracer is the program's grandchild, so that the program is this one's child as without it. */
function traced(file: string): string[] {
  return ['strace', '--daemonize', '-f', '-qq', '-e', 'trace=connect,sendto,sendmmsg', '-o', file];
}

function hasDatabase(): boolean {
  try {
    return readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).some((name) =>
      /IndexedDB[\\/]app_bundle/u.test(name),
    );
  } catch {
    // Chromium deletes folders while this lists them: the next look will tell.
    return false;
  }
}

async function watchUntil(isDone: () => boolean, milliseconds: number): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < milliseconds && !hasEnded; await pause(STEP_MILLISECONDS)) {
    for (const line of connections()) foreign.add(line);
    if (isDone()) return true;
  }
  return isDone();
}

/**
 * Connections of the app's processes that lead elsewhere. What a firewall blocks at once is never seen so on Windows,
 * where the workflow reads the firewall's own events besides; on macOS it stays half-open for a minute.
 */
function connections(): string[] {
  if (process.platform === 'win32') {
    const query =
      "$ids = (Get-Process 'Child Justice Series' -ErrorAction SilentlyContinue).Id; " +
      'Get-NetTCPConnection -ErrorAction SilentlyContinue | Where-Object { $ids -contains $_.OwningProcess -and $_.State -ne "Listen" } | ' +
      'ForEach-Object { "$($_.RemoteAddress)" }';
    return foreignAddresses(run('powershell', ['-NoProfile', '-Command', query]));
  }
  return process.platform === 'darwin' ? socketsOf(['-c', 'Child']) : [];
}

/** Sockets of TCP and UDP of the processes that lsof is told to take. */
function socketsOf(processes: readonly string[]): string[] {
  return foreignInLsof(run('lsof', ['-nP', '-i', '-a', ...processes, '-Fn']));
}

/** @throws where lsof doesn't show a connection that this process tries itself: then it would show none of the app's */
async function expectWatching(): Promise<void> {
  const socket = connect(80, NOWHERE);
  socket.on('error', () => undefined);
  await pause(STEP_MILLISECONDS);
  const seen = socketsOf(['-p', String(process.pid)]);
  socket.destroy();
  if (!seen.some((line) => line.includes(NOWHERE))) throw new Error('A connection to elsewhere would not be seen.');
}

function run(name: string, parameters: readonly string[]): string {
  try {
    return execFileSync(name, [...parameters], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // lsof answers 1 where there is none.
    return '';
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => {
      done(false);
    });
  });
}
