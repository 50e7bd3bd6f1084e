import { readdir, rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { OperationFailure } from '../../../contract/result';
import {
  type ListedSnapshot,
  type SnapshotReason,
  type ThinnedSnapshots,
  thinnedSnapshotsSchema,
} from '../../../contract/snapshot';
import { type SizedSnapshot, snapshotsBeyondCap } from '../../../domain/snapshots/snapshot-room';
import { outdatedSnapshots } from '../../../domain/snapshots/snapshot-rotation';
import { compareText } from '../../../domain/text/compare-text';
import {
  sweepStaleTemporaryFiles,
  syncFolder,
  systemErrorCode,
  writeFailure,
  makeOwnFolder,
  readPlainFile,
  refuseLink,
  writeFileAtomically,
} from '../files';
import { checkSnapshot, type PackedSnapshot, type SnapshotHeader, writeSnapshot } from './snapshot-file';
import { readFailure } from './snapshot-lines';
import {
  isBeforeChange,
  nameSnapshot,
  parseSnapshotFileName,
  snapshotFileName,
  type SnapshotName,
} from './snapshot-names';

/** In the snapshots' folder, so that it is shown after a restart too. */
const THINNED_FILE = 'thinned.json';

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

  /** Writes a snapshot under the given name. */
  async put(snapshotId: string, packed: PackedSnapshot): Promise<void> {
    const path = this.pathOf(snapshotId);
    await makeFolder(this.folder);
    try {
      await writeSnapshot(path, packed);
    } catch (error) {
      // A file that can't be read back is useless and would be listed as damaged.
      if (error instanceof OperationFailure && error.code === 'snapshot-damaged')
        await unlink(path).catch(() => undefined);
      throw error;
    }
    this.checked.set(snapshotId, { print: await fingerprintOf(path), header: packed.header });
  }

  /** Deletes one snapshot. */
  async delete(snapshotId: string): Promise<void> {
    await unlink(this.pathOf(snapshotId)).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw writeFailure(error, snapshotFileName(snapshotId));
    });
  }

  /** Bytes of all snapshots. */
  async held(): Promise<number> {
    let bytes = 0;
    for (const { snapshotId } of await this.names()) bytes += await sizeOf(this.pathOf(snapshotId));
    return bytes;
  }

  /** The snapshots deleted so far to save room; null for none, or an unreadable file: it is only shown. */
  async thinned(): Promise<ThinnedSnapshots | null> {
    try {
      const text = (await readPlainFile(join(this.folder, THINNED_FILE))).toString();
      return v.parse(thinnedSnapshotsSchema, JSON.parse(text));
    } catch {
      return null;
    }
  }

  /**
   * Deletes the snapshots that the rotation drops, then those beyond the size limit, and leftovers of killed runs.
   * @param cap bytes that the snapshots may take
   * @param spared isn't deleted: it is being restored
   * @throws OperationFailure with a file code where one can't be deleted, after the others are
   */
  async prune(now: number, cap: number, spared: string | null): Promise<void> {
    const found: SizedSnapshot[] = [];
    for (const { snapshotId: id, number, createdAt, reason } of await this.names()) {
      found.push({
        id,
        number,
        createdAt: Date.parse(createdAt),
        // One that can't be read now may be whole: it is retained like one.
        restorable: (await this.check(id).catch(() => true)) !== null,
        size: await sizeOf(this.pathOf(id)),
        beforeChange: isBeforeChange(reason),
      });
    }
    const outdated = outdatedSnapshots(found, now).filter((id) => id !== spared);
    const beyond = snapshotsBeyondCap(
      found.filter(({ id }) => !outdated.includes(id)),
      now,
      cap,
    ).filter((id) => id !== spared);
    const kept = new Map<string, unknown>();
    for (const id of [...outdated, ...beyond]) await this.delete(id).catch((error: unknown) => kept.set(id, error));
    const thinned = beyond.filter((id) => !kept.has(id)).length;
    if (thinned > 0) await this.countThinned(thinned, now);
    await sweepStaleTemporaryFiles(this.folder, now);
    const [failure] = kept.values();
    if (failure) throw failure;
  }

  /** Counts further deleted snapshots. @throws OperationFailure with a file code */
  private async countThinned(more: number, now: number): Promise<void> {
    const count = ((await this.thinned())?.count ?? 0) + more;
    const thinned: ThinnedSnapshots = { count, lastAt: new Date(now).toISOString() };
    await writeFileAtomically(join(this.folder, THINNED_FILE), Buffer.from(JSON.stringify(thinned)));
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
