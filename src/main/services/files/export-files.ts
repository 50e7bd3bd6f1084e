import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, unlink, type FileHandle } from 'node:fs/promises';
import type { Delivery, ExportKind } from '../../../contract/delivery';
import { OperationFailure } from '../../../contract/result';
import type { HostPorts } from '../../ports';
import { temporaryFileIn } from './atomic-write';
import { safeFileName } from './file-names';
import { writeFailure } from './write-failure';

/** Files that the page sends piece by piece; saved in temporary files, so that a large one is never in memory twice. */
export interface ExportFiles {
  /** Begins a file and returns its id. @throws OperationFailure with a file code */
  begin(kind: ExportKind, label: string): Promise<string>;
  /**
   * Appends text, in the order of the calls. A failed write ends the export.
   * @throws OperationFailure `not-found`, or with a file code
   */
  append(exportId: string, text: string): Promise<void>;
  /**
   * Hands the file to the learner and ends the export, even on failure.
   * @throws OperationFailure `not-found`, or with a file code
   */
  finish(exportId: string): Promise<Delivery>;
  /** Cancels an export. False for an unknown id. */
  cancel(exportId: string): Promise<boolean>;
  /** Cancels all exports: their learners aren't known here, and a removed learner's data must not stay on the disk. */
  cancelAll(): Promise<void>;
}

interface OpenExport {
  readonly path: string;
  readonly file: FileHandle;
  readonly kind: ExportKind;
  readonly label: string;
  bytes: number;
  /** Cancels the export after the time limit. */
  idle: NodeJS.Timeout;
  /** The last write. The next one waits for it and fails if it failed, so that no file has a gap. */
  last: Promise<unknown>;
}

const KINDS = {
  'learner-file': { title: 'Learner file', extension: '.jsonl', mimeType: 'application/x-ndjson' },
  statements: { title: 'Statements', extension: '.json', mimeType: 'application/json' },
  'record-table': { title: 'Record', extension: '.csv', mimeType: 'text/csv' },
  'question-banks': { title: 'Question bank', extension: '.txt', mimeType: 'text/plain' },
  notebook: { title: 'Notebook', extension: '.md', mimeType: 'text/markdown' },
} as const satisfies Record<ExportKind, { title: string; extension: string; mimeType: string }>;

/** Largest number of open exports; with more, the oldest is cancelled. */
const MAXIMUM_OPEN = 4;

/**
 * Time without a write after which an export is cancelled, in milliseconds: its window was closed, and its file holds
 * somebody's notes.
 */
const IDLE_MILLISECONDS = 5 * 60 * 1000;

/**
 * Largest file, in bytes: the limit of an import (`domain/learner-file/learner-file.ts`); it keeps a page from filling
 * the disk.
 */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/**
 * Writes exports to temporary files in a folder; `sweepStaleTemporaryFiles` recognises what a killed run leaves there.
 */
export function createExportFiles({
  folder,
  host,
}: {
  readonly folder: string;
  readonly host: Pick<HostPorts, 'deliverFile'>;
}): ExportFiles {
  const exports = new Map<string, OpenExport>();

  function find(exportId: string): OpenExport {
    const found = exports.get(exportId);
    if (!found) throw new OperationFailure('not-found', 'There is no such export any more.');
    return found;
  }

  /** Removes an export from the list and waits for its last write. */
  async function close(exportId: string, closed: OpenExport): Promise<void> {
    exports.delete(exportId);
    clearTimeout(closed.idle);
    await closed.last.catch(() => undefined);
    await closed.file.close();
  }

  async function discard(exportId: string, discarded: OpenExport): Promise<void> {
    await close(exportId, discarded);
    await unlink(discarded.path).catch(() => undefined);
  }

  return {
    async begin(kind, label) {
      const [oldest] = exports;
      if (oldest && exports.size >= MAXIMUM_OPEN) await discard(...oldest);
      const path = temporaryFileIn(folder);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = await open(path, 'wx', 0o600);
        const exportId = randomUUID();
        const begun: OpenExport = {
          path,
          file,
          kind,
          label,
          bytes: 0,
          idle: setTimeout(() => void discard(exportId, begun).catch(() => undefined), IDLE_MILLISECONDS).unref(),
          last: Promise.resolve(),
        };
        exports.set(exportId, begun);
        return exportId;
      } catch (error) {
        throw writeFailure(error, KINDS[kind].title);
      }
    },
    async append(exportId, text) {
      const target = find(exportId);
      const bytes = Buffer.from(text, 'utf8');
      target.bytes += bytes.length;
      target.idle.refresh();
      const work = target.last.then(async () => {
        if (target.bytes > MAXIMUM_BYTES)
          throw new OperationFailure('write-failed', 'The export is larger than an export can be.');
        await target.file.appendFile(bytes);
      });
      target.last = work;
      try {
        await work;
      } catch (error) {
        if (exports.has(exportId)) await discard(exportId, target);
        throw writeFailure(error, KINDS[target.kind].title);
      }
    },
    async finish(exportId) {
      const finished = find(exportId);
      const { title, extension, mimeType } = KINDS[finished.kind];
      try {
        await close(exportId, finished);
        const bytes = await readFile(finished.path);
        return await host.deliverFile({
          suggestedName: safeFileName(`${title} - ${finished.label}`, extension, title),
          bytes,
          mimeType,
        });
      } catch (error) {
        throw writeFailure(error, title);
      } finally {
        await unlink(finished.path).catch(() => undefined);
      }
    },
    async cancel(exportId) {
      const cancelled = exports.get(exportId);
      if (!cancelled) return false;
      await discard(exportId, cancelled);
      return true;
    },
    async cancelAll() {
      for (const [exportId, open] of [...exports]) if (exports.has(exportId)) await discard(exportId, open);
    },
  };
}
