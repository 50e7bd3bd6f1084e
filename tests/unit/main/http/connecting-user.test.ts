import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { clientUsersIn, createUserCheck, readClientUsers } from '../../../../src/main/http/connecting-user';
import { PATIENCE } from '../../../support/patience';
import { systemError } from '../../../support/system-error';

/** Lines as Linux 6.1 printed them: a listener, both ends of a connection of user 1000, and a closed one. */
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:BAC2 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 2689901 1 00000000a759249a 100 0 0 10 0
   1: 0100007F:BAC2 0100007F:D3E4 01 00000000:00000000 00:00000000 00000000  1001        0 2689950 1 0000000036ed0274 20 4 30 10 -1
   2: 0100007F:D3E4 0100007F:BAC2 01 00000000:00000000 00:00000000 00000000  1000        0 2689949 1 000000004e6e9b1b 20 0 0 10 -1
   3: 0100007F:D3EC 0100007F:BAC2 06 00000000:00000000 03:00000F9C 00000000     0        0 0 3 00000000879c281a
`;
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0000000000000000FFFF00000100007F:D3F0 0000000000000000FFFF00000100007F:BAC2 01 00000000:00000000 00:00000000 00000000  1000        0 2690021 1 000000004e6e9b1b 20 0 0 10 -1
`;
const serverPort = 0xbac2;

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

describe('the user of a connection', () => {
  it('is read from the client’s line, in either table, and not from the server’s own, nor of a closed one', () => {
    expect([...clientUsersIn([TCP], serverPort, 'LE')]).toEqual([[0xd3e4, 1000]]);
    expect([...clientUsersIn([TCP6], serverPort, 'LE')]).toEqual([[0xd3f0, 1000]]);
    expect([...clientUsersIn([TCP.replaceAll('0100007F', '7F000001')], serverPort, 'BE')]).toEqual([[0xd3e4, 1000]]);
    expect([...clientUsersIn([TCP, TCP6], 1)]).toEqual([]);
  });

  it('is read wherever the system cuts the text', () => {
    for (const size of [1, 7, 100, 151]) {
      const pieces = TCP.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
      expect([...clientUsersIn(pieces, serverPort, 'LE')]).toEqual([[0xd3e4, 1000]]);
    }
  });

  it('is this process’s own for a connection of its own', async () => {
    let accept = (_: Socket): void => undefined;
    const accepted = new Promise<Socket>((resolve) => (accept = resolve));
    const server = createServer((socket) => {
      accept(socket);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const client = connect(portOf(server), '127.0.0.1');
    const socket = await accepted;
    expect(await createUserCheck(portOf(server))(socket)).toBe(true);
    client.destroy();
    socket.destroy();
    server.close();
  });

  it.runIf(process.platform === 'linux')(
    'is a stranger where the connection comes from another address of this computer with the port of an own one',
    async () => {
      const accepted: Socket[] = [];
      const server = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const port = portOf(server);
      const isOwnUser = createUserCheck(port);
      const own = connect(port, '127.0.0.1');
      await new Promise((resolve) => own.once('connect', resolve));
      const other = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2', localPort: own.localPort });
      await vi.waitFor(() => {
        expect(accepted).toHaveLength(2);
      }, PATIENCE);
      const answers = await Promise.all(
        accepted.map(async (socket) => [socket.remoteAddress, await isOwnUser(socket)] as const),
      );
      expect(Object.fromEntries(answers)).toEqual({ '127.0.0.1': true, '127.0.0.2': false });
      for (const socket of [own, other, ...accepted]) socket.destroy();
      server.close();
    },
  );

  it.runIf(process.platform === 'linux')(
    'is read once for all that ask before the reading, and for the next after a rest as long as that took',
    async () => {
      const own = process.getuid?.() ?? 0;
      const begun: number[] = [];
      const check = createUserCheck(serverPort, () => {
        begun.push(performance.now());
        while (performance.now() < (begun.at(-1) ?? 0) + 100);
        return new Map([1, 2, 3, 4].map((port) => [port, port === 3 ? own + 1 : own]));
      });
      const ask = (remotePort: number): Promise<boolean> =>
        check({ remoteAddress: '127.0.0.1', remotePort, destroyed: false } as Socket);
      expect(await Promise.all([1, 2, 3].map((port) => ask(port)))).toEqual([true, true, false]);
      expect(begun).toHaveLength(1);
      expect(await ask(4)).toBe(true);
      const [first = 0, second = 0] = begun;
      // A timer may be a millisecond early.
      expect(second - first).toBeGreaterThan(195);
    },
  );

  it.runIf(process.platform === 'linux')('is a stranger where three readings have no line', async () => {
    const read = vi.fn(() => new Map<number, number>());
    const socket = { remoteAddress: '127.0.0.1', remotePort: 1, destroyed: false } as Socket;
    expect(await createUserCheck(serverPort, read)(socket)).toBe(false);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['unknown', 'are none', 'ENOENT', null],
    ['unknown', 'may not be read', 'EACCES', null],
    ['a stranger', 'can’t be opened since this process has too many files open', 'EMFILE', []],
    ['a stranger', 'can’t be opened since the system has', 'ENFILE', []],
  ])('is %s where the tables %s', (_, _reason, code, users) => {
    const read = readClientUsers(serverPort, () => {
      throw systemError(code);
    });
    expect(read && [...read]).toEqual(users);
  });
});
