import { randomUUID } from 'node:crypto';
import type { Delivery, ExportKind } from '../../../contract/delivery';
import { OperationFailure } from '../../../contract/result';
import type { HostPorts } from '../ports';
import { safeFileName } from './file-names';
import { writeFailure } from './write-failure';

/**
 * Files that the page sends piece by piece. They are in memory until they are handed over: where the app's own disk is
 * full, or can't be written to, they can still be saved on another one.
 */
export interface ExportFiles {
  /** Begins a file and returns its id. */
  begin(kind: ExportKind, label: string): string;
  /**
   * Appends text, in the order of the calls. One piece too many ends the export.
   * @throws OperationFailure `not-found`, or `write-failed` beyond the largest size
   */
  append(exportId: string, text: string): void;
  /**
   * Hands the file to the learner and ends the export, even on failure.
   * @throws OperationFailure `not-found`, or with a file code
   */
  finish(exportId: string): Promise<Delivery>;
  /** Cancels an export. False for an unknown id. */
  cancel(exportId: string): boolean;
  /** Cancels all exports: their learners aren't known here, and a removed learner's data must not stay. */
  cancelAll(): void;
}

interface OpenExport {
  readonly kind: ExportKind;
  readonly label: string;
  readonly pieces: Buffer[];
  bytes: number;
}

const KINDS = {
  'learner-file': { title: 'Backup', extension: '.jsonl', mimeType: 'application/x-ndjson' },
  statements: { title: 'Statements', extension: '.json', mimeType: 'application/json' },
  'record-table': { title: 'Record', extension: '.csv', mimeType: 'text/csv' },
  'question-banks': { title: 'Question bank', extension: '.txt', mimeType: 'text/plain' },
  countersignatures: { title: 'Countersignatures', extension: '.json', mimeType: 'application/json' },
  group: { title: 'Group', extension: '.json', mimeType: 'application/json' },
  notebook: { title: 'Notebook', extension: '.md', mimeType: 'text/markdown' },
} as const satisfies Record<ExportKind, { title: string; extension: string; mimeType: string }>;

/**
 * Largest number of open exports, which are in memory; with more, the oldest is cancelled: its window was closed, as a
 * page makes one at a time.
 */
const MAXIMUM_OPEN = 2;

/**
 * Largest file, in bytes: the limit of an import (`domain/learner-file/learner-file.ts`); it keeps a page from filling
 * the memory.
 */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** No export open yet. */
export function createExportFiles({ host }: { readonly host: Pick<HostPorts, 'deliverFile'> }): ExportFiles {
  const exports = new Map<string, OpenExport>();

  function find(exportId: string): OpenExport {
    const found = exports.get(exportId);
    if (!found) throw new OperationFailure('not-found', 'There is no such export any more.');
    return found;
  }

  return {
    begin(kind, label) {
      const [oldest] = exports.keys();
      if (oldest !== undefined && exports.size >= MAXIMUM_OPEN) exports.delete(oldest);
      const exportId = randomUUID();
      exports.set(exportId, { kind, label, pieces: [], bytes: 0 });
      return exportId;
    },
    append(exportId, text) {
      const target = find(exportId);
      const piece = Buffer.from(text, 'utf8');
      if (target.bytes + piece.length > MAXIMUM_BYTES) {
        exports.delete(exportId);
        throw new OperationFailure('write-failed', 'The export is larger than an export can be.', {
          fileName: KINDS[target.kind].title,
        });
      }
      target.pieces.push(piece);
      target.bytes += piece.length;
    },
    async finish(exportId) {
      const { kind, label, pieces } = find(exportId);
      exports.delete(exportId);
      const { title, extension, mimeType } = KINDS[kind];
      try {
        const bytes = Buffer.concat(pieces);
        // A save dialog may stay open for long: the file isn't held twice meanwhile.
        pieces.length = 0;
        return await host.deliverFile({
          suggestedName: safeFileName(`${title} - ${label}`, extension, title),
          bytes,
          mimeType,
        });
      } catch (error) {
        throw writeFailure(error, title);
      }
    },
    cancel: (exportId) => exports.delete(exportId),
    cancelAll() {
      exports.clear();
    },
  };
}
