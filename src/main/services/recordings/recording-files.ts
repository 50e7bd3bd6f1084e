import { createHash } from 'node:crypto';
import { basename, isAbsolute } from 'node:path';
import * as v from 'valibot';
import type { OperationOutput } from '../../../contract/operations';
import {
  fingerprintedPieces,
  mediaTypeOf,
  type Fingerprint,
  type RecordingFileKind,
} from '../../../contract/recording';
import { createPerLearnerJson, openPlainFile, serialiseByKey, systemErrorCode } from '../files';

/**
 * The recordings and captions of each learner. The page knows an id; only a path that came from the host's own dialog
 * has one, so that the page can have no other file read.
 */
export interface RecordingFiles {
  /**
   * Lets the learner choose a file and remembers where it is.
   * @throws OperationFailure with a file code where that can't be saved
   */
  choose(learnerId: string, kind: RecordingFileKind): Promise<OperationOutput<'recording.choose'>>;
  /** How a chosen file is now. One of an unknown id is `missing`. @throws OperationFailure with a file code */
  check(learnerId: string, fileId: string): Promise<OperationOutput<'recording.check'>>;
  /** Forgets a file. @throws OperationFailure with a file code */
  forget(learnerId: string, fileId: string): Promise<void>;
  /** Forgets all files of a learner, who is being removed. @throws OperationFailure with a file code */
  clear(learnerId: string): Promise<void>;
  /** The path of a file that was found present in this run; null for any other. */
  pathOf(fileId: string): string | null;
}

/** What it needs. */
export interface RecordingFilesOptions {
  /** Holds one small file for each learner with recordings; created with the first. */
  readonly folder: string;
  /** The host's dialog. */
  readonly chooseFile: (kind: RecordingFileKind) => Promise<string | null>;
  readonly newId: () => string;
}

const rememberedFileSchema = v.object({ id: v.string(), path: v.pipe(v.string(), v.check(isAbsolute)) });

/**
 * Key of the turn in which chosen files are looked at. A drive that doesn't answer, e.g. a share of a network that is
 * gone, holds one of the few threads with which Node reads and writes files: the journal needs the others.
 */
const LOOKS = 'looks';

type RememberedFile = v.InferOutput<typeof rememberedFileSchema>;

/** Remembers chosen files in a folder. */
export function createRecordingFiles({ folder, chooseFile, newId }: RecordingFilesOptions): RecordingFiles {
  const inTurn = serialiseByKey();
  const present = new Map<string, string>();
  const lists = createPerLearnerJson(folder, 'recordings');

  /** An unreadable list is an empty one: its files are missing then, and can be chosen again. */
  async function remembered(learnerId: string): Promise<readonly RememberedFile[]> {
    const list = await lists.read(learnerId);
    return Array.isArray(list) ? list.filter((file) => v.is(rememberedFileSchema, file)) : [];
  }

  return {
    async choose(learnerId, kind) {
      const path = await chooseFile(kind);
      if (path === null) return { outcome: 'cancelled' };
      const fileName = basename(path);
      if (mediaTypeOf(fileName, kind) === null) return { outcome: 'unsuitable', fileName };
      const fingerprint = await fingerprintOf(path).catch(() => null);
      if (fingerprint === null) return { outcome: 'unreadable', fileName };
      const file = { id: newId(), path };
      await inTurn(learnerId, async () => lists.save(learnerId, [...(await remembered(learnerId)), file]));
      present.set(file.id, path);
      return { outcome: 'chosen', fileId: file.id, fileName, fingerprint };
    },
    async check(learnerId, fileId) {
      present.delete(fileId);
      const file = (await inTurn(learnerId, () => remembered(learnerId))).find(({ id }) => id === fileId);
      if (!file) return { state: 'missing' };
      try {
        const fingerprint = await inTurn(LOOKS, () => fingerprintOf(file.path));
        present.set(fileId, file.path);
        return { state: 'present', fingerprint };
      } catch (error) {
        const code = systemErrorCode(error) ?? '';
        return { state: ABSENT.includes(code) ? 'missing' : 'unreadable' };
      }
    },
    async forget(learnerId, fileId) {
      present.delete(fileId);
      await inTurn(learnerId, async () => {
        const files = await remembered(learnerId);
        if (files.some(({ id }) => id === fileId))
          await lists.save(
            learnerId,
            files.filter(({ id }) => id !== fileId),
          );
      });
    },
    clear: (learnerId) =>
      inTurn(learnerId, async () => {
        for (const { id } of await remembered(learnerId).catch(() => [])) present.delete(id);
        await lists.remove(learnerId);
      }),
    pathOf: (fileId) => present.get(fileId) ?? null,
  };
}

/** What the system says of a file that isn't there, or whose drive isn't (Linux, macOS; Windows says `ENOENT` too). */
const ABSENT = ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO'];

/** @throws as `openPlainFile` */
async function fingerprintOf(path: string): Promise<Fingerprint> {
  const handle = await openPlainFile(path);
  try {
    const stats = await handle.stat();
    const hash = createHash('sha256');
    for (const { start, end } of fingerprintedPieces(stats.size)) {
      const piece = Buffer.alloc(end - start);
      await handle.read(piece, 0, piece.length, start);
      hash.update(piece);
    }
    return { size: stats.size, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}
