import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOperationName, operations } from '../../src/contract/operations';
import { SECURITY_HEADERS } from '../../src/main/content-security-policy';
import { builtApp, builtRendererPaths, requireBuiltApp } from '../support/built-app';
import { startBuilt, type BuiltProcess } from '../support/built-process';
import { certificateDocument, inputsOf, labelled } from '../support/operation-inputs';
import { freePort, rawExchange, rawRequest, type RawAnswer } from '../support/raw-request';
import { traversalPaths } from '../support/traversal-paths';

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

let dataFolder: string;
let port: number;
let host: BuiltProcess;
let origin: string;
let cookie: string;

beforeAll(async () => {
  requireBuiltApp();
  dataFolder = await mkdtemp(join(tmpdir(), 'browser-host-'));
  port = await freePort();
  host = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
  origin = `http://127.0.0.1:${port}`;
  await host.waitFor(/^http:\/\/127\.0\.0\.1:\d+\/$/m);
  cookie = (await rawRequest({ port })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
});

afterAll(async () => {
  host.child.kill('SIGTERM');
  await host.ended;
  await rm(dataFolder, { recursive: true, force: true });
});

async function invoke(name: string, input: unknown, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const own = { Origin: origin, Cookie: cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  return rawRequest({ port, path: '/operations', method: 'POST', headers: { ...own, ...headers }, body: JSON.stringify({ name, input }) });
}

function get(path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return rawRequest({ port, path, headers });
}

describe('the built browser host', () => {
  it('prints its address on a line of its own, without a secret', () => {
    expect(host.output()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/$`, 'm'));
    expect(host.output()).not.toContain(cookie.split('=')[1]);
  });

  it('says who it is to anyone on this machine', async () => {
    const answer = await get('/healthz');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ app: 'child-justice-series', version: '1.0.0' });
  });

  it('answers every built file with its bytes and all security headers', async () => {
    for (const path of ['/', ...builtRendererPaths()]) {
      const answer = await get(encodeURI(path));
      expect(answer.status, path).toBe(200);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer.headers[name.toLowerCase()], path).toBe(value);
      const file = join(builtApp.rendererFolder, path === '/' ? 'index.html' : path);
      expect(Number(answer.headers['content-length']), path).toBe((await stat(file)).size);
    }
    expect((await get('/')).body).toBe(await readFile(join(builtApp.rendererFolder, 'index.html'), 'utf8'));
  });

  it('lets the browser keep hashed files and ask again for the page', async () => {
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    const hashed = builtRendererPaths().find((path) => /^\/assets\/index-[\w-]{8}\.js$/.test(path)) ?? '';
    expect((await get(hashed)).headers['cache-control']).toContain('immutable');
  });

  it.each(traversalPaths)('gives nothing but built files for %s', async (path) => {
    const text = await rawExchange(port, `GET ${encodeURI(path.replace(/[\0 ]/g, ''))} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    const raw = await rawExchange(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    for (const answer of [text, raw]) {
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
      expect([200, 400, 404]).toContain(status);
      if (status === 200) expect(path).toMatch(/^\/[?#]/);
      expect(answer).not.toMatch(/root:|"name": "child-justice-series"|from "electron"/);
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses %s on files', async (method) => {
    expect((await rawRequest({ port, method, headers: { Origin: origin } })).status).toBe(405);
  });

  it.each([
    'evil.example',
    `evil.example:{port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
    '[::1]:{port}',
    '0.0.0.0:{port}',
    '127.1:{port}',
    '127.0.0.1.evil.example:{port}',
    '127.0.0.1:{port}@evil.example',
    'http://127.0.0.1:{port}',
    '127.0.0.1:{port}, evil.example',
    '127.0.0.1:0{port}',
    '',
  ])('answers no other host: %s', async (template) => {
    const Host = template.replace('{port}', String(port));
    for (const path of ['/', '/healthz', '/assets/x.js']) {
      const answer = await get(path, { Host, Cookie: cookie });
      expect([400, 421]).toContain(answer.status);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect([400, 403, 421]).toContain((await invoke('app.describe', {}, { Host })).status);
  });

  it('sends a browser that came by `localhost` to the address that has the data', async () => {
    const answer = await get('/index.html?x=1', { Host: `localhost:${port}`, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' });
    expect([answer.status, answer.headers.location]).toEqual([302, `${origin}/`]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await invoke('app.describe', {}, { Host: `localhost:${port}` })).status).toBe(421);
    expect((await get('/app.js', { Host: `localhost:${port}`, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' })).status).toBe(421);
  });
});

describe('the built browser host’s session', () => {
  it('travels in a cookie that scripts and other sites never get', async () => {
    const [set] = (await get('/')).headers['set-cookie'] ?? [];
    expect(set).toMatch(new RegExp(`^child_justice_session_${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, true],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, true],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, false],
    [{ 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }, false],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }, false],
  ] as [Record<string, string>, boolean][])('starts with a navigation of the member’s own only: %j', async (headers, starts) => {
    expect((await get('/', headers)).headers['set-cookie'] !== undefined).toBe(starts);
  });

  it('meets a link on another site with a page that has one link of our own', async () => {
    const answer = await get('/', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<a href="/">');
    expect(answer.body).not.toContain('<script');
    expect(answer.headers['content-security-policy']).toBe(SECURITY_HEADERS['Content-Security-Policy']);
  });

  it('refuses files to the scripts, pictures and frames of other sites and other ports', async () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const destination of ['script', 'image', 'iframe', 'empty', 'style']) {
        const answer = await get('/', { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': destination });
        expect(answer.status).toBe(403);
      }
    }
  });

  it.each([
    ['no cookie', { Cookie: '' }],
    ['another value', { Cookie: 'child_justice_session_{port}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an empty value', { Cookie: 'child_justice_session_{port}=' }],
    ['another name', { Cookie: 'session=x' }],
    ['two values', { Cookie: '{cookie}; child_justice_session_{port}=x' }],
    ['a value that only starts right', { Cookie: '{cookie}x' }],
  ])('refuses operations with %s', async (_, { Cookie }) => {
    const answer = await invoke('app.describe', {}, { Cookie: Cookie.replace('{port}', String(port)).replace('{cookie}', cookie) });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('takes its cookie among others', async () => {
    expect((await invoke('app.describe', {}, { Cookie: `theme=dark; ${cookie}; other=1` })).status).toBe(200);
  });
});

describe('the built browser host’s operations', () => {
  it.each([
    ['no Origin', undefined],
    ['the origin `null`', 'null'],
    ['another site', 'https://evil.example'],
    ['another port', 'http://127.0.0.1:1'],
    ['localhost', 'http://localhost:{port}'],
    ['https', 'https://127.0.0.1:{port}'],
    ['a look-alike', 'http://127.0.0.1:{port}.evil.example'],
    ['a path', 'http://127.0.0.1:{port}/'],
    ['an empty one', ''],
  ])('refuse %s', async (_, template) => {
    const headers: Record<string, string> = { Cookie: cookie, 'Content-Type': 'application/json' };
    if (template !== undefined) headers['Origin'] = template.replace('{port}', String(port));
    const answer = await rawRequest({ port, path: '/operations', method: 'POST', headers, body: '{"name":"app.describe","input":{}}' });
    expect(answer.status).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', 'application/jsonp', 'application/json; charset=utf-16', ''])(
    'refuse the content type %j, which a form could send or nobody should',
    async (contentType) => {
      expect((await invoke('app.describe', {}, { 'Content-Type': contentType })).status).toBe(415);
    },
  );

  it.each(['GET', 'HEAD', 'PUT', 'OPTIONS'])('refuse %s', async (method) => {
    const answer = await rawRequest({ port, path: '/operations', method, headers: { Cookie: cookie, Origin: origin } });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  it('answer a preflight of another site with no permission', async () => {
    const answer = await rawRequest({
      port,
      path: '/operations',
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('answer their own page', async () => {
    const answer = await invoke('app.describe', {});
    expect(JSON.parse(answer.body)).toEqual({
      ok: true,
      value: { host: 'browser', version: '1.0.0', runtime: [{ name: 'Node.js', version: process.versions.node }], dataFolder },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('carry a record into the journal and back', async () => {
    const changes = [{ id: 'change-1', kind: 'note', body: '"ចំណាំ"' }];
    expect(JSON.parse((await invoke('journal.append', { learnerId: LEARNER, changes })).body)).toMatchObject({ ok: true, value: { count: 1 } });
    const read = JSON.parse((await invoke('journal.read', { learnerId: LEARNER, afterSequence: 0, limit: 10 })).body) as unknown;
    expect(read).toMatchObject({ ok: true, value: { entries: [{ sequence: 1, change: changes[0] }] } });
    expect(await readdir(join(dataFolder, 'journals'))).toEqual([`${LEARNER}.jsonl`]);
  });

  it('hand a certificate over as a download that works once', async () => {
    const exported = JSON.parse((await invoke('certificate.export', { document: certificateDocument })).body) as { value: { path: string; fileName: string } };
    expect(exported).toMatchObject({ ok: true, value: { outcome: 'download', fileName: expect.stringMatching(/\.pdf$/) } });
    const answer = await get(exported.value.path, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' });
    expect(answer.status).toBe(200);
    expect(answer.body.slice(0, 5)).toBe('%PDF-');
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''`);
    expect((await get(exported.value.path, { Cookie: cookie })).status).toBe(404);
  });

  it('draw a certificate’s preview', async () => {
    const answer = JSON.parse((await invoke('certificate.preview', { document: certificateDocument })).body) as { value: { svg: string } };
    expect(answer.value.svg).toMatch(/^<svg/);
  });

  it('never open a link without a display, nor one that is not listed', async () => {
    expect(JSON.parse((await invoke('link.open', { url: 'https://www.ohchr.org/' })).body)).toEqual({ ok: true, value: { opened: false } });
    expect(JSON.parse((await invoke('link.open', { url: 'https://evil.example/' })).body)).toMatchObject({ error: { code: 'link-refused' } });
  });

  describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
    it.each(labelled(inputsOf(name).invalid))('refuses %s', async (_, input) => {
      const answer = await invoke(name, input);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });
  });

  it('never show a stack or a path of this machine in an error', async () => {
    const answers = await Promise.all([
      invoke('nothing', {}),
      invoke('journal.read', {}),
      invoke('delivery.reveal', { revealId: 'x' }),
      get('/missing.js'),
      rawRequest({ port, path: '/operations', method: 'POST', headers: { Origin: origin, Cookie: cookie, 'Content-Type': 'application/json' }, body: '{' }),
    ]);
    for (const { body } of answers) expect(body).not.toMatch(/\bat .*:\d+|node:|\.js\b|\/work|\/home|\/tmp/);
  });
});

describe('the built browser host, started twice', () => {
  it('points at the one that runs, and ends well', async () => {
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder });
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain('runs already');
    expect(second.output()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/$`, 'm'));
  });

  it.each([
    ['another program', '{"app":"another"}', 200],
    ['a program that answers no JSON', 'hello', 200],
    ['a program that redirects', '', 302],
  ])('names the port that %s holds', async (_, body, status) => {
    const other = createServer((_request, response) => {
      response.writeHead(status, { Location: `${origin}/healthz` });
      response.end(body);
    });
    const taken = await freePort();
    await new Promise<void>((done) => other.listen(taken, '127.0.0.1', done));
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(taken), CJS_DATA: dataFolder });
    expect(await second.ended).toBe(1);
    other.close();
    other.closeAllConnections();
    expect(second.output()).toContain(`Port ${taken} is used by another program`);
    expect(second.output()).toContain('CJS_PORT');
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  it('names a port that is none', async () => {
    const second = startBuilt(builtApp.browserHostEntry, { CJS_PORT: 'many', CJS_DATA: dataFolder });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('"many"');
  });

  it.skipIf(process.platform === 'win32')('ends on SIGTERM with what was appended on disk', async () => {
    const ownPort = await freePort();
    const ending = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(ownPort), CJS_DATA: join(dataFolder, 'ending') });
    await ending.waitFor(/127\.0\.0\.1/);
    const started = Date.now();
    // A browser keeps its connection open; it must not keep the host alive.
    const open = rawExchange(ownPort, `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${ownPort}\r\nConnection: keep-alive\r\n\r\n`);
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toBe(0);
    await open;
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});
