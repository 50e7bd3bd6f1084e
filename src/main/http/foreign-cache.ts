import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { BROWSER_PAGE_POLICY } from '../hosts/content-security-policy';
import type { StaticManifest } from '../hosts/static-manifest';
import { sendBytes } from './responses';

/*
 * Another program that listened on this port while the app wasn't running can have had the browser keep files of its
 * own, for years, at the app's addresses: the browser would run them as the app's, and ask for no others. So the page
 * finds its files at addresses that nobody knew before this launch, and a start opens the browser at such an address.
 */

const RANDOM_BYTES = 12;
const FILES_FOLDER = /^\/files-[\w-]{16}(?=\/)/u;
const START_PATH = /^\/start\/[\w-]{16}(?:\/renew\.js)?$/u;

/** Has the browser ask for the page whatever it keeps, and opens it. */
const RENEWAL = `fetch('/', { cache: 'reload' }).finally(() => location.replace('/'));\n`;

/** Names the folder in which the page of one launch finds its files. */
export function newFilesFolder(): string {
  return `files-${randomBytes(RANDOM_BYTES).toString('base64url')}`;
}

/** A file's path without that folder, of whichever launch: a window that stayed open over a restart goes on. */
export function withoutFilesFolder(path: string): string {
  return path.replace(FILES_FOLDER, '');
}

/**
 * Responds with the page's document.
 * @param headers further headers, e.g. the session cookie
 */
export async function sendPage(
  response: ServerResponse,
  { files, filesFolder }: { readonly files: StaticManifest; readonly filesFolder: string },
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const file = files.get('/');
  if (!file) throw new Error('The built renderer has no page.');
  const page = await readFile(file.path, 'utf8');
  sendBytes(response, 200, Buffer.from(page.replaceAll('="./', `="./${filesFolder}/`)), {
    'Content-Security-Policy': BROWSER_PAGE_POLICY,
    'Content-Type': file.mimeType,
    'Cache-Control': file.cacheControl,
    ...headers,
  });
}

/**
 * The address at which a start opens the browser. The page has no other address than the app's, where the browser may
 * keep another page.
 * @param url the app's address, with its slash at the end
 */
export function startAddress(url: string): string {
  return new URL(`/start/${randomBytes(RANDOM_BYTES).toString('base64url')}`, url).href;
}

/** True for the address of a start, and for what its page loads. */
export function isStartPath(path: string): boolean {
  return START_PATH.test(path);
}

/** Responds to the address of a start with a page that leads to the app's, and with its script. */
export function sendStart(response: ServerResponse, path: string): void {
  const isScript = path.endsWith('.js');
  const page = `<!doctype html>\n<title>Child Justice Series</title>\n<script src="${path}/renew.js"></script>\n`;
  sendBytes(response, 200, Buffer.from(isScript ? RENEWAL : page), {
    'Content-Type': `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`,
    'Cache-Control': 'no-store',
  });
}
