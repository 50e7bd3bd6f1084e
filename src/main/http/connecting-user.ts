import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { endianness } from 'node:os';

/** Linux' tables of TCP sockets: of IPv4, and of IPv6 with IPv4 connections in it (proc_pid_net(5)). */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** The state of an open connection. A closed one (`TIME_WAIT`) is listed under user 0, whoever's it was. */
const ESTABLISHED = '01';

/** A table is read in pieces while others connect, so that a line may be missed. */
const READS = 3;

const ROOT = 0;

/** Both ends of a connection on the loopback address. */
export interface Ends {
  /** Port of whoever connected. */
  readonly clientPort: number;
  /** Port of this server. */
  readonly serverPort: number;
}

/**
 * The user whose socket the client's end of a loopback connection is, from the text of Linux' tables; null where no
 * line is about it. The client's line is the one whose local end is the client's port.
 */
export function ownerIn(tables: string, { clientPort, serverPort }: Ends, bytes = endianness()): number | null {
  // An address is printed as numbers of 32 bits in the machine's own order.
  const ipv4 = bytes === 'LE' ? '0100007F' : '7F000001';
  const mapped = bytes === 'LE' ? `0000000000000000FFFF0000${ipv4}` : `00000000000000000000FFFF${ipv4}`;
  const isEnd = (end: string | undefined, port: number): boolean => {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    return end === `${ipv4}:${hex}` || end === `${mapped}:${hex}`;
  };
  for (const line of tables.split('\n')) {
    const [, local, remote, state, , , , user] = line.trim().split(/\s+/u);
    if (state === ESTABLISHED && isEnd(local, clientPort) && isEnd(remote, serverPort) && /^\d+$/u.test(user ?? ''))
      return Number(user);
  }
  return null;
}

/**
 * True where the program at the other end of a connection runs as this process's user, or as root, who needs no
 * connection to read everything (and forwards to here from Windows in WSL). Linux tells; elsewhere, and where the
 * tables can't be read, it isn't known, and true.
 */
export async function isOwnUser(socket: Socket): Promise<boolean> {
  const user = process.getuid?.();
  const { remoteAddress, remotePort: clientPort, localPort: serverPort } = socket;
  if (process.platform !== 'linux' || user === undefined) return true;
  if (clientPort === undefined || serverPort === undefined) return false;
  // All of 127.0.0.0/8 is this computer: from another of its addresses a stranger can have the port of the user's own
  // connection, whose line would then speak for theirs.
  if (remoteAddress !== '127.0.0.1') return false;
  for (let read = 0; read < READS; read += 1) {
    const tables = await Promise.all(TABLES.map((path) => readFile(path, 'latin1').catch(() => null)));
    if (tables.every((table) => table === null)) return true;
    const owner = ownerIn(tables.join('\n'), { clientPort, serverPort });
    if (owner !== null) return owner === user || owner === ROOT;
  }
  return false;
}

/** A check of each connection that is made once, with its first request. */
export function oncePerConnection(check: (socket: Socket) => Promise<boolean>): typeof check {
  const answers = new WeakMap<Socket, Promise<boolean>>();
  return (socket) => {
    const answer = answers.get(socket) ?? check(socket);
    answers.set(socket, answer);
    return answer;
  };
}
