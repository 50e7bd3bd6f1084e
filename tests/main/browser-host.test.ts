import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_PAGE_POLICY, SECURITY_HEADERS } from '../../src/main/hosts/content-security-policy';
import { builtApp, builtRendererPaths } from '../support/hosts/built-app';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/hosts/built-browser-host';
import { rawExchange, rawRequest } from '../support/hosts/raw-request';
import { traversalPaths } from '../support/hostile/traversal-paths';

let host: BuiltBrowserHost;
let port: number;
let origin: string;
let cookie: string;

beforeAll(async () => {
  host = await startBuiltBrowserHost();
  ({ port, origin, cookie } = host);
});

afterAll(() => host.stop());

const invoke: BuiltBrowserHost['invoke'] = (...inputs) => host.invoke(...inputs);
const get: BuiltBrowserHost['get'] = (...inputs) => host.get(...inputs);

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
      const expected = { ...SECURITY_HEADERS, 'Content-Security-Policy': BROWSER_PAGE_POLICY };
      for (const [name, value] of Object.entries(expected))
        expect(answer.headers[name.toLowerCase()], path).toBe(value);
      if (['/', '/index.html'].includes(path)) continue;
      const { size } = await stat(join(builtApp.rendererFolder, path));
      expect(Number(answer.headers['content-length']), path).toBe(size);
      const inFolder = await get(encodeURI(`/files-0123456789abcdef${path}`));
      expect([inFolder.status, Number(inFolder.headers['content-length'])], path).toEqual([200, size]);
    }
  });

  it('gives the page as it was built, with its files in a folder of this launch', async () => {
    const { body } = await get('/');
    const [folder = ''] = /files-[\w-]{16}/u.exec(body) ?? [];
    expect(body.match(/"\.\/[^/"]*\//gu)).toEqual(Array.from({ length: 4 }, () => `"./${folder}/`));
    const built = await readFile(join(builtApp.rendererFolder, 'index.html'), 'utf8');
    expect(body.replaceAll(`./${folder}/`, './')).toBe(built);
    expect((await get('/index.html')).body).toBe(body);
  });

  it('lets the browser keep hashed files and ask again for the page', async () => {
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    const hashed = builtRendererPaths().find((path) => /^\/assets\/index-[\w-]{8}\.js$/.test(path)) ?? '';
    expect((await get(hashed)).headers['cache-control']).toContain('immutable');
  });

  it.each(traversalPaths)('gives nothing but built files for %s', async (path) => {
    for (const spelling of new Set([path, encodeURI(path.replace(/[\0 ]/g, ''))])) {
      const answer = await rawExchange(
        port,
        `GET ${spelling} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
      );
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
      expect([200, 400, 404]).toContain(status);
      if (status === 200) expect(path).toMatch(/^\/[?#]/);
      expect(answer).not.toMatch(/root:|"name": "child-justice-series"|from "electron"/);
    }
  });

  it.each(['/worker.js', '/deep/worker.js'])(
    'answers a browser that asks whether the service worker at %s has changed with one that ends it',
    async (path) => {
      const answer = await get(path, { 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker' });
      expect(answer.headers).toMatchObject({ 'service-worker-allowed': '/', 'cache-control': 'no-store' });
      expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('registration.unregister()')]);
    },
  );

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
    const answer = await get('/index.html?x=1', {
      Host: `localhost:${port}`,
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    });
    expect([answer.status, answer.headers.location]).toEqual([302, `${origin}/`]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await invoke('app.describe', {}, { Host: `localhost:${port}` })).status).toBe(421);
    expect(
      (await get('/app.js', { Host: `localhost:${port}`, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }))
        .status,
    ).toBe(421);
  });
});
