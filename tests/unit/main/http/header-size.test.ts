import { writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDoor } from '../../../../src/main/http/door';
import { createDownloads } from '../../../../src/main/http/downloads';
import { listen } from '../../../../src/main/http/listen';
import { createHttpServer } from '../../../../src/main/http/server';
import { listStaticFiles } from '../../../../src/main/hosts/static-manifest';
import { freePort } from '../../../support/hosts/free-port';
import { rawRequest } from '../../../support/hosts/raw-request';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
let port: number;
let server: Server;

beforeAll(async () => {
  folder = await makeFolder('header-size');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  port = await freePort();
  const logger = { error: vi.fn() };
  server = createHttpServer({
    port,
    files: listStaticFiles(folder),
    dispatch: vi.fn(),
    door: createDoor({ port, secret: '' }),
    downloads: createDownloads(() => 0),
    logger,
  });
  await listen(server, port);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await removeFolder(folder);
});

it('answers beside all cookies that a browser keeps for one host, whichever other programs on 127.0.0.1 set', async () => {
  const Cookie = Array.from({ length: 180 }, (_, index) => `other${index}=${'x'.repeat(4_080)}`).join('; ');
  expect((await rawRequest({ port, headers: { Cookie } })).status).toBe(200);
  expect((await rawRequest({ port, headers: { Cookie: `${Cookie}; ${Cookie}` } })).status).toBe(431);
  expect((await rawRequest({ port, path: `/?${'a'.repeat(20_000)}` })).status).toBe(431);
});
