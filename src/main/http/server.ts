import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { failure } from '../../contract/result';
import type { Dispatch } from '../hosts/dispatch';
import type { Logger } from '../services/ports';
import { systemErrorCode } from '../services/files';
import type { StaticManifest } from '../hosts/static-manifest';
import { sendBytes, sendJson, sendStaticFile, sendText, INTERSTITIAL_PAGE } from './responses';
import { createUserCheck } from './connecting-user';
import { boundConnections, type Connections } from './connections';
import { type Downloads, DOWNLOADS_PATH } from './downloads';
import { ENTRY_CODE_PATH, type EntryCode } from './entry-code';
import { isStartPath, newFilesFolder, sendPage, sendStart, withoutFilesFolder } from './foreign-cache';
import { endServiceWorker } from './foreign-service-worker';
import { boundHeaderLines, forgetCookies, headerExcess, MAXIMUM_HEADER_BYTES } from './header-size';
import { LISTENER_PROOF_HEADER } from './listener-proof';
import { handleOperation } from './operations-route';
import { takeOwnConnections } from './own-connections';
import { hasSession, judgeRequest } from './request-guard';
import { COOKIES_CLEARED, handleUnreadableRequests, TOO_MUCH_SENT } from './unreadable-requests';

/**
 * Time limits on a connection, in milliseconds: a client that sends its request slowly holds a socket no longer.
 */
export interface ConnectionLimits {
  readonly headers: number;
  readonly request: number;
  readonly keepAlive: number;
  /** A client that reads nothing of its answer for so long is cut off. */
  readonly stalled: number;
  /** How often the limits are checked. */
  readonly checkEvery: number;
}

/** What the server serves. */
export interface HttpServerOptions {
  readonly port: number;
  readonly version: string;
  readonly files: StaticManifest;
  readonly dispatch: Dispatch;
  readonly downloads: Downloads;
  readonly logger: Logger;
  readonly limits?: ConnectionLimits;
  /** Answers the challenge of a second start (`listenerProof`); null, or absent, where nothing can be shown. */
  readonly proveListener?: (challenge: string) => Promise<string | null>;
  /** True where a connection is of this computer's user; others get a refusal and nothing else. */
  readonly isOwnUser?: (socket: Socket) => Promise<boolean>;
  /** Asks for a code before the session is given; null, or absent, where it isn't wanted. */
  readonly entryCode?: EntryCode | null;
}

const DEFAULT_LIMITS: ConnectionLimits = {
  headers: 10_000,
  request: 30_000,
  keepAlive: 5_000,
  stalled: 20_000,
  checkEvery: 2_000,
};

/** Connections at once: a browser opens six to a host, and a person has a handful of windows. */
const MAXIMUM_CONNECTIONS = 100;

/**
 * Makes the browser host's server; the caller lets it listen, on 127.0.0.1 only. The session token is made here, per
 * launch, and travels only in an HttpOnly cookie (docs/decisions/002-browser-host-token.md).
 */
export function createHttpServer(options: HttpServerOptions): Server {
  const { limits = DEFAULT_LIMITS } = options;
  const session: Session = {
    // Cookies don't distinguish ports, so the name contains the port.
    name: `child_justice_session_${options.port}`,
    token: randomBytes(32).toString('base64url'),
  };
  const filesFolder = newFilesFolder();
  const server = createServer(
    {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: limits.checkEvery,
      maxHeaderSize: MAXIMUM_HEADER_BYTES,
      // Node would refuse without the security headers; the guard refuses a missing Host with them.
      requireHostHeader: false,
    },
    (request, response) => {
      if (!connections.accept(request, response)) return;
      limitStall(response, limits.stalled);
      handle(request, response, { ...options, session, filesFolder, connections }).catch((error: unknown) => {
        // The window was closed while it sent: ordinary, and nobody reads an answer.
        if (request.destroyed && systemErrorCode(error) === 'ECONNRESET') return;
        options.logger.error('A request failed unexpectedly', error);
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, failure('internal', 'The request failed; the log says why.'));
      });
    },
  );
  const connections = boundConnections(server, MAXIMUM_CONNECTIONS);
  boundHeaderLines(server);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    if (!connections.accept(request, response)) return;
    limitStall(response, limits.stalled);
    refuseUnread(request, response, 417, 'The request expects what this server never does.');
  });
  handleUnreadableRequests(server);
  takeOwnConnections(server, options.isOwnUser ?? createUserCheck(options.port));
  return server;
}

