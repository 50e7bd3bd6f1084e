import { rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAXIMUM_REQUEST_BYTES } from '../../../../src/contract/operations';
import { SECURITY_HEADERS } from '../../../../src/main/hosts/content-security-policy';
import type { Dispatch } from '../../../../src/main/hosts/dispatch';
import { createDoor } from '../../../../src/main/http/door';
import { createDownloads, type Downloads } from '../../../../src/main/http/downloads';
import { listen } from '../../../../src/main/http/listen';
import { createHttpServer } from '../../../../src/main/http/server';
import { listStaticFiles } from '../../../../src/main/hosts/static-manifest';
import { freePort } from '../../../support/hosts/free-port';
import { rawExchange, rawRequest, type RawAnswer } from '../../../support/hosts/raw-request';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const dispatch = vi.fn<Dispatch>(async (name) => ({ ok: true, value: name }));
const logger = { error: vi.fn() };
const SECRET = 'S'.repeat(43);
const AUTHORIZATION = `Bearer ${SECRET}`;
/** A busy machine may take longer than the short ones to send a whole request; they are for tests that wait for one. */
const LONG_LIMITS = { headers: 10_000, request: 30_000, keepAlive: 200, stalled: 20_000, checkEvery: 20 };
const SHORT_LIMITS = { headers: 200, request: 400, keepAlive: 200, stalled: 300, checkEvery: 20 };
let folder: string;
let port: number;
let server: Server;
let downloads: Downloads;
let now: number;

beforeEach(async () => {
  vi.clearAllMocks();
  folder = await makeFolder('http-server');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'gone.js'), '');
  port = await freePort();
  now = 0;
  downloads = createDownloads(() => now);
  await start();
});

afterEach(async () => {
  await stop();
  await removeFolder(folder);
});

async function start(limits = LONG_LIMITS): Promise<void> {
  server = createHttpServer({
    port,
    files: listStaticFiles(folder),
    dispatch,
    door: createDoor({ port, secret: SECRET }),
    downloads,
    logger,
    limits,
  });
  await listen(server, port);
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

async function startWithShortLimits(): Promise<void> {
  await stop();
  await start(SHORT_LIMITS);
}

async function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const own = { Origin: `http://127.0.0.1:${port}`, Authorization: AUTHORIZATION, 'Content-Type': 'application/json' };
  return rawRequest({ port, path: '/operations', method: 'POST', body, headers: { ...own, ...headers } });
}

/** An operation of the page as it is on the line; with a longer length than its body's, one that is sent in part. */
function operationText(body: string, length = body.length): string {
  return (
    `POST /operations HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nAuthorization: ${AUTHORIZATION}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`
  );
}

