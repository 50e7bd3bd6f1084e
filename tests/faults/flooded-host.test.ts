import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { builtApp, requireBuiltApp } from '../support/hosts/built-app';
import { enterHost } from '../support/hosts/built-browser-host';
import { startBuilt, type BuiltProcess } from '../support/hosts/built-process';
import { freePort } from '../support/hosts/free-port';
import { rawRequest } from '../support/hosts/raw-request';
import { makeFolder, removeFolder } from '../support/remove-folder';

// F27: programs that flood the browser host; its size is read where Linux tells it.
const MEGABYTE = 1024 * 1024;

let host: BuiltProcess;
let port: number;
let printed: string;
let dataFolder: string;

test.beforeEach(async () => {
  requireBuiltApp();
  port = await freePort();
  dataFolder = await makeFolder('host-memory');
  host = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
  [printed] = await host.waitFor(/^http:.*enter\.html#.*$/mu);
});

test.afterEach(async () => {
  host.child.kill('SIGTERM');
  await host.ended;
  await removeFolder(dataFolder);
});

/** Resident bytes of the host's process: the most so far. */
async function largestSize(): Promise<number> {
  const status = await readFile(`/proc/${host.child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]) * 1024;
}

/** Seconds for which the host's process has had a core so far (proc_pid_stat(5)). */
async function workedSeconds(): Promise<number> {
  const stat = await readFile(`/proc/${host.child.pid}/stat`, 'utf8');
  // In hundredths of a second, for itself and for the system. The program's name, in brackets, may hold blanks.
  const [own = 0, system = 0] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
  return (own + system) / 100;
}

test.skip(process.platform !== 'linux', 'Only Linux tells the size of a process in /proc');

test('F27: a host stays small while a hundred connections at a time ask', async () => {
  const before = await largestSize();
  for (let burst = 0; burst < 3; burst += 1) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => rawRequest({ port, path: '/' }).catch(() => null)),
    );
    expect(answers.some((answer) => answer?.status === 200)).toBe(true);
  }
  expect((await largestSize()) - before).toBeLessThan(128 * MEGABYTE);
});

/** A program that keeps so many connections busy with `head`, then `piece` without end, and opens each anew. */
const FLOOD = `
  const { connect } = require('node:net');
  const [port, count, head, piece, times] = process.argv.slice(1);
  const pieces = Buffer.from(piece.repeat(Number(times)));
  const open = () => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(head);
      const send = () => {
        while (!socket.destroyed && socket.write(pieces));
        if (!socket.destroyed) socket.once('drain', send);
      };
      send();
    });
    socket.on('error', () => undefined).on('close', () => setTimeout(open, 100)).resume();
  };
  for (let opened = 0; opened < Number(count); opened += 1) open();
  // Where the test was given up, nobody ends it.
  setTimeout(process.exit, 240_000);
`;

/**
 * What the host's largest size has grown by after six seconds of a flood, during which a new connection is answered
 * within the 15 s for which a page waits. They are counted as the host works: the test and whatever else runs here take
 * from it the core that it would have to itself.
 */
async function growthUnder({ count, head, piece, times }: Flood): Promise<number> {
  const before = await largestSize();
  const child = spawn(process.execPath, ['-e', FLOOD, ...[port, count, head, piece, times].map(String)], {
    stdio: 'ignore',
    cwd: '/',
  });
  const ended = once(child, 'exit');
  await setTimeout(3_000);
  const end = (await workedSeconds()) + 15;
  let answered: unknown = 'no answer';
  void rawRequest({ port, path: '/' }).then(
    ({ status }) => (answered = status),
    (error: unknown) => (answered = error),
  );
  await setTimeout(3_000);
  while (answered === 'no answer' && (await workedSeconds()) < end) await setTimeout(100);
  child.kill('SIGKILL');
  await ended;
  expect(answered).toBe(200);
  return (await largestSize()) - before;
}

interface Flood {
  readonly count: number;
  readonly head: string;
  readonly piece: string;
  readonly times: number;
}

/** Sixty connections with bodies of one-byte chunks: where the pieces were held it was 500 to 1,000 MB, and 2,700. */
function crumbs(lines: string): Flood {
  const head =
    `POST /operations HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\n${lines}` +
    'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  return { count: 60, head, piece: '1\r\n \r\n', times: 10_000 };
}

/** Ninety connections with a megabyte of headers each. */
function headers(more: Pick<Flood, 'piece' | 'times'>, begun = ''): Flood {
  return { count: 90, head: `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${begun}`, ...more };
}

const FLOODS: readonly (readonly [name: string, megabytes: number, flood: () => Flood | Promise<Flood>])[] = [
  ['of one-byte chunks with the secret', 128, async () => crumbs(`Authorization: ${await enterHost(printed)}\r\n`)],
  ['of one-byte chunks behind an expectation', 128, () => crumbs('Expect: tea\r\n')],
  ['of one-byte chunks behind a thousand lines', 128, () => crumbs('a:b\r\n'.repeat(1_000))],
  ['of cookies', 256, () => headers({ piece: 'a=b; ', times: 200_000 }, 'Cookie: ')],
  ['of empty lines', 256, () => headers({ piece: 'a:\r\n', times: 250_000 })],
];

for (const [name, megabytes, flood] of FLOODS)
  test(`F27: a flood ${name} leaves the host small, and a new connection is answered meanwhile`, async () => {
    expect(await growthUnder(await flood())).toBeLessThan(megabytes * MEGABYTE);
  });
