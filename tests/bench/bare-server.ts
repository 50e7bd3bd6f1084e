import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

/** Builds the bare page as the app is built, and serves it from memory on a free port of 127.0.0.1. */
export async function serveBarePage(): Promise<{ readonly url: string; readonly gzipFiles: readonly Buffer[]; readonly close: () => void }> {
  const outDir = mkdtempSync(join(tmpdir(), 'cjs-bare-'));
  await build({ root: resolve(import.meta.dirname, 'bare-page'), configFile: false, logLevel: 'error', plugins: [vue()], build: { outDir, minify: true, modulePreload: { polyfill: false } } });
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (extname(name)) files.set(`/${name.replaceAll('\\', '/')}`, readFileSync(join(outDir, name)));
  }
  rmSync(outDir, { recursive: true });
  const server = createServer((request, response) => {
    const body = files.get(request.url === '/' ? '/index.html' : (request.url ?? ''));
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bare page has no port.');
  return { url: `http://127.0.0.1:${address.port}/`, gzipFiles: [...files].filter(([name]) => name.endsWith('.js')).map(([, body]) => body), close: () => server.close() };
}
