import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built renderer, as a host serves it. */
export interface StaticFile {
  /** Absolute path on disk. */
  readonly path: string;
  readonly mimeType: string;
  /** Value of `Cache-Control`. */
  readonly cacheControl: string;
}

/** Path of a URL, as it is in the request (`/assets/index-3f2a.js`) -> file. */
export type StaticManifest = ReadonlyMap<string, StaticFile>;

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** A content hash before the extension, as the build writes it: `name-BXr5-x_1.js`. */
const HASHED_NAME = /-[\w-]{8,}\.[a-z0-9]+$/;

/**
 * Lists every file of the built renderer once, at start. A request is answered from this map by exact match only: no
 * path is ever made of a request, so `..`, `%2e%2e`, backslashes, NUL and links in the folder have nothing to act
 * on. Files of unknown type are left out.
 * @throws where the folder cannot be read, i.e. the app isn't built.
 */
export function listStaticFiles(folder: string): StaticManifest {
  const files = new Map<string, StaticFile>();
  collect(folder, '', files);
  const start = files.get('/index.html');
  if (!start) throw new Error(`The built renderer has no index.html: ${folder}`);
  files.set('/', start);
  return files;
}

function collect(folder: string, urlFolder: string, files: Map<string, StaticFile>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const urlPath = `${urlFolder}/${asUrlSegment(entry.name)}`;
    if (entry.isDirectory()) {
      collect(path, urlPath, files);
    } else if (entry.isFile()) {
      // A symbolic link is neither: it could point out of the folder.
      const mimeType = MIME_TYPES[extname(entry.name).toLowerCase()];
      if (mimeType) files.set(urlPath, { path, mimeType, cacheControl: cacheControlOf(urlPath) });
    }
  }
}

/** Spelt as the URL parser spells it in a request, which leaves more characters alone than `encodeURIComponent`. */
function asUrlSegment(name: string): string {
  return encodeURI(name).replace(/[?#]/g, encodeURIComponent);
}

function cacheControlOf(urlPath: string): string {
  return urlPath.startsWith('/assets/') && HASHED_NAME.test(urlPath)
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
}
