import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { digestFileName, readPlainFile, refuseLink, saveOwnJson, systemErrorCode, writeFailure } from '../files';

const markSchema = v.strictObject({
  version: v.literal(1),
  /**
   * - `begun`: the host's data of the learner is being deleted
   * - `done`: it is deleted
   * - `kept`: the learner was restored on purpose; an earlier, interrupted removal must not be resumed
   */
  state: v.picklist(['begun', 'done', 'kept']),
  at: v.pipe(v.string(), v.isoTimestamp()),
});

/** A learner's removal from this computer, or restoration, with its ISO instant. */
export type RemovalMark = Pick<v.InferOutput<typeof markSchema>, 'state' | 'at'>;

/**
 * The marks of removed learners: one small file each, named by a digest of the random id, so that only a browser that
 * still has the record can recognise it.
 */
export interface RemovalMarks {
  /**
   * Null where there is none. A damaged mark counts as `done`, dated by its file.
   * @throws OperationFailure with a file code where it can't be read
   */
  find(learnerId: string): Promise<RemovalMark | null>;
  /** Writes a mark atomically. @throws OperationFailure with a file code; the previous mark is then unchanged */
  put(learnerId: string, state: RemovalMark['state']): Promise<void>;
  /** Names of the marks of unfinished removals. @throws OperationFailure with a file code */
  begun(): Promise<readonly string[]>;
  /** Marks those of them as done that are unfinished still. @throws OperationFailure with a file code */
  end(names: readonly string[]): Promise<void>;
}

/** Stores the marks in a folder, created with the first one. `now` is in milliseconds since 1970. */
export function createRemovalMarks(folder: string, now: () => number): RemovalMarks {
  async function read(path: string): Promise<RemovalMark | null> {
    let text: string;
    try {
      await refuseLink(folder);
      text = (await readPlainFile(path)).toString();
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return null;
      // Not `done`: it may be the mark of a learner who was put back, and a browser that asks would remove its copy.
      throw writeFailure(error, 'removed');
    }
    try {
      return v.parse(markSchema, JSON.parse(text));
    } catch {
      const found = await stat(path).catch(() => null);
      return found && { state: 'done', at: found.mtime.toISOString() };
    }
  }

  const write = (name: string, state: RemovalMark['state'], at: string): Promise<void> =>
    saveOwnJson(join(folder, name), { version: 1, state, at }, 'removed');

  /** When an unfinished removal began; null for any other mark, and one that can't be read now. */
  async function begunAt(name: string): Promise<string | null> {
    const mark = await read(join(folder, name)).catch(() => null);
    return mark?.state === 'begun' ? mark.at : null;
  }

  return {
    find: (learnerId) => read(join(folder, digestFileName(learnerId))),
    put: (learnerId, state) => write(digestFileName(learnerId), state, new Date(now()).toISOString()),
    async begun() {
      const names = await namesIn(folder);
      const moments = await Promise.all(names.map(begunAt));
      return names.filter((_, index) => moments[index] !== null);
    },
    async end(names) {
      for (const name of names) {
        const at = await begunAt(name);
        if (at !== null) await write(name, 'done', at);
      }
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.json$/u.test(name));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw writeFailure(error, 'removed');
  }
}