/** Counts from the first byte of the answer: an operation may take its time. */
function limitStall(response: ServerResponse, milliseconds: number): void {
  response.once('pipe', () => response.setTimeout(milliseconds));
  response.once('prefinish', () => response.setTimeout(milliseconds));
}

interface Session {
  readonly name: string;
  readonly token: string;
}

interface Serving extends HttpServerOptions {
  readonly session: Session;
  /** See `newFilesFolder`. */
  readonly filesFolder: string;
  readonly connections: Connections;
}

/** Refuses a request and ends its connection, of which two megabytes would else be read before the answer is sent. */
function refuseUnread({ socket }: IncomingMessage, response: ServerResponse, status: number, reason: string): void {
  socket.pause();
  sendText(response, status, reason, { Connection: 'close' });
}

async function handle(request: IncomingMessage, response: ServerResponse, options: Serving): Promise<void> {
  // No browser sends a body in chunks, and each chunk costs as much as a large piece, whatever becomes of the request.
  if (request.headers['transfer-encoding'] !== undefined) {
    refuseUnread(request, response, 411, 'A body is sent with its length.');
    return;
  }
  const excess = headerExcess(request);
  if (excess === 'lines') {
    // Its body may come in chunks.
    refuseUnread(request, response, 431, TOO_MUCH_SENT);
    return;
  }
  const isKnown = excess === null && hasSession(request, options.session.name, options.session.token);
  forgetCookies(request);
  if (isKnown) options.connections.keep(request);
  if (endServiceWorker(request, response)) return;
  if (excess === 'other') {
    refuseUnread(request, response, 431, TOO_MUCH_SENT);
    return;
  }
  const verdict = judgeRequest(request, options.port);
  switch (verdict.kind) {
    case 'refuse':
      sendJson(response, verdict.status, failure('forbidden', verdict.reason));
      return;
    case 'redirect':
      sendText(response, 302, `The app is at ${verdict.location}`, { Location: verdict.location });
      return;
    case 'interstitial':
      sendBytes(response, 200, Buffer.from(INTERSTITIAL_PAGE), {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      return;
    case 'pass':
      if (excess === null) await route(request, response, options, { mayEnter: verdict.mayEnter, isKnown });
      // Of a navigation alone: no page elsewhere can bring the person's other programs here out of their sessions.
      else if (verdict.mayEnter) sendText(response, 431, COOKIES_CLEARED, { 'Clear-Site-Data': '"cookies"' });
      else sendJson(response, 431, failure('too-many-cookies', 'Other programs’ cookies are too many.'));
      return;
    default:
      verdict satisfies never;
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: Serving,
  { mayEnter, isKnown }: { readonly mayEnter: boolean; readonly isKnown: boolean },
): Promise<void> {
  const { session } = options;
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const entryCode = options.entryCode ?? null;
  const allowed = allowedMethods(path, entryCode !== null);
  if (!allowed.includes(request.method ?? '')) {
    sendJson(response, 405, failure('forbidden', 'The method is not allowed here.'), {
      Allow: allowed.join(', '),
    });
    return;
  }
  if (path === '/healthz') {
    const challenge = new URLSearchParams(query).get('challenge');
    const proof = challenge === null ? null : ((await options.proveListener?.(challenge)) ?? null);
    const health = { app: 'child-justice-series', version: options.version };
    sendJson(response, 200, health, proof === null ? {} : { [LISTENER_PROOF_HEADER]: proof });
    return;
  }
  if (path === '/operations' || path.startsWith(DOWNLOADS_PATH)) {
    if (!isKnown) {
      sendJson(response, 403, failure('forbidden', 'The app was started again since. Reload the page.'));
    } else if (path === '/operations') {
      await handleOperation(request, response, options.dispatch);
    } else {
      options.downloads.send(path.slice(DOWNLOADS_PATH.length), response);
    }
    return;
  }
  if (isStartPath(path)) {
    sendStart(response, path);
    return;
  }
  const isDocument = path === '/' || path === '/index.html';
  const cookie = `${session.name}=${session.token}; HttpOnly; SameSite=Strict; Path=/`;
  if (entryCode && path === ENTRY_CODE_PATH) await entryCode.take(request, response, cookie);
  else if (entryCode && isDocument && !isKnown) entryCode.ask(response);
  else if (isDocument) await sendPage(response, options, mayEnter ? { 'Set-Cookie': cookie } : {});
  else await sendStaticFile(response, withoutFilesFolder(path), options.files);
}

function allowedMethods(path: string, asksForCode: boolean): readonly string[] {
  if (path === '/operations' || (asksForCode && path === ENTRY_CODE_PATH)) return ['POST'];
  return ['GET', 'HEAD'];
}
