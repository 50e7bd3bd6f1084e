import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECURITY_HEADERS } from '../../../../src/main/hosts/content-security-policy';
import { listen } from '../../../../src/main/http/listen';
import { takeOwnConnections } from '../../../../src/main/http/own-connections';
import { freePort } from '../../../support/hosts/free-port';
import { PATIENCE } from '../../../support/patience';
import { rawExchange, rawRequest } from '../../../support/hosts/raw-request';

const isOwnUser = vi.fn<(socket: Socket) => Promise<boolean>>();
const served = vi.fn();

/** An answer to the question whose a connection is, given by the test. */
function laterAnswer(): { readonly answer: Promise<boolean>; readonly give: (isOwn: boolean) => void } {
  let give: (isOwn: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((resolve) => (give = resolve));
  return { answer, give };
}

describe('a server that takes its own user’s connections', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    vi.resetAllMocks();
    isOwnUser.mockResolvedValue(true);
    server = createServer((request, response) => {
      served();
      let length = 0;
      request.on('data', (piece: Buffer) => (length += piece.length));
      request.on('end', () => response.end(String(length)));
    });
    takeOwnConnections(server, isOwnUser);
    port = await freePort();
    await listen(server, port);
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  /** Waits until so many connections were asked about. */
  async function asked(times: number): Promise<void> {
    await vi.waitFor(() => {
      expect(isOwnUser).toHaveBeenCalledTimes(times);
    }, PATIENCE);
  }

  it('makes no request of what another user sends, and answers once, in plain words', async () => {
    isOwnUser.mockResolvedValue(false);
    const answer = await rawExchange(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(3_000));
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/u);
    expect(answer.match(/HTTP\/1\.1 /gu)).toHaveLength(1);
    expect(answer).toContain('\r\n\r\nAnother user of this computer started this app.');
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer).toContain(`${name}: ${value}\r\n`);
    expect(served).not.toHaveBeenCalled();
  });

  it('reads a request whole that came before it knew whose it is', async () => {
    const { answer, give } = laterAnswer();
    isOwnUser.mockReturnValueOnce(answer);
    const body = Buffer.alloc(3_000_000, 'x');
    const response = rawRequest({ port, method: 'POST', body });
    await asked(1);
    expect(served).not.toHaveBeenCalled();
    give(true);
    expect((await response).body).toBe('3000000');
  });

  it('serves the window that waits while 150 strangers wait too, and ends those', async () => {
    const window = laterAnswer();
    const strangers = laterAnswer();
    isOwnUser.mockReturnValueOnce(window.answer).mockReturnValue(strangers.answer);
    const response = rawRequest({ port });
    await asked(1);
    const others = Array.from({ length: 150 }, () => rawExchange(port, 'GET / HTTP/1.1\r\n\r\n'));
    await asked(151);
    strangers.give(false);
    window.give(true);
    expect((await response).status).toBe(200);
    await Promise.all(others);
    expect(served).toHaveBeenCalledOnce();
  });

  it('ends connections that wait to be told, or that were refused and sent nothing, as it closes', async () => {
    const { answer } = laterAnswer();
    isOwnUser.mockResolvedValueOnce(false).mockReturnValueOnce(answer);
    const silent = rawExchange(port, '');
    const unknown = rawExchange(port, 'GET / HTTP/1.1\r\n\r\n');
    await asked(2);
    const closed = once(server, 'close');
    server.close();
    expect(await Promise.all([silent, unknown, closed])).toEqual(['', '', []]);
  });
});
