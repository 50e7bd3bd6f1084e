import { createHmac, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainFile, systemErrorCode, writeFileAtomically } from '../services/files';
import { ownOrigin } from './request-guard';

/** Header of the answer at `/healthz` to a `challenge`. In a header, so that no body of a stranger is read. */
export const LISTENER_PROOF_HEADER = 'Listener-Proof';

/**
 * In the data folder, for its owner alone. It lets nobody in: it only shows that whoever listens on a port can read
 * this folder.
 */
const FILE_NAME = 'listener-key';
const KEY_BYTES = 32;

/** A host on a crowded computer answers late; a stranger may never. In milliseconds. */
const ANSWER_WITHIN_MILLISECONDS = 5_000;

/**
 * Who holds a port: a running host on the same data folder, some other program, or nobody who answers (a connection
 * that goes out from it, or the system itself).
 */
export type PortHolder = 'this-app' | 'another-program' | 'nobody';

/** Makes the key of a data folder where there is none. @throws the system's error, or OperationFailure */
export async function makeListenerKey(dataFolder: string): Promise<void> {
  if ((await readKey(dataFolder)) !== null) return;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFileAtomically(join(dataFolder, FILE_NAME), randomBytes(KEY_BYTES));
}

/**
 * A host's answer to a challenge; null where its data folder has no key. It holds for one port, or a stranger could let
 * a host on another port answer. The key is read each time: of two hosts that start at once, either may have made it.
 */
export async function listenerProof(dataFolder: string, port: number, challenge: string): Promise<string | null> {
  const key = await readKey(dataFolder);
  return (
    key &&
    createHmac('sha256', key)
      .update(`${ownOrigin(port)} ${challenge}`)
      .digest('base64url')
  );
}

/**
 * Asks whoever listens on a port. Any user of the computer can listen there first and say that it is this app: its page
 * would then have the app's origin, and with it all that the browser keeps for the app.
 */
export async function findPortHolder(port: number, dataFolder: string): Promise<PortHolder> {
  const challenge = randomBytes(32).toString('base64url');
  try {
    const response = await fetch(`${ownOrigin(port)}/healthz?challenge=${challenge}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS),
    });
    await response.body?.cancel();
    const proof = await listenerProof(dataFolder, port, challenge);
    return proof !== null && response.headers.get(LISTENER_PROOF_HEADER) === proof ? 'this-app' : 'another-program';
  } catch (error) {
    return error instanceof Error && systemErrorCode(error.cause) === 'ECONNREFUSED' ? 'nobody' : 'another-program';
  }
}

async function readKey(dataFolder: string): Promise<Buffer | null> {
  const key = await readPlainFile(join(dataFolder, FILE_NAME)).catch(() => null);
  return key?.length === KEY_BYTES ? key : null;
}
