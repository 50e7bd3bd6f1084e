import { closeSync, openSync, readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { endianness } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { systemErrorCode } from '../services/files';

/** Linux' tables of TCP sockets: of IPv4, and of IPv6 with IPv4 connections in it (proc_pid_net(5)). */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** The state of an open connection. A closed one (`TIME_WAIT`) is listed under user 0, whoever's it was. */
const ESTABLISHED = '01';

/** A table is read in pieces while others connect, so that a line may be missed. */
const READS = 3;

const ROOT = 0;

/** Whose the open loopback connections to a server are, by the port at the client's end. */
export type ClientUsers = ReadonlyMap<number, number>;

/**
 * Finds the clients of a server in a table of Linux', whose text comes in pieces: the lines whose remote end is the
 * server's port. Any user can make a table megabytes long, so that it is neither held nor split into its fields.
 */
export function clientUsersIn(pieces: Iterable<string>, serverPort: number, bytes = endianness()): ClientUsers {
  // An address is printed as numbers of 32 bits in the machine's own order; one of IPv4 has a prefix among IPv6.
  const [prefix, ipv4] =
    bytes === 'LE' ? ['0000000000000000FFFF0000', '0100007F'] : ['00000000000000000000FFFF', '7F000001'];
  const loopback = `(?:${prefix})?${ipv4}`;
  const server = `${loopback}:${serverPort.toString(16).toUpperCase().padStart(4, '0')}`;
  const client = new RegExp(`: ${loopback}:([0-9A-F]{4}) ${server} ${ESTABLISHED} \\S+ \\S+ \\S+ +(\\d+) `, 'gu');
  const users = new Map<number, number>();
  let cut = '';
  for (const piece of pieces) {
    const text = cut + piece;
    for (const [, port = '', user] of text.matchAll(client)) users.set(parseInt(port, 16), Number(user));
    cut = text.slice(text.lastIndexOf('\n') + 1);
  }
  return users;
}

/** Why a table that is there can't be read: another user can use up all files that the system may have open. */
const EXHAUSTED = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'];

/**
 * Null where the system has no table, or lets nobody read it. One that can't be read for the moment names nobody:
 * otherwise whoever brought that moment about would be let in.
 */
export function readClientUsers(serverPort: number, open = openTable): ClientUsers | null {
  const found: ClientUsers[] = [];
  for (const path of TABLES) {
    try {
      found.push(clientUsersIn(open(path), serverPort));
    } catch (error) {
      if (EXHAUSTED.includes(systemErrorCode(error) ?? '')) found.push(new Map());
    }
  }
  return found.length === 0 ? null : new Map(found.flatMap((users) => [...users]));
}

const PIECE_BYTES = 64 * 1024;

/**
 * Read without a wait between the pieces: Linux gives four kilobytes at a time, and while connections come by the
 * thousand each wait takes long.
 */
function* openTable(path: string): Generator<string> {
  const table = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let length = readSync(table, piece); length > 0; length = readSync(table, piece))
      yield piece.toString('latin1', 0, length);
  } finally {
    closeSync(table);
  }
}

/**
 * Makes a server's check of its connections: true where the program at the other end runs as this process's user, or as
 * root, who needs no connection to read everything (and forwards to here from Windows in WSL). Linux tells; elsewhere,
 * and where there are no tables to read, it isn't known, and true.
 * @param readUsers null where nothing can be read; it must not throw
 */
export function createUserCheck(
  serverPort: number,
  readUsers: () => ClientUsers | null = () => readClientUsers(serverPort),
): (socket: Socket) => Promise<boolean> {
  const user = process.getuid?.();
  if (process.platform !== 'linux' || user === undefined) return async () => true;
  const usersNow = sharedBetweenCalls(readUsers);
  return async (socket) => {
    const { remoteAddress, remotePort } = socket;
    // All of 127.0.0.0/8 is this computer: from another of its addresses a stranger can have the port of the user's
    // own connection, whose line would then speak for theirs.
    if (remoteAddress !== '127.0.0.1' || remotePort === undefined) return false;
    for (let read = 0; read < READS && !socket.destroyed; read += 1) {
      const users = await usersNow();
      if (users === null) return true;
      const owner = users.get(remotePort);
      if (owner !== undefined) return owner === user || owner === ROOT;
    }
    return false;
  };
}

/**
 * One reading answers all that have asked before it: a hundred connections at once would otherwise read the tables a
 * hundred times. It is followed by a rest as long as it took, so that another user's connections leave half of the time
 * to the windows, however long they make the tables.
 */
function sharedBetweenCalls<Value>(read: () => Value): () => Promise<Value> {
  let next: Promise<Value> | null = null;
  let restUntil = 0;
  const readLater = async (): Promise<Value> => {
    await pause(Math.max(0, restUntil - performance.now()));
    next = null;
    const begun = performance.now();
    const value = read();
    restUntil = 2 * performance.now() - begun;
    return value;
  };
  return () => (next ??= readLater());
}
