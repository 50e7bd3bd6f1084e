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
  /** Cancels the export after the time limit. */
  readonly idle: NodeJS.Timeout;
}

const KINDS = {
  'learner-file': { title: 'Learner file', extension: '.jsonl', mimeType: 'application/x-ndjson' },
  statements: { title: 'Statements', extension: '.json', mimeType: 'application/json' },
  'record-table': { title: 'Record', extension: '.csv', mimeType: 'text/csv' },
  'question-banks': { title: 'Question bank', extension: '.txt', mimeType: 'text/plain' },
  notebook: { title: 'Notebook', extension: '.md', mimeType: 'text/markdown' },
} as const satisfies Record<ExportKind, { title: string; extension: string; mimeType: string }>;

/** Largest number of open exports, which are in memory; with more, the oldest is cancelled. */
const MAXIMUM_OPEN = 2;

/**
 * Time without a piece after which an export is cancelled, in milliseconds: its window was closed, and it holds
 * somebody's notes.
 */
const IDLE_MILLISECONDS = 5 * 60 * 1000;

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

  function cancel(exportId: string): boolean {
    clearTimeout(exports.get(exportId)?.idle);
    return exports.delete(exportId);
  }

  return {
    begin(kind, label) {
      const [oldest] = exports.keys();
      if (oldest !== undefined && exports.size >= MAXIMUM_OPEN) cancel(oldest);
      const exportId = randomUUID();
      const idle = setTimeout(() => cancel(exportId), IDLE_MILLISECONDS).unref();
      exports.set(exportId, { kind, label, pieces: [], bytes: 0, idle });
      return exportId;
    },
    append(exportId, text) {
      const target = find(exportId);
      const piece = Buffer.from(text, 'utf8');
      if (target.bytes + piece.length > MAXIMUM_BYTES) {
        cancel(exportId);
        throw new OperationFailure('write-failed', 'The export is larger than an export can be.', {
          fileName: KINDS[target.kind].title,
        });
      }
      target.pieces.push(piece);
      target.bytes += piece.length;
      target.idle.refresh();
    },
    async finish(exportId) {
      const { kind, label, pieces } = find(exportId);
      cancel(exportId);
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
    cancel,
    cancelAll() {
      for (const exportId of [...exports.keys()]) cancel(exportId);
    },
  };
}
