import { open } from 'node:fs/promises';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { BROWSER_PAGE_POLICY, SECURITY_HEADERS } from '../hosts/content-security-policy';
import { systemErrorCode } from '../services/files';
import type { StaticManifest } from '../hosts/static-manifest';

/** Responds with JSON and the security headers; never cached. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBytes(response, status, Buffer.from(JSON.stringify(value)), {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** Responds with a line of text and the security headers: shown to a person whose browser was refused. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBytes(response, status, Buffer.from(`${text}\n`), {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** Responds with bytes and the security headers. Node itself leaves the body of a HEAD request out. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Length': bytes.byteLength, ...headers });
  response.end(bytes);
}

/**
 * A line of text with the security headers, for a connection that Node's HTTP doesn't serve, or no longer does; the
 * connection is closed behind it.
 */
export function rawTextAnswer(status: number, text: string): string {
  const body = `${text}\n`;
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}

/**
 * Responds with a built file of the renderer, by exact match of the path as it was sent. It is read as the client takes
 * it: whoever asks for many and reads none holds a few kilobytes of each.
 */
export async function sendStaticFile(response: ServerResponse, path: string, files: StaticManifest): Promise<void> {
  const file = files.get(path);
  if (!file) {
    sendText(response, 404, 'Not found.');
    return;
  }
  const handle = await open(file.path);
  // Node 22 doesn't end an answer that still waits for its turn on a connection that was closed.
  const { socket } = response.req;
  const gone = new AbortController();
  const abort = (): void => {
    gone.abort();
  };
  if (socket.destroyed) abort();
  else socket.once('close', abort);
  try {
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'Content-Security-Policy': BROWSER_PAGE_POLICY,
      'Content-Length': (await handle.stat()).size,
      'Content-Type': file.mimeType,
      'Cache-Control': file.cacheControl,
    });
    if (response.req.method === 'HEAD') response.end();
    else await pipeline(handle.createReadStream({ autoClose: false }), response, { signal: gone.signal });
  } catch (error) {
    // The window was closed while it read: nobody is left to tell.
    if (!['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    // A connection is kept for the next requests.
    socket.off('close', abort);
    await handle.close();
  }
}

/**
 * Shown when a link on another site leads here. The browser then withholds the session cookie (SameSite=Strict) and the
 * request is not the member's own; one click on this page's own link is. No script, no style: the policy allows neither
 * inline.
 */
export const INTERSTITIAL_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Child Justice Series</title>
<p>Another site led here.</p>
<p><a href="/">Open the Child Justice Series</a></p>
</html>
`;
