import { readdir, readlink, truncate, writeFile } from 'node:fs/promises';
import { Agent, get, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dispatch } from '../../../../src/main/hosts/dispatch';
import { createDoor } from '../../../../src/main/http/door';
import { createDownloads } from '../../../../src/main/http/downloads';
import { listen } from '../../../../src/main/http/listen';
import { createHttpServer } from '../../../../src/main/http/server';
import { listStaticFiles } from '../../../../src/main/hosts/static-manifest';
import { freePort } from '../../../support/hosts/free-port';
import { PATIENCE } from '../../../support/patience';
import { rawExchange, rawRequest } from '../../../support/hosts/raw-request';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const dispatch = vi.fn<Dispatch>(async (name) => ({ ok: true, value: name }));

const SECRET = 'S'.repeat(43);

/** Milliseconds of every limit of time here: so long that what is answered sooner wasn't freed by one. */
const LIMIT = 60_000;

describe('the browser host’s connections, without a limit of time', () => {
  let folder: string;
  let server: Server;
  let port: number;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    vi.clearAllMocks();
    folder = await makeFolder('connections');
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'large.js'), Buffer.alloc(2_000_000));
    // More than the system keeps of a connection that nobody reads.
    await writeFile(join(folder, 'huge.js'), '');
    await truncate(join(folder, 'huge.js'), 64_000_000);
    port = await freePort();
    server = createHttpServer({
      port,
      files: listStaticFiles(folder),
      dispatch,
      door: createDoor({ port, secret: SECRET }),
      downloads: createDownloads(),
      logger: { error: vi.fn() },
      limits: { headers: LIMIT, request: LIMIT, keepAlive: LIMIT, stalled: LIMIT, checkEvery: 20 },
    });
    await listen(server, port);
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await removeFolder(folder);
  });

  /** A connection that sends a text and reads nothing of what comes back. */
  function deaf(text: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(text);
        resolve();
      });
      socket.on('error', () => undefined).pause();
      sockets.push(socket);
    });
  }

  it.each([
    ['half a request', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `],
    ['whole requests, without reading the answers', () => large().repeat(3)],
  ])('serves a newcomer while 150 others have sent %s', async (_, text) => {
    await Promise.all(Array.from({ length: 150 }, () => deaf(text())));
    const started = performance.now();
    for (let times = 0; times < 10; times += 1) expect((await rawRequest({ port, path: '/' })).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(LIMIT);
  });

  it('keeps nothing of a request that was answered on the connection that is kept', async () => {
    const open: Socket[] = [];
    server.on('connection', (socket) => open.push(socket));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses: unknown[] = [];
    for (let times = 0; times < 12; times += 1)
      await new Promise((done) =>
        get({ host: '127.0.0.1', port, path: '/large.js', agent }, (response) => {
          statuses.push(response.statusCode);
          response.resume().on('end', done);
        }),
      );
    expect([open.length, ...new Set(statuses)]).toEqual([1, 200]);
    await expect.poll(() => open[0]?.listenerCount('close'), PATIENCE).toBeLessThan(12);
    agent.destroy();
  });

  it('cuts off a connection that sends request upon request without waiting', async () => {
    const answers = await rawExchange(port, large().repeat(1_000));
    expect(answers.match(/HTTP\/1\.1 200/gu)?.length ?? 0).toBeLessThan(5);
  });

  function large(name = 'large'): string {
    return `GET /${name}.js HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  }

  it.each([
    ['', 411, ''],
    [', behind an expectation', 417, 'Expect: tea\r\n'],
    // Node drops what comes behind them.
    [', behind a thousand lines', 431, 'a:b\r\n'.repeat(1_000)],
  ])('takes no body in chunks%s, and cuts its connection off', async (_, status, lines) => {
    const answer = await rawExchange(
      port,
      `POST /operations HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nAuthorization: Bearer ${SECRET}\r\n` +
        `${lines}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(100_000)}0\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\nConnection: close\r\n`, 'u'));
    expect(dispatch).not.toHaveBeenCalled();
  });

  it.runIf(process.platform === 'linux')(
    'leaves no file open for the answers of a connection that has gone',
    async () => {
      await Promise.all(Array.from({ length: 20 }, () => deaf(large('huge').repeat(3))));
      const openFiles = async (): Promise<number> => {
        const files = (await readdir('/proc/self/fd')).map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => ''));
        return (await Promise.all(files)).filter((path) => path === join(folder, 'huge.js')).length;
      };
      await vi.waitFor(async () => {
        expect(await openFiles()).toBe(60);
      }, PATIENCE);
      for (const socket of sockets.splice(0)) socket.destroy();
      await vi.waitFor(async () => {
        expect(await openFiles()).toBe(0);
      }, PATIENCE);
    },
  );

  it('lets an operation under way go on', async () => {
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      dispatch.mockImplementationOnce(async (name) => {
        resolve();
        await new Promise<void>((done) => {
          finish = done;
        });
        return { ok: true, value: name };
      });
    });
    const headers = {
      Origin: `http://127.0.0.1:${port}`,
      Authorization: `Bearer ${SECRET}`,
      'Content-Type': 'application/json',
    };
    const body = JSON.stringify({ name: 'x', input: {} });
    const answer = rawRequest({ port, path: '/operations', method: 'POST', headers, body });
    await begun;
    await Promise.all(Array.from({ length: 150 }, () => deaf('GET')));
    expect((await rawRequest({ port, path: '/' })).status).toBe(200);
    finish();
    expect((await answer).status).toBe(200);
  });
});
