import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { failure, success } from '../../contract/result';
import type { Dispatch } from '../hosts/dispatch';
import type { StaticManifest } from '../hosts/static-manifest';
import { systemErrorCode } from '../services/files';
import type { Logger } from '../services/ports';
import { boundConnections, type Connections } from './connections';
import type { Door } from './door';
import { type Downloads, DOWNLOADS_PATH } from './downloads';
import { endServiceWorker } from './foreign-service-worker';
import { boundHeaderLines, headerExcess, MAXIMUM_HEADER_BYTES } from './header-size';
import { handleOperation } from './operations-route';
import { judgeRequest } from './request-guard';
import { sendJson, sendStaticFile, sendText } from './responses';
import { handleUnreadableRequests, TOO_MUCH_SENT } from './unreadable-requests';

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
  readonly files: StaticManifest;
  readonly dispatch: Dispatch;
  readonly door: Door;
  readonly downloads: Downloads;
  readonly logger: Logger;
  readonly limits?: ConnectionLimits;
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

/** Makes the browser host's server; the caller lets it listen, on 127.0.0.1 only. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { limits = DEFAULT_LIMITS } = options;
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
      handle(request, response, { ...options, connections }).catch((error: unknown) => {
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
  return server;
}

/** Counts from the first byte of the answer: an operation may take its time. */
function limitStall(response: ServerResponse, milliseconds: number): void {
  response.once('pipe', () => response.setTimeout(milliseconds));
  response.once('prefinish', () => response.setTimeout(milliseconds));
}

interface Serving extends HttpServerOptions {
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
  if (options.door.isOpenTo(request)) options.connections.keep(request);
  if (endServiceWorker(request, response)) return;
  if (excess === 'bytes') {
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
    case 'pass':
      await route(request, response, options);
      return;
    default:
      verdict satisfies never;
  }
}

/** Where the page exchanges a code for the secret. */
const ENTER_PATH = '/enter';
const OPERATIONS_PATH = '/operations';

async function route(request: IncomingMessage, response: ServerResponse, options: Serving): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?', 1);
  const allowed = path === OPERATIONS_PATH || path === ENTER_PATH ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(request.method ?? '')) {
    sendJson(response, 405, failure('forbidden', 'The method is not allowed here.'), { Allow: allowed.join(', ') });
  } else if (path === ENTER_PATH) {
    const secret = options.door.exchange(request);
    if (secret === null)
      sendJson(response, 403, failure('forbidden', 'The address was used, or is older than a minute.'));
    else sendJson(response, 200, success({ secret }));
  } else if (path === OPERATIONS_PATH) {
    if (options.door.isOpenTo(request)) await handleOperation(request, response, options.dispatch);
    else sendJson(response, 401, failure('forbidden', 'The window was opened by no start of this app.'));
  } else if (path.startsWith(DOWNLOADS_PATH)) {
    // A download is a navigation, which brings no header: who knows its address has been told by an operation.
    options.downloads.send(path.slice(DOWNLOADS_PATH.length), response);
  } else {
    await sendStaticFile(response, path, options.files);
  }
}
