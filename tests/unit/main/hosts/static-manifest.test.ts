import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleAppRequest } from '../../../../src/main/electron/app-scheme';
import { SECURITY_HEADERS } from '../../../../src/main/hosts/content-security-policy';
import { listStaticFiles, type StaticManifest } from '../../../../src/main/hosts/static-manifest';
import { traversalPaths } from '../../../support/hostile/traversal-paths';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
let files: StaticManifest;
const logger = { error: () => undefined };

beforeAll(async () => {
  folder = await makeFolder('renderer');
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await mkdir(join(folder, 'renderer-secret'));
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await write('renderer/index.html', '<!doctype html>');
  await write('renderer/licences.md', 'MIT');
  await write('renderer/assets/index-B3xR5_-1.js', 'export {}');
  await write('renderer/assets/khmer-Zf3a9b2c.woff2', 'font');
  await write('renderer/assets/plain.css', 'a{}');
  await write('renderer/assets/with space-abcd1234.svg', '<svg/>');
  await write('renderer/assets/unknown.exe', 'MZ');
  await write('secret.txt', 'secret');
  await write('renderer-secret/secret.txt', 'secret');
  await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'));
  await symlink(folder, join(folder, 'renderer', 'up'));
  files = listStaticFiles(join(folder, 'renderer'));
});

afterAll(() => removeFolder(folder));

function ask(url: string, method = 'GET'): Promise<Response> {
  return handleAppRequest({ url, method }, { files, recordingPath: () => null }, logger);
}

describe('the list of built files', () => {
  it('holds regular files of known types alone, and no link', () => {
    expect([...files.keys()].sort()).toEqual([
      '/',
      '/assets/index-B3xR5_-1.js',
      '/assets/khmer-Zf3a9b2c.woff2',
      '/assets/plain.css',
      '/assets/with%20space-abcd1234.svg',
      '/index.html',
      '/licences.md',
    ]);
  });

  it('knows types, and keeps for ever only what has a content hash in its name', () => {
    const facts = [...files].map(([path, { mimeType, cacheControl }]) => [
      path,
      mimeType,
      cacheControl.includes('immutable'),
    ]);
    expect(facts).toContainEqual(['/index.html', 'text/html; charset=utf-8', false]);
    expect(facts).toContainEqual(['/assets/index-B3xR5_-1.js', 'text/javascript; charset=utf-8', true]);
    expect(facts).toContainEqual(['/assets/khmer-Zf3a9b2c.woff2', 'font/woff2', true]);
    expect(facts).toContainEqual(['/assets/plain.css', 'text/css; charset=utf-8', false]);
    expect(facts).toContainEqual(['/assets/with%20space-abcd1234.svg', 'image/svg+xml', true]);
  });

  it('says which folder is not built', async () => {
    expect(() => listStaticFiles(join(folder, 'renderer', 'assets'))).toThrow(/index\.html.*assets/);
    expect(() => listStaticFiles(join(folder, 'nowhere'))).toThrow();
  });
});

describe('the app scheme', () => {
  it('answers the page with every security header', async () => {
    const response = await ask('app://bundle/index.html#/modules/diversion');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a file with a space in its name, and HEAD without a body', async () => {
    expect(await (await ask('app://bundle/assets/with space-abcd1234.svg')).text()).toBe('<svg/>');
    const head = await ask('app://bundle/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get'])('refuses the method %s', async (method) => {
    expect((await ask('app://bundle/index.html', method)).status).toBe(405);
  });

  it.each([
    'app://evil/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:80/index.html',
    'app://user@bundle/index.html',
    'app://bundle@evil/index.html',
    'app:///index.html',
    'app:index.html',
    'file:///index.html',
    'http://bundle/index.html',
    'not an address',
  ])('refuses the address %s', async (url) => {
    const response = await ask(url);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-security-policy')).toBe(SECURITY_HEADERS['Content-Security-Policy']);
  });

  it.each(traversalPaths)('gives nothing but built files for %s', async (path) => {
    const response = await ask(`app://bundle${path}`);
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect([200, 403, 404]).toContain(response.status);
    if (response.status === 200) expect(text).toBe('<!doctype html>');
  });

  it('gives nothing but built files for any path', async () => {
    const segment = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2E.',
        '%2f',
        '%5c',
        '\\',
        '\0',
        '%00',
        'index.html',
        'assets',
        'secret.txt',
        'up',
        'link.txt',
        'C:',
        '//',
        ';',
      ),
    );
    const built = new Set([...files.values()].map(({ path }) => path));
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 8 }),
        fc.constantFrom('/', '\\', '%2f', '//'),
        async (segments, separator) => {
          const url = `app://bundle/${segments.join(separator)}`;
          const response = await ask(url);
          if (response.status === 200) expect(built).toContain(files.get(new URL(url).pathname)?.path);
          expect(await response.text()).not.toContain('secret');
        },
      ),
      { numRuns: 1_000, seed: 7 },
    );
  });

  it('answers 500 without a reason where a built file has gone', async () => {
    const gone = new Map([
      ['/gone.js', { path: join(folder, 'gone.js'), mimeType: 'text/javascript', cacheControl: 'no-cache' }],
    ]);
    const served = { files: gone, recordingPath: () => null };
    const response = await handleAppRequest({ url: 'app://bundle/gone.js', method: 'GET' }, served, logger);
    expect([response.status, await response.text()]).toEqual([500, '']);
  });
});
