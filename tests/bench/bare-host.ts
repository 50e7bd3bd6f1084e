import { createServer } from 'node:net';
import { createDownloads } from '../../src/main/http/downloads';
import { createHttpServer } from '../../src/main/http/server';
import { failure } from '../../src/contract/result';
import { listStaticFiles } from '../../src/main/static-manifest';

/** A process that serves a folder through the browser host's own server - same headers, same caching, no operations - and sends its port to its parent. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('The folder to serve is missing.');

const port = await freePort();
const server = createHttpServer({
  port,
  version: 'bare',
  files: listStaticFiles(folder),
  dispatch: () => Promise.resolve(failure('unknown-operation', 'The bare page has none.')),
  downloads: createDownloads(),
  logger: console,
});
server.listen(port, '127.0.0.1', () => process.send?.(port));

/** The server must know its port before it listens: it answers to that one Host only. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
