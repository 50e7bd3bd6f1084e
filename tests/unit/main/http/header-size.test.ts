import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Dispatch } from '../../../../src/main/hosts/dispatch';
import { createDownloads } from '../../../../src/main/http/downloads';
import { listen } from '../../../../src/main/http/listen';
import { createHttpServer } from '../../../../src/main/http/server';
import { listStaticFiles } from '../../../../src/main/hosts/static-manifest';
import { freePort } from '../../../support/hosts/free-port';
import { rawRequest, type RawAnswer } from '../../../support/hosts/raw-request';

const dispatch = vi.fn<Dispatch>(async (name) => ({ ok: true, value: name }));
let folder: string;
let port: number;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'header-size-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  port = await freePort();
  const logger = { error: vi.fn() };
  server = createHttpServer({
    port,
    version: '1.0.0',
    files: listStaticFiles(folder),
    dispatch,
    downloads: createDownloads(() => 0),
    logger,
  });
  await listen(server, port);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

async function enter(): Promise<string> {
  return (await rawRequest({ port })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function post(Cookie: string): Promise<RawAnswer> {
  const headers = { Origin: `http://127.0.0.1:${port}`, Cookie, 'Content-Type': 'application/json' };
  return rawRequest({ port, path: '/operations', method: 'POST', body: '{"name":"x","input":{}}', headers });
}

/** As many cookies as a browser keeps for one host: other programs on 127.0.0.1 may have set them. */
const crowd = (count: number): string =>
  Array.from({ length: count }, (_, index) => `other${index}=${'x'.repeat(4_080)}`).join('; ');

describe('the browser host’s server, with cookies of other programs', () => {
  it('answers beside all cookies that a browser keeps for one host', async () => {
    const cookie = await enter();
    const Cookie = `${crowd(179)}; ${cookie}`;
    expect((await post(Cookie)).status).toBe(200);
    expect((await rawRequest({ port, headers: { Cookie } })).headers['set-cookie']).toBeDefined();
  });

  it('has a navigation with still more of them delete cookies alone, and says so to the open page', async () => {
    dispatch.mockClear();
    const Cookie = `${crowd(200)}; ${await enter()}`;
    const navigation = await rawRequest({ port, headers: { Cookie, 'Sec-Fetch-Site': 'none' } });
    expect([navigation.status, navigation.headers['clear-site-data']]).toEqual([431, '"cookies"']);
    expect(navigation.body).toContain('Reload the page');
    expect(navigation.body).toContain('Don’t delete the data of 127.0.0.1');
    const operation = await post(Cookie);
    expect([operation.status, JSON.parse(operation.body)]).toMatchObject([
      431,
      { error: { code: 'too-many-cookies' } },
    ]);
    expect(operation.headers['clear-site-data']).toBeUndefined();
    expect(dispatch).not.toHaveBeenCalled();
  });

  it('lets no other site have the cookies deleted', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    ]) {
      const answer = await rawRequest({ port, headers: { ...headers, Cookie: crowd(200) } });
      expect(answer.headers['clear-site-data']).toBeUndefined();
    }
    const long = await rawRequest({ port, path: `/?${'a'.repeat(20_000)}` });
    expect([long.status, long.headers['clear-site-data']]).toEqual([431, undefined]);
  });
});
