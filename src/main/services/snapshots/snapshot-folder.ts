import { readdir, rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperationFailure } from '../../../contract/result';
import type { ListedSnapshot, SnapshotReason } from '../../../contract/snapshot';
import { outdatedSnapshots, type RotatedSnapshot } from '../../../domain/snapshots/snapshot-rotation';
import { compareText } from '../../../domain/text/compare-text';
import {
  sweepStaleTemporaryFiles,
  syncFolder,
  systemErrorCode,
  writeFailure,
  makeOwnFolder,
  refuseLink,
  writeFileAtomically,
} from '../files';
import { checkSnapshot, type PackedSnapshot, type SnapshotHeader } from './snapshot-file';
import { readFailure } from './snapshot-lines';
import { nameSnapshot, parseSnapshotFileName, snapshotFileName, type SnapshotName } from './snapshot-names';

/** A snapshot that was checked and is whole. */
export interface WholeSnapshot {
  readonly name: SnapshotName;
  readonly header: SnapshotHeader;
}

/**
 * One learner's snapshots on disk. Calls must not overlap: `snapshots.ts` runs them one after another. All errors are
 * `OperationFailure`s.
 */
export class SnapshotFolder {
  /** The result of a file's check, valid while its size and time are the same. */
  private readonly checked = new Map<string, { readonly print: string; readonly header: SnapshotHeader | null }>();

  constructor(
    /** Holds the snapshots of this learner alone; may not exist yet. */
    readonly folder: string,
    private readonly learnerId: string,
  ) {}

  /** The file of a snapshot. */
  pathOf(snapshotId: string): string {
    return join(this.folder, snapshotFileName(snapshotId));
  }

  /** The snapshots, newest first. */
  async names(): Promise<SnapshotName[]> {
    const names = (await namesIn(this.folder)).flatMap((name) => parseSnapshotFileName(name) ?? []);
    // An id begins with its number, in six digits.
    return names.sort((a, b) => compareText(b.snapshotId, a.snapshotId));
  }

  /**
   * Reads a snapshot to its end unless that was done already; null where it is damaged, missing, or another learner's.
   * @throws OperationFailure `snapshot-unreadable` where it can't be read at the moment (a lock, rights)
   */
  async check(snapshotId: string): Promise<SnapshotHeader | null> {
    const path = this.pathOf(snapshotId);
    const print = await fingerprintOf(path);
    if (print === '') return null;
    const known = this.checked.get(snapshotId);
    if (known?.print === print) return known.header;
    const found = await checkSnapshot(path).catch((error: unknown) => {
      if (error instanceof OperationFailure && error.code !== 'snapshot-unreadable') return null;
      throw error;
    });
    const header = found?.learnerId === this.learnerId ? found : null;
    this.checked.set(snapshotId, { print, header });
    return header;
  }

  /** The header of a snapshot that can be restored now; null for any other. */
  private async header(snapshotId: string): Promise<SnapshotHeader | null> {
    return this.check(snapshotId).catch(() => null);
  }

  /** The newest snapshot that can be restored, or null. */
  async newest(): Promise<WholeSnapshot | null> {
    for (const name of await this.names()) {
      const header = await this.header(name.snapshotId);
      if (header) return { name, header };
    }
    return null;
  }

  /** The epochs that the snapshots know. */
  async epochs(): Promise<string[]> {
    const epochs: string[] = [];
    for (const { snapshotId } of await this.names()) epochs.push((await this.header(snapshotId))?.state.epoch ?? '');
    return epochs;
  }

  /** One snapshot as an item of the list. */
  async listed(name: SnapshotName): Promise<ListedSnapshot> {
    const header = await this.header(name.snapshotId);
    const size = await sizeOf(this.pathOf(name.snapshotId));
    const content = header && { counts: header.counts, state: header.state, learner: header.learner };
    return { ...name, learnerId: this.learnerId, size, content };
  }

  /** Writes a snapshot; a failure leaves no file. */
  async save(packed: PackedSnapshot, reason: SnapshotReason, now: number): Promise<WholeSnapshot> {
    const name = nameSnapshot(((await this.names())[0]?.number ?? 0) + 1, now, reason);
    await this.put(name.snapshotId, packed);
    return { name, header: packed.header };
  }

  /** Writes a snapshot under the given name. @throws OperationFailure with a file code */
  async put(snapshotId: string, { bytes }: PackedSnapshot): Promise<void> {
    await makeFolder(this.folder);
    await writeFileAtomically(this.pathOf(snapshotId), bytes);
  }

  /** Deletes one snapshot. */
  async delete(snapshotId: string): Promise<void> {
    await unlink(this.pathOf(snapshotId)).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw writeFailure(error, snapshotFileName(snapshotId));
    });
  }

  /**
   * Deletes the snapshots that the rotation drops, and leftovers of killed runs.
   * @throws OperationFailure with a file code where one can't be deleted, after the others are
   */
  async prune(now: number): Promise<void> {
    const found: RotatedSnapshot[] = [];
    for (const { snapshotId: id, number, createdAt, reason } of await this.names()) {
      // One that can't be read now may be whole: it is retained like one.
      const restorable = (await this.check(id).catch(() => true)) !== null;
      found.push({ id, number, createdAt: Date.parse(createdAt), restorable, automatic: reason === 'automatic' });
    }
    const deletions = await Promise.allSettled(outdatedSnapshots(found, now).map((id) => this.delete(id)));
    await sweepStaleTemporaryFiles(this.folder, now);
    for (const deletion of deletions) if (deletion.status === 'rejected') throw deletion.reason;
  }

  /** Deletes what killed runs left, however young: calls don't overlap, so nobody is writing it. */
  async sweep(): Promise<void> {
    await sweepStaleTemporaryFiles(this.folder, Infinity);
  }

  /** Deletes the folder with all that is in it, where there is one. */
  async removeAll(): Promise<void> {
    try {
      await refuseLink(dirname(this.folder));
      await rm(this.folder, { recursive: true });
      await syncFolder(dirname(this.folder));
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw writeFailure(error, 'snapshots');
    }
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOwnFolder(folder);
  } catch (error) {
    throw writeFailure(error, 'snapshots');
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    for (const path of [dirname(folder), folder]) await refuseLink(path);
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw new OperationFailure('snapshot-damaged', 'The folder of snapshots could not be read.', {}, { cause: error });
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function fingerprintOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw readFailure(path, error);
  });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : '';
}

/**
 * Bytes that this user can still write on the disk of a folder, or of the nearest existing folder above it; null where
 * the system doesn't report it.
 */
export async function freeBytesAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(folder);
    return systemErrorCode(error) === 'ENOENT' && above !== folder ? freeBytesAt(above) : null;
  }
}
