import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { rawTextAnswer } from './responses';

/**
 * Connections at once that wait for their check. Nothing of them is read, so that each holds a few kilobytes; so many
 * leave room for the other files of a process that may have 4,096 open.
 */
const MAXIMUM_WAITING = 2_000;

/** Refused connections that stay open until their request comes, for so many milliseconds at most. */
const MAXIMUM_REFUSED = 100;
const SILENT_MILLISECONDS = 2_000;

// It closes the connection: the person's own may have been refused while the system had no file left, and their next
// one is looked up anew.
const REFUSAL = rawTextAnswer(
  403,
  'Another user of this computer started this app. Start it in your own account, with CJS_PORT.',
);

/**
 * Has a server take the connections of this computer's user alone, and answer all others with a refusal. Whose one is,
 * is looked up before HTTP reads a byte of it: of a first piece of 64 KB Node makes thousands of requests before any of
 * them can end the connection. Called last: what listens for connections by then hears of own ones only.
 *
 * @param isOwnUser asked once a connection; it must not reject
 */
export function takeOwnConnections(server: Server, isOwnUser: (socket: Socket) => Promise<boolean>): void {
  const listeners = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  server.removeAllListeners('connection');
  // An option of `net.Server` that an HTTP server doesn't pass on to it.
  Object.assign(server, { pauseOnConnect: true });
  const waiting = new Set<Socket>();
  const refused = new Set<Socket>();

  async function check(socket: Socket): Promise<void> {
    const isOwn = await isOwnUser(socket);
    waiting.delete(socket);
    if (socket.destroyed) return;
    if (!isOwn) {
      refuse(socket);
      hold(socket, refused, MAXIMUM_REFUSED);
      return;
    }
    for (const listener of listeners) listener.call(server, socket);
    socket.resume();
  }

  server.on('connection', (socket: Socket) => {
    // Without a listener an error would end the process.
    socket.on('error', () => undefined);
    hold(socket, waiting, MAXIMUM_WAITING);
    void check(socket);
  });

  // Node's `close` calls it too; HTTP doesn't know of these connections.
  const closeIdleConnections = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    closeIdleConnections();
    for (const socket of [...waiting, ...refused]) socket.destroy();
  };
}

/** Adds a socket until it is closed; with too many, the oldest is. */
function hold(socket: Socket, among: Set<Socket>, maximum: number): void {
  among.add(socket);
  const [oldest] = among;
  if (oldest && among.size > maximum) {
    among.delete(oldest);
    oldest.destroy();
  }
  socket.once('close', () => among.delete(socket));
}

/** Answers when the request comes, of which one piece is read: a client may take an earlier answer for a fault. */
function refuse(socket: Socket): void {
  socket.setTimeout(SILENT_MILLISECONDS, () => socket.destroy());
  socket.once('data', () => {
    socket.pause();
    socket.write(REFUSAL);
    socket.destroySoon();
  });
  socket.resume();
}
