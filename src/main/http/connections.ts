import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Requests on one connection at once. A browser sends the next one after an answer; the few more are allowed since Node
 * may hear of that answer's end only after the next request.
 */
const MAXIMUM_PIPELINED = 4;

/** Bounds a server's open connections; while too many are open, those give way that nobody needs. */
export interface Connections {
  /** Counts a request until its answer is sent; false where its connection sent too many at once and was cut off. */
  accept(request: IncomingMessage, response: ServerResponse): boolean;
  /** Keeps the request's connection until its answer is sent: it came with the secret. */
  keep(request: IncomingMessage): void;
}

interface Use {
  answersUnderWay: number;
  isEntered: boolean;
}

/**
 * Closes the oldest connection that has shown no secret yet, or else the oldest that waits for a next request, as soon
 * as more than `maximum` are open. To drop the new one instead, as Node does, lets whoever holds that many shut
 * everybody else out. Only where every connection is at work for the app's page does the new one go.
 */
export function boundConnections(server: Server, maximum: number): Connections {
  /** Open connections, oldest first. */
  const open = new Map<Socket, Use>();

  function close(socket: Socket): void {
    open.delete(socket);
    socket.destroy();
  }

  server.on('connection', (socket: Socket) => {
    open.set(socket, { answersUnderWay: 0, isEntered: false });
    socket.once('close', () => open.delete(socket));
    if (open.size <= maximum) return;
    const [stranger] = [...open].find(([other, use]) => !use.isEntered && other !== socket) ?? [];
    const [resting] = [...open].find(([, use]) => use.isEntered && use.answersUnderWay === 0) ?? [];
    close(stranger ?? resting ?? socket);
  });

  return {
    accept({ socket }, response) {
      const use = open.get(socket);
      if (!use) return false;
      use.answersUnderWay += 1;
      response.once('close', () => (use.answersUnderWay -= 1));
      if (use.answersUnderWay > MAXIMUM_PIPELINED) close(socket);
      return use.answersUnderWay <= MAXIMUM_PIPELINED;
    },
    keep({ socket }) {
      const use = open.get(socket);
      if (use) use.isEntered = true;
    },
  };
}
