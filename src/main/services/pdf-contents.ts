import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inflateSync } from 'node:zlib';
import * as v from 'valibot';
import { systemErrorCode } from './write-failure';
import { pdfReadingWorker } from './pdf-reading-worker';

/** What of a PDF matters here. */
export interface PdfContents {
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly title: string;
  readonly keywords: string;
}

/** Why a PDF was not read. */
export type PdfProblem = 'damaged-pdf' | 'protected-pdf' | 'heavy-pdf';

/** Upper bounds of the reading. */
export interface PdfLimits {
  /** Bytes that all streams together may unpack to. */
  readonly unpackedBytes: number;
  readonly milliseconds: number;
  /** An attachment's bytes; more of it isn't taken over. */
  readonly attachmentBytes: number;
  /** Bytes that the reader may ask for in all, whatever it gives back. */
  readonly memoryBytes: number;
}

/** A certificate unpacks to about 2 MB and is read in 0.2 s, asking for less than 1 MB. */
export const PDF_LIMITS: PdfLimits = { unpackedBytes: 64 * 1024 * 1024, milliseconds: 15_000, attachmentBytes: 200_000, memoryBytes: 256 * 1024 * 1024 };

const answerSchema = v.union([
  v.object({ failure: v.picklist(['damaged-pdf', 'protected-pdf', 'heavy-pdf']) }),
  v.object({ contents: v.object({ attachments: v.array(v.object({ name: v.string(), bytes: v.instance(Uint8Array) })), title: v.string(), keywords: v.string() }) }),
]);

/**
 * Reads attachments and metadata of a PDF in a thread of its own, within the limits. Never rejects because of what the file holds.
 * @param packagesFolder `node_modules`, which holds the PDF reader
 * @throws Error where the reader itself is missing
 */
export async function readPdfContents(bytes: Uint8Array, packagesFolder: string, limits: PdfLimits = PDF_LIMITS): Promise<PdfContents | PdfProblem> {
  if (unpacksBeyond(bytes, limits.unpackedBytes)) return 'heavy-pdf';
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(pdfReadingWorker)}`), {
    workerData: {
      reader: pathToFileURL(join(packagesFolder, 'pdfjs-dist', 'legacy', 'build', 'pdf.mjs')).href,
      bytes: new Uint8Array(bytes),
      longest: limits.attachmentBytes,
      memory: limits.memoryBytes,
    },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    // The reader complains there about canvases that nobody needs.
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<PdfContents | PdfProblem>((resolve, reject) => {
      timer = setTimeout(() => {
        resolve('heavy-pdf');
      }, limits.milliseconds);
      worker.once('message', (message: unknown) => {
        const answer = v.parse(answerSchema, message);
        resolve('failure' in answer ? answer.failure : answer.contents);
      });
      worker.once('error', (error) => {
        if (systemErrorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') resolve('heavy-pdf');
        else reject(error);
      });
      worker.once('exit', () => {
        resolve('damaged-pdf');
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** True where the compressed streams together unpack to more than `limit`. Unpacking stops at the limit, so a bomb costs no more than that. */
function unpacksBeyond(bytes: Uint8Array, limit: number): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = limit;
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    let start = at + 6;
    if (file[start] === 0x0d) start += 1;
    if (file[start] === 0x0a) start += 1;
    // The first byte of zlib's format; other kinds of stream don't grow much.
    if (((file[start] ?? 0) & 0x0f) !== 8) continue;
    const end = file.indexOf('endstream', start);
    try {
      left -= inflateSync(file.subarray(start, end === -1 ? file.length : end), { maxOutputLength: left + 1 }).length;
    } catch (error) {
      if (systemErrorCode(error) === 'ERR_BUFFER_TOO_LARGE') return true;
    }
    if (left < 0) return true;
    if (end === -1) break;
  }
  return false;
}
