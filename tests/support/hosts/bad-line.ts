import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one request does with its response; `from` is the byte that was asked for. */
export type Reply = (response: ServerResponse, from: number) => void;

/** A server of one file over a line that breaks, as the test says. */
export interface BadLine {
  readonly origin: string;
  /** The `Range` of each request. */
  readonly ranges: readonly (string | undefined)[];
  /** One reply for each request, in order; the last repeats. */
  readonly script: (...replies: Reply[]) => void;
  readonly close: () => void;
}

/** Starts it on a free port of this machine. */
export async function startBadLine(): Promise<BadLine> {
  let scripted: Reply[] = [];
  const ranges: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    ranges.push(headers.range);
    const from = Number(/^bytes=(\d+)-$/u.exec(headers.range ?? '')?.[1] ?? 0);
    const reply = scripted.length > 1 ? scripted.shift() : scripted[0];
    reply?.(response, from);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    script(...replies) {
      scripted = replies;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Sends the file from the byte that was asked for up to another; then it breaks the line off, falls silent or ends.
 * @param received awaited before the line breaks: what the other side hasn't read by then is lost with it
 */
export function sends(
  file: Buffer,
  until: number,
  then: 'breaks' | 'falls silent' | 'ends',
  knowsRanges = true,
  received: () => Promise<unknown> = async () => undefined,
): Reply {
  return (response, asked) => {
    const from = knowsRanges ? asked : 0;
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': file.length - from });
    response.write(file.subarray(from, until), () => {
      // Where nothing comes the test says so itself.
      if (then === 'breaks')
        void received()
          .catch(() => undefined)
          .then(() => response.destroy());
      if (then === 'ends') response.end();
    });
  };
}