describe('the browser host’s server', () => {
  it('ends a connection that dribbles its headers', async () => {
    await startWithShortLimits();
    const answer = await rawExchange(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `);
    expect(answer).toContain('408');
  });

  it('ends a connection that dribbles its body', async () => {
    await startWithShortLimits();
    const answer = await rawExchange(port, operationText('{"name"', 1_000));
    expect(answer).not.toContain('200 OK');
    expect(dispatch).not.toHaveBeenCalled();
  });

  it('answers 413 to a body that is too large', async () => {
    const answer = await post(Buffer.alloc(MAXIMUM_REQUEST_BYTES + 1, ' '));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(dispatch).not.toHaveBeenCalled();
  });

  it('tells the operation when the window that asked for it hangs up', async () => {
    const aborted = new Promise<void>((resolve) => {
      dispatch.mockImplementationOnce(async (name, _, signal) => {
        signal?.addEventListener('abort', () => {
          resolve();
        });
        socket.destroy();
        await aborted;
        return { ok: true, value: name };
      });
    });
    const body = JSON.stringify({ name: 'x', input: {} });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(operationText(body));
    });
    await aborted;
    expect(dispatch).toHaveBeenCalledOnce();
  });

  it('takes a body of exactly the limit', async () => {
    const body = JSON.stringify({ name: 'x', input: '' });
    const padded = body.padEnd(MAXIMUM_REQUEST_BYTES, ' ');
    expect((await post(padded)).status).toBe(200);
  });

  it.each([
    '',
    '{',
    '[]',
    '"x"',
    'null',
    '{"name":1,"input":{}}',
    '{"input":{}}',
    '{"name":"x","input":{},"sender":"admin"}',
    Buffer.from([0x7b, 0xff, 0x7d]),
  ])('answers 400 to a body that is no operation (%#)', async (body) => {
    expect((await post(body)).status).toBe(400);
    expect(dispatch).not.toHaveBeenCalled();
  });

  it.each([
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.0\r\n\r\n',
    'nonsense\r\n\r\n',
    'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n',
  ])('answers no page to %j', async (text) => {
    const answer = await rawExchange(port, text);
    expect(answer).not.toContain('<!doctype');
    expect(answer).not.toMatch(/^HTTP\/1\.1 200/);
  });

  it.each([
    ['is no request', 'nonsense\r\n\r\n', 400, 'not a request'],
    [
      'says its length twice',
      `POST /operations HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'not a request',
    ],
    [
      'brings more cookies than are read',
      `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(1_100_000)}\r\n\r\n`,
      431,
      'Don’t delete the data of 127.0.0.1',
    ],
    [
      'has an endless address',
      `GET /?${'a'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
      431,
      'Don’t delete the data of 127.0.0.1',
    ],
    [
      'has a thousand lines',
      `GET / HTTP/1.1\r\n${'a:\r\n'.repeat(1_100)}Host: 127.0.0.1\r\n\r\n`,
      431,
      'Don’t delete the data of 127.0.0.1',
    ],
    ['never ends', 'GET / HTTP/1.1\r\nX-Slow: ', 408, 'too long'],
  ])('answers in plain words, with the security headers, to what %s', async (_, text, status, words) => {
    if (status === 408) await startWithShortLimits();
    const answer = await rawExchange(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(answer).toContain("default-src 'none'");
    expect(answer.split('\r\n\r\n')[1]).toContain(words);
    expect(answer).not.toMatch(/Error|HPE_|\n +at /u);
  });

  it.each([
    ['names no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 421],
    ['expects what nobody can give', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n', 417],
  ])('answers with the security headers to what %s, where Node would answer by itself', async (_, text, status) => {
    const answer = await rawExchange(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(answer).toContain("default-src 'none'");
    expect(answer).toContain('nosniff');
  });

  it.each(['prefetch', 'prefetch;prerender', 'prefetch;anonymous-client-ip', ''])(
    'gives no page to a browser that fetches ahead of a person (Sec-Purpose: %j)',
    async (purpose) => {
      const own = { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
      const answer = await rawRequest({ port, headers: { ...own, 'Sec-Purpose': purpose } });
      expect(answer.status).toBe(403);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect((await rawRequest({ port, headers: own })).status).toBe(200);
    },
  );

  it('says nothing into the midst of an answer', async () => {
    // Larger than what the system takes at once, so that the answer is still under way.
    const path = downloads.offer({
      suggestedName: 'x.pdf',
      bytes: Buffer.alloc(8_000_000, 'x'),
      mimeType: 'application/pdf',
    });
    const answer = await rawExchange(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\nnonsense\r\n\r\n`);
    expect(answer.match(/HTTP\/1\.1 /gu)).toHaveLength(1);
  });

  it('counts a window that is closed while it sends as no failure', async () => {
    const hungUp = new Promise<void>((resolve) => {
      server.once('request', ({ socket }: IncomingMessage) => socket.once('close', resolve));
    });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(operationText('{"name"', 1_000));
    });
    server.once('request', () => socket.destroy());
    await hungUp;
    expect((await rawRequest({ port, path: '/' })).status).toBe(200);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('ends a connection that doesn’t read its answer', async () => {
    await startWithShortLimits();
    const path = downloads.offer({
      suggestedName: 'x.pdf',
      bytes: Buffer.alloc(16_000_000, 'x'),
      mimeType: 'application/pdf',
    });
    const closed = new Promise<void>((resolve) => {
      server.once('connection', (peer: Socket) => peer.once('close', resolve));
    });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    });
    socket.on('error', () => undefined).pause();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await closed;
    // What the systems hold of the answer still comes; the rest was never sent.
    socket.resume();
    await ended;
    expect(socket.bytesRead).toBeGreaterThan(0);
    expect(socket.bytesRead).toBeLessThan(16_000_000);
  });

  it('sees a second Host, and another site’s mark, behind however many headers', async () => {
    const filler = 'a:\r\n'.repeat(2_100);
    for (const late of ['Host: evil.example', 'Sec-Fetch-Site: cross-site']) {
      const answer = await rawExchange(
        port,
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${filler}${late}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer, late).not.toContain('<!doctype');
    }
  });

  it('refuses a request with two Host lines', async () => {
    const answer = await rawExchange(
      port,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).not.toContain('<!doctype');
  });

  it.each(['127.0.0.1', 'localhost'])(
    'answers for any service worker at %s with the script that ends it',
    async (name) => {
      const headers = { Host: `${name}:${port}`, 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker' };
      const answer = await rawRequest({ port, path: '/any/where.js', headers });
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('registration.unregister()');
      expect(answer.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-store',
      });
      for (const [header, value] of Object.entries(SECURITY_HEADERS))
        expect(answer.headers[header.toLowerCase()]).toBe(value);
    },
  );

  it('answers 500 without a reason, and logs it, where a built file has gone', async () => {
    await rm(join(folder, 'gone.js'));
    const answer = await rawRequest({ port, path: '/gone.js' });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toMatch(/ENOENT|gone\.js|at /);
    expect(logger.error).toHaveBeenCalledOnce();
  });

  it('serves a download under its Khmer name, also to a download manager that asks again, by its address alone', async () => {
    const path = downloads.offer({
      suggestedName: 'វិញ្ញាបនបត្រ "x".pdf',
      bytes: Buffer.from('%PDF'),
      mimeType: 'application/pdf',
    });
    expect((await rawRequest({ port, path: `${path.slice(0, -1)}_` })).status).toBe(404);
    const head = await rawRequest({ port, path, method: 'HEAD' });
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '4']);
    const answer = await rawRequest({ port, path });
    expect([answer.status, answer.body]).toEqual([200, '%PDF']);
    const disposition = answer.headers['content-disposition'] ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\w "._]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('វិញ្ញាបនបត្រ "x".pdf');
    expect((await rawRequest({ port, path })).body).toBe('%PDF');
  });

  it('keeps no more than a large file’s bytes waiting, and the newest in any case', async () => {
    const large = (label: string): string =>
      downloads.offer({
        suggestedName: `${label}.jsonl`,
        bytes: new Uint8Array(200 * 1024 * 1024),
        mimeType: 'application/x-ndjson',
      });
    const [first, second] = [large('first'), large('second')];
    const huge = downloads.offer({
      suggestedName: 'huge.jsonl',
      bytes: new Uint8Array(300 * 1024 * 1024),
      mimeType: 'application/x-ndjson',
    });
    const answers: number[] = [];
    const response = {
      once: () => undefined,
      writeHead: (status: number) => answers.push(status),
      end: () => undefined,
    } as unknown as ServerResponse;
    for (const path of [first, second, huge]) downloads.send(path.slice('/downloads/'.length), response);
    expect(answers).toEqual([404, 404, 200]);
  });

  it('forgets a download after five minutes, and the oldest of too many', async () => {
    const offer = (): string =>
      downloads.offer({ suggestedName: 'a.pdf', bytes: Buffer.from('x'), mimeType: 'application/pdf' });
    const expired = offer();
    now = 5 * 60_000;
    expect((await rawRequest({ port, path: expired })).status).toBe(404);
    const paths = Array.from({ length: 21 }, offer);
    expect((await rawRequest({ port, path: paths[0] ?? '' })).status).toBe(404);
    expect((await rawRequest({ port, path: paths[1] ?? '' })).status).toBe(200);
  });
});
