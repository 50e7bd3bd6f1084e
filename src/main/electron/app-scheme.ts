import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { SECURITY_HEADERS } from '../content-security-policy';
import type { Logger } from '../ports';
import type { StaticManifest } from '../static-manifest';
import { APP_SCHEME, isOwnAddress } from './app-origin';

/**
 * Declares the app's scheme. Must run before `app` is ready, once: afterwards Electron ignores it, and without
 * `standard` the page has no IndexedDB. Sets nothing that would weaken the policy (`bypassCSP`, `corsEnabled`,
 * `allowServiceWorkers`).
 */
export function declareAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the app's scheme from the built renderer's files. */
export function serveAppScheme(protocol: Protocol, files: StaticManifest, logger: Logger): void {
  protocol.handle(APP_SCHEME, (request) => handleAppRequest(request, files, logger));
}

/** Responds to one request: an exactly matching built file, or a refusal. Every response has the security headers. */
export async function handleAppRequest(
  request: Pick<Request, 'method' | 'url'>,
  files: StaticManifest,
  logger: Logger,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isOwnAddress(request.url)) return refuse(403);
  const file = files.get(new URL(request.url).pathname);
  if (!file) return refuse(404);
  try {
    const bytes = request.method === 'HEAD' ? null : new Uint8Array(await readFile(file.path));
    return new Response(bytes, {
      headers: { ...SECURITY_HEADERS, 'Content-Type': file.mimeType, 'Cache-Control': file.cacheControl },
    });
  } catch (error) {
    logger.error('A file of the app could not be read', error);
    return refuse(500);
  }
}

function refuse(status: 403 | 404 | 405 | 500): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
