import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';

/**
 * How a file that the learner chose is found again: by the browser's handle, by the desktop host's id, or not at all,
 * where the browser has no handles.
 */
export type RecordingSource =
  | { readonly kind: 'handle'; readonly handle: FileSystemFileHandle }
  | { readonly kind: 'host'; readonly fileId: string }
  | { readonly kind: 'none' };

/** A file that stays where it is. */
export interface AttachedFile {
  readonly name: string;
  /** Size in bytes, and the SHA-256 of its start and end (`contract/recording.ts`). */
  readonly fingerprint: { readonly size: number; readonly sha256: string };
  readonly source: RecordingSource;
}

/** The recording of a module's session, as it is attached on this computer. */
export interface AttachedRecording {
  readonly moduleId: string;
  readonly file: AttachedFile;
  readonly captions: AttachedFile | null;
  /** Where it was stopped, in seconds. */
  readonly position: number;
  /** 1 is as it was recorded. */
  readonly speed: number;
}

/** Prefix of the rows, one a module. */
const PREFIX = 'recording:';

/**
 * Recordings attached to modules. Rows of `meta`, which belong to this database and never reach the journal: a handle
 * means nothing on another computer (decision 040).
 */
export class RecordingStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** The module's recording, or null. @throws StorageError */
  async find(moduleId: string): Promise<AttachedRecording | null> {
    const row = await guarded(() => this.database.meta.get(PREFIX + moduleId));
    return (row?.value as AttachedRecording | undefined) ?? null;
  }

  /**
   * Changes what is stored, in one transaction.
   *
   * @param change gets what is stored, or null, and returns what is to be; null leaves it as it is
   * @returns what was saved, or null
   * @throws StorageError; nothing is saved then
   */
  async change(
    moduleId: string,
    change: (stored: AttachedRecording | null) => AttachedRecording | null,
  ): Promise<AttachedRecording | null> {
    const { meta } = this.database;
    const key = PREFIX + moduleId;
    return this.database.write([meta], async () => {
      const value = change(((await meta.get(key))?.value as AttachedRecording | undefined) ?? null);
      if (value) await meta.put({ key, value });
      return value;
    });
  }

  /** Removes what is stored of it; the file itself stays. @throws StorageError */
  async remove(moduleId: string): Promise<void> {
    await this.database.write([], async () => this.database.meta.delete(PREFIX + moduleId));
  }
}
