import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { isOwnUser, oncePerConnection, ownerIn } from '../../../../src/main/http/connecting-user';

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

describe('the user of a connection', () => {
  it('is read from the client’s line, in either table, and not from the server’s own', () => {
    expect(ownerIn(TCP, { clientPort: 0xd3e4, serverPort })).toBe(1000);
    expect(ownerIn(`${TCP}\n${TCP6}`, { clientPort: 0xd3f0, serverPort })).toBe(1000);
    expect(ownerIn(TCP.replaceAll('0100007F', '7F000001'), { clientPort: 0xd3e4, serverPort }, 'BE')).toBe(1000);
  });

  it('is unknown where the connection is closed, another one, or not there', () => {
    for (const ends of [
      { clientPort: 0xd3ec, serverPort },
      { clientPort: 0xd3e4, serverPort: 1 },
      { clientPort: 1, serverPort },
    ])
      expect(ownerIn(TCP, ends)).toBeNull();
    expect(ownerIn('', { clientPort: 0xd3e4, serverPort })).toBeNull();
  });

  it('is this process’s own for a connection of its own', async () => {
    let accept = (_: Socket): void => undefined;
    const accepted = new Promise<Socket>((resolve) => (accept = resolve));
    const server = createServer((socket) => {
      accept(socket);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const socket = await accepted;
    expect(await isOwnUser(socket)).toBe(true);
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
      const { port } = server.address() as AddressInfo;
      const own = connect(port, '127.0.0.1');
      await new Promise((resolve) => own.once('connect', resolve));
      const other = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2', localPort: own.localPort });
      await vi.waitFor(() => {
        expect(accepted).toHaveLength(2);
      });
      const answers = await Promise.all(
        accepted.map(async (socket) => [socket.remoteAddress, await isOwnUser(socket)] as const),
      );
      expect(Object.fromEntries(answers)).toEqual({ '127.0.0.1': true, '127.0.0.2': false });
      for (const socket of [own, other, ...accepted]) socket.destroy();
      server.close();
    },
  );

  it('is looked up once a connection', async () => {
    const check = vi.fn(() => Promise.resolve(true));
    const checked = oncePerConnection(check);
    const socket = {} as Socket;
    await checked(socket);
    await checked(socket);
    expect(check).toHaveBeenCalledTimes(1);
  });
});
