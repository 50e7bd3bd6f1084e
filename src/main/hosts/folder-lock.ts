import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { systemErrorCode } from '../services/files';

/** A data folder that no other process has, until this is released or the process ends, however it does. */
export interface FolderLock {
  readonly release: () => void;
}

/** What the desktop host answers: it has shown its window. */
export const IN_A_WINDOW = 'in a window';

/** Answers another process that wanted the folder too; null says nothing. */
export type HolderAnswer = (question: string) => string | null;

/** A process that was stopped in its terminal holds its folder and answers nobody; one that begins will. */
const ANSWER_WITHIN_MILLISECONDS = 3_000;
const LOOK_EVERY_MILLISECONDS = 50;

const MAXIMUM_QUESTION_LENGTH = 1_024;

/** What a process answers that asks only how far another one is. */
const STATES = { begins: 'begins', holds: 'holds' } as const;

/**
 * Takes a data folder for this process: a named pipe on Windows, elsewhere a socket in this account's own place, both
 * named after the folder's real path. The system ends them with the process. Null where another process has the folder.
 * @throws the system's error where nothing can listen there
 */
export async function takeFolderLock(folder: string, answer: HolderAnswer): Promise<FolderLock | null> {
  let state: keyof typeof STATES = 'begins';
  const server = createAnswering((question) =>
    question === '' ? STATES[state] : state === 'holds' ? answer(question) : null,
  );
  // A path through a link is another one once the folder is there.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
  const name = await lockName(folder);
  const lock = process.platform === 'win32' ? await listenAtPipe(server, name) : await listenInPlace(server, name);
  if (lock) state = 'holds';
  return lock;
}

/** Asks whoever has a data folder; null where nobody has it, or who has it doesn't answer. */
export async function askHolder(folder: string, question: string): Promise<string | null> {
  const name = await lockName(folder);
  const until = performance.now() + ANSWER_WITHIN_MILLISECONDS;
  for (;;) {
    const addresses =
      process.platform === 'win32'
        ? [pipeOf(name)]
        : (await socketsOf(name).catch(() => [])).map((socket) => join(lockPlace(), socket));
    const answers = await Promise.all(addresses.map((address) => ask(address, question)));
    const given = answers.find(({ text }) => text !== '');
    if (given) return given.text;
    // Somebody is there who begins, or ends.
    if (!answers.some(({ isThere }) => isThere) || performance.now() > until) return null;
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

/** Short, since the path of a socket has 104 bytes at most. */
async function lockName(folder: string): Promise<string> {
  const path = await realpath(folder).catch(() => resolve(folder));
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function createAnswering(answer: HolderAnswer): Server {
  const server = createServer((socket) => {
    let question = '';
    socket.setTimeout(ANSWER_WITHIN_MILLISECONDS, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (text: string) => {
      question += text;
      if (question.endsWith('\n')) socket.end(answer(question.slice(0, -1)) ?? '');
      else if (question.length > MAXIMUM_QUESTION_LENGTH) socket.destroy();
    });
  });
  return server.unref();
}

function listenAt(server: Server, address: string): Promise<void> {
  return new Promise((done, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      done();
    });
  });
}

function pipeOf(name: string): string {
  return `\\\\.\\pipe\\child-justice-${name}`;
}

async function listenAtPipe(server: Server, name: string): Promise<FolderLock | null> {
  try {
    await listenAt(server, pipeOf(name));
  } catch (error) {
    if (systemErrorCode(error) === 'EADDRINUSE') return null;
    throw error;
  }
  return { release: () => void server.close() };
}

/**
 * Where locks are, but on Windows: this account's own, so that no other one can listen or ask there; not the data
 * folder, since a stick takes no socket.
 */
export function lockPlace(): string {
  return join(homedir(), '.local', 'state', 'child-justice');
}

async function socketsOf(name: string): Promise<string[]> {
  return (await readdir(lockPlace())).filter((each) => each.startsWith(`${name}-`));
}

/**
 * A process that was killed leaves its socket's file, which may be removed only while no other process can have made it
 * its own: so each has a name of its own, appears under it only once it listens, and looks for others after that. Of
 * two that begin at once, the one with the later name gives way; the other waits until it did, or holds the folder
 * since it looked sooner.
 */
async function listenInPlace(server: Server, name: string): Promise<FolderLock | null> {
  const place = lockPlace();
  await mkdir(place, { recursive: true, mode: 0o700 });
  const own = `${name}-${randomBytes(4).toString('hex')}`;
  const path = join(place, own);
  await listenAt(server, join(place, `.${own}`));
  await rename(join(place, `.${own}`), path);
  const remove = (): void => {
    rmSync(path, { force: true });
  };
  process.once('exit', remove);
  const release = (): void => {
    process.off('exit', remove);
    server.close();
    remove();
  };
  // Who ends while it is asked says nothing, as one that hangs does.
  const until = performance.now() + ANSWER_WITHIN_MILLISECONDS;
  for (;;) {
    let isFree = true;
    for (const other of (await socketsOf(name)).filter((each) => each !== own)) {
      const { isThere, text } = await ask(join(place, other), '');
      if (!isThere) await rm(join(place, other), { force: true });
      else if (text === STATES.begins ? other < own : text !== '' || performance.now() > until) {
        release();
        return null;
      } else isFree = false;
    }
    if (isFree) return { release };
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

/** Not there is only what refuses, as the socket's file of a process does that has ended. */
function ask(address: string, question: string): Promise<{ readonly isThere: boolean; readonly text: string }> {
  return new Promise((done) => {
    let text = '';
    const socket = connect(address, () => socket.write(`${question}\n`));
    socket.setTimeout(ANSWER_WITHIN_MILLISECONDS, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.on('error', (error) => {
      if (['ECONNREFUSED', 'ENOENT'].includes(systemErrorCode(error) ?? '')) done({ isThere: false, text: '' });
    });
    socket.on('close', () => {
      done({ isThere: true, text });
    });
  });
}
