import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtApp, requireBuiltApp } from '../support/built-app';
import { startBuilt, type BuiltProcess } from '../support/built-process';
import { freePort } from '../support/free-port';
import { rawRequest } from '../support/raw-request';

const MEGABYTE = 1024 * 1024;

let host: BuiltProcess;
let port: number;
let dataFolder: string;

beforeAll(async () => {
  requireBuiltApp();
  port = await freePort();
  dataFolder = await mkdtemp(join(tmpdir(), 'host-memory-'));
  host = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
  await host.waitFor(/127\.0\.0\.1/u);
});

afterAll(async () => {
  host.child.kill('SIGTERM');
  await host.ended;
  await rm(dataFolder, { recursive: true, force: true });
});

/** Resident bytes of the host's process: the most so far. */
async function largestSize(): Promise<number> {
  const status = await readFile(`/proc/${host.child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]) * 1024;
}

/** Makes the system's table of sockets long: any user can, with connections that are closed at once. */
async function closeConnections(count: number): Promise<void> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: closing } = server.address() as AddressInfo;
  const connectAndClose = async (): Promise<void> => {
    const socket = connect(closing, '127.0.0.1').resume();
    await once(socket, 'close');
  };
  for (let done = 0; done < count; done += 100) await Promise.all(Array.from({ length: 100 }, connectAndClose));
  server.close();
}

it.runIf(process.platform === 'linux')(
  'stays small while a hundred connections at a time ask, and the system has thousands of others to list',
  async () => {
    await closeConnections(8_000);
    const before = await largestSize();
    for (let burst = 0; burst < 3; burst += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => rawRequest({ port, path: '/healthz' }).catch(() => null)),
      );
      expect(answers.some((answer) => answer?.status === 200)).toBe(true);
    }
    // Where each of them read the tables by itself it was 250 and more.
    expect((await largestSize()) - before).toBeLessThan(128 * MEGABYTE);
  },
);

it.runIf(process.platform === 'linux')(
  'stays small while four connections send bodies of one-byte chunks',
  async () => {
    const cookie = (await rawRequest({ port })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const head =
      `POST /operations HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\n` +
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const crumbs = Buffer.from('1\r\n \r\n'.repeat(1_000_000));
    const before = await largestSize();
    await Promise.all(
      Array.from(
        { length: 4 },
        () =>
          new Promise<void>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => {
              socket.write(head);
              socket.end(crumbs);
            });
            socket.on('error', () => undefined);
            socket.on('close', () => {
              resolve();
            });
            socket.resume();
          }),
      ),
    );
    // Where the pieces were held it was 2,700 and more. Node 24 takes 160 to 180 before it collects, the others less.
    expect((await largestSize()) - before).toBeLessThan(256 * MEGABYTE);
    expect((await rawRequest({ port, path: '/healthz' })).status).toBe(200);
  },
);
