import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainFile, writeFileAtomically } from '../services/files';
import { ownOrigin } from './request-guard';

/** In the data folder, for its owner alone: whoever reads that folder needs no door. */
const FILE_NAME = 'browser-secret';
const SECRET = /^[\w-]{43}$/u;

/** How long an address lets a browser in, in milliseconds. */
const CODE_MILLISECONDS = 60_000;

/**
 * Lets browsers in: each start opens one at an address with a code, which its page exchanges for the secret of the data
 * folder, and sends that with every operation. A header, since a cookie goes to every port of 127.0.0.1.
 */
export interface Door {
  /** A new address; it lets one browser in, within a minute. */
  readonly newAddress: () => string;
  /** The secret, for the code that a request brings; null where that is none, or was exchanged. */
  readonly exchange: (request: IncomingMessage) => string | null;
  /** True where a request brings the secret. */
  readonly isOpenTo: (request: IncomingMessage) => boolean;
  /** Answers a second start on the data folder with a new address, proven to be of this host. */
  readonly answer: (challenge: string) => string;
}

/** @param now milliseconds of a clock that nobody sets */
export function createDoor(
  { port, secret }: { readonly port: number; readonly secret: string },
  now: () => number = () => performance.now(),
): Door {
  const codes = new Map<string, number>();
  const newAddress = (): string => {
    const code = newSecret();
    codes.set(code, now() + CODE_MILLISECONDS);
    return `${ownOrigin(port)}/enter.html#${code}`;
  };
  return {
    newAddress,
    exchange(request) {
      const code = bearer(request);
      const ends = codes.get(code) ?? -Infinity;
      codes.delete(code);
      return now() < ends ? secret : null;
    },
    isOpenTo(request) {
      const [given, expected] = [Buffer.from(bearer(request)), Buffer.from(secret)];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    answer(challenge) {
      const address = newAddress();
      return `${address} ${proof(secret, challenge, address)}`;
    },
  };
}

/** What a second start asks with. */
export function newChallenge(): string {
  return newSecret();
}

/**
 * The address in a holder's answer; null where whoever answered can't read the data folder: on Windows any account can
 * have made the pipe, and a browser at a stranger's address would take its page for the app's.
 */
export function provenAddress(answer: string | null, challenge: string, secret: string | null): string | null {
  const [address = '', shown] = answer?.split(' ') ?? [];
  return secret !== null && shown === proof(secret, challenge, address) ? address : null;
}

/** The secret of a data folder; null where it has none, or it can't be read. */
export async function readSecret(dataFolder: string): Promise<string | null> {
  const secret = (await readPlainFile(join(dataFolder, FILE_NAME)).catch(() => null))?.toString('latin1') ?? '';
  return SECRET.test(secret) ? secret : null;
}

/** The secret of a data folder, made where there is none. Where the folder takes no file it is of this launch alone. */
export async function openSecret(dataFolder: string): Promise<string> {
  const present = await readSecret(dataFolder);
  if (present !== null) return present;
  const made = newSecret();
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
    .then(() => writeFileAtomically(join(dataFolder, FILE_NAME), Buffer.from(made)))
    .catch(() => undefined);
  return made;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function bearer({ headers }: IncomingMessage): string {
  return /^Bearer (\S+)$/u.exec(headers.authorization ?? '')?.[1] ?? '';
}

function proof(secret: string, challenge: string, address: string): string {
  return createHmac('sha256', secret).update(`${challenge} ${address}`).digest('base64url');
}
