import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { systemErrorCode } from '../services/files';
import { rawTextAnswer } from './responses';

/** What a browser offers as the deletion of a site's data takes the records with it: nobody is sent there. */
const COOKIES_ALONE =
  'Don’t delete the data of 127.0.0.1, which hold what you wrote: the developer tools (F12) delete its cookies alone, under Application or Storage.';

/** For what isn't read to its end, so that nobody knows what it was. */
export const TOO_MUCH_SENT = `The browser sent too much with its request, so nothing was done. Nothing was changed. If the address that was opened is an ordinary one, other programs at 127.0.0.1 have left too many cookies. ${COOKIES_ALONE}`;

/** Shown to a person whose browser sent something that can't be read as a request. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'The browser sent something that is not a request, so nothing was done. Nothing was changed. Reload the page.',
  408: 'The request took too long to arrive, so nothing was done. Nothing was changed. Reload the page.',
  431: TOO_MUCH_SENT,
};

const STATUSES: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * Responds to unreadable requests with a line of text and the security headers; Node itself sends only a status code.
 */
export function handleUnreadableRequests(server: Server): void {
  const responses = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    responses.set(socket, response);
    response.once('close', () => {
      if (responses.get(socket) === response) responses.delete(socket);
    });
  });
  server.on('clientError', (error: Error, socket: Duplex) => {
    // A closed connection needs no response, and within a response that is being sent a second one would be read as
    // a part of it.
    if (!socket.writable || responses.get(socket)?.headersSent) {
      socket.destroy();
      return;
    }
    const status = STATUSES[systemErrorCode(error) ?? ''] ?? 400;
    socket.end(rawTextAnswer(status, REASONS[status] ?? ''));
  });
}
