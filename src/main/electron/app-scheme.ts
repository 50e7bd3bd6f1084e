import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { RECORDING_PATH } from '../../contract/recording';
import { SECURITY_HEADERS } from '../hosts/content-security-policy';
import type { Logger } from '../services/ports';
import type { StaticManifest } from '../hosts/static-manifest';
import { APP_SCHEME, isOwnAddress } from './app-origin';
import { recordingResponse } from './recording-response';

/**
 * Declares the app's scheme. Must run before `app` is ready, once: afterwards Electron ignores it, and without
 * `standard` the page has no IndexedDB. Sets nothing that would weaken the policy (`bypassCSP`, `corsEnabled`,
 * `allowServiceWorkers`). `stream` lets a player jump in a recording.
 */
export function declareAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ]);
}

/** What the scheme serves. */
export interface AppSchemeFiles {
  /** The built renderer. */
  readonly files: StaticManifest;
  /** The path of a chosen recording or its captions, by id; null for an unknown one. */
  readonly recordingPath: (fileId: string) => string | null;
}

/** Serves the app's scheme: the built renderer's files, and recordings that the learner chose. */
export function serveAppScheme(protocol: Protocol, served: AppSchemeFiles, logger: Logger): void {
  protocol.handle(APP_SCHEME, (request) => handleAppRequest(request, served, logger));
}

/**
 * Responds to one request: an exactly matching built file, a chosen recording, or a refusal. Every response has the
 * security headers.
 */
export async function handleAppRequest(
  request: Pick<Request, 'method' | 'url'> & { readonly headers?: Pick<Headers, 'get'> },
  { files, recordingPath }: AppSchemeFiles,
  logger: Logger,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isOwnAddress(request.url)) return refuse(403);
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(RECORDING_PATH)) {
    const asked = { method: request.method, range: request.headers?.get('range') ?? null };
    return recordingResponse(asked, recordingPath(pathname.slice(RECORDING_PATH.length)), logger);
  }
  const file = files.get(pathname);
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
