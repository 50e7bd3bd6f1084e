import { createDownloads } from '../../src/main/http/downloads';
import { createHttpServer } from '../../src/main/http/server';
import { failure } from '../../src/contract/result';
import { listStaticFiles } from '../../src/main/hosts/static-manifest';
import { freePort } from '../support/hosts/free-port';

/**
 * A process that serves a folder through the browser host's own server - same headers, same caching, no operations -
 * and sends its port to its parent.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('The folder to serve is missing.');

// The server must know its port before it listens: it answers to that one Host only.
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
