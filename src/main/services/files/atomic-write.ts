import { randomUUID } from 'node:crypto';
import { open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OperationFailure } from '../../../contract/result';
import { systemErrorCode, writeFailure } from './write-failure';

/**
 * The calls of the file system that an atomic write makes; replaced where the rename has a condition, and in tests that
 * need a fault.
 */
export interface AtomicWriteSystem {
  readonly platform: NodeJS.Platform;
  open(path: string, flags: string, mode?: number): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Waits before another try, in milliseconds. */
  wait(milliseconds: number): Promise<unknown>;
}

/** The real calls. */
export const nodeSystem: AtomicWriteSystem = { platform: process.platform, open, rename, unlink, wait };

/** A new path in a folder: `sweepStaleTemporaryFiles` finds it after a crash, and no person chooses such a name. */
export function temporaryFileIn(folder: string): string {
  return join(folder, `.child-justice-write-${randomUUID()}.tmp`);
}

/** Matches the names that `temporaryFileIn` gives. */
export const temporaryFileName: RegExp = /^\.child-justice-write-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/u;

/** Waits between tries on Windows, in milliseconds: a virus scanner or indexer locks a new file for about a second. */
const RETRY_DELAYS = [20, 50, 100, 200, 400, 800];

/**
 * Writes a file so that it is either wholly the old one or wholly the new one, whatever happens in between: temporary
 * file in the same folder (created anew, 0600), write, fsync, close, rename, fsync of the folder. A symbolic link at
 * the target is replaced, never written through.
 * @param path absolute path of the target
 * @param bytes all of them, or pieces in order
 * @throws OperationFailure with a file code; then the old file is as it was and no temporary file is left
 */
export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  system: AtomicWriteSystem = nodeSystem,
): Promise<void> {
  const temporary = temporaryFileIn(dirname(path));
  try {
    await refuseFolder(path);
    const handle = await system.open(temporary, 'wx', 0o600);
    try {
      await writeAndSync(handle, bytes);
      await renameWithRetries(temporary, path, system);
    } catch (error) {
      // The first error is reported; a leftover temporary file is deleted at the next start.
      await system.unlink(temporary).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(path), system);
  } catch (error) {
    throw writeFailure(error, basename(path));
  }
}

/** Renaming a file onto a folder gives a different error on each system, and succeeds on none. */
async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    const fileName = basename(path);
    throw new OperationFailure('is-a-folder', `"${fileName}" is a folder.`, { fileName, reason: 'EISDIR' });
  }
}

async function writeAndSync(handle: FileHandle, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  try {
    if (bytes instanceof Uint8Array) await handle.writeFile(bytes);
    // Each call continues at the end of the last one.
    else for await (const piece of bytes) await handle.writeFile(piece);
    // Without it a power cut can leave the new name with no content.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a scanner may hold either file for a moment; elsewhere these errors are final. */
async function renameWithRetries(from: string, to: string, system: AtomicWriteSystem): Promise<void> {
  for (const delay of system.platform === 'win32' ? RETRY_DELAYS : []) {
    try {
      return await system.rename(from, to);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await system.wait(delay);
    }
  }
  try {
    await system.rename(from, to);
  } catch (error) {
    // The folder took the temporary file: what Windows refuses is the target, which another program has open.
    if (system.platform === 'win32' && isRefused(error))
      throw Object.assign(new Error('The file is open elsewhere.', { cause: error }), { code: 'EBUSY' });
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return ['EPERM', 'EBUSY', 'EACCES'].includes(systemErrorCode(error) ?? '');
}

/**
 * Syncs a folder's entries, or a power cut can lose a new or renamed file whose bytes are on disk. Windows cannot open
 * folders and needs no such call; some network file systems refuse, where nothing more can be done.
 */
export async function syncFolder(
  folder: string,
  system: Pick<AtomicWriteSystem, 'platform' | 'open'> = nodeSystem,
): Promise<void> {
  if (system.platform === 'win32') return;
  const handle = await system.open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF'].includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
