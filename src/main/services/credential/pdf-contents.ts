import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { systemErrorCode } from '../files';

/** The parts of a PDF that verification needs. */
export interface PdfContents {
  /** JSON files by name come first: the list ends after fifty. */
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** True where two attachments have one name, of which only one is read. */
  readonly sharedNames: boolean;
  readonly title: string;
  readonly keywords: string;
}

/** Why a PDF was not read. */
export type PdfProblem = 'damaged-pdf' | 'protected-pdf' | 'heavy-pdf';

/** Upper bounds of the reading. */
export interface PdfLimits {
  readonly milliseconds: number;
  /** An attachment's bytes; the rest isn't read. */
  readonly attachmentBytes: number;
  /** Bytes that the reader may allocate in all, freed ones included. */
  readonly memoryBytes: number;
}

/** A certificate unpacks to about 2 MB and is read in 0.2 s, with less than 1 MB allocated. */
export const PDF_LIMITS: PdfLimits = {
  milliseconds: 15_000,
  attachmentBytes: 200_000,
  memoryBytes: 32 * 1024 * 1024,
};

/** The files that a reading needs. */
export interface PdfReaderFiles {
  /** The built `pdf-reading-worker.ts`. */
  readonly workerFile: string;
  /** `node_modules`, which holds the PDF reader. */
  readonly packagesFolder: string;
}

/** The thread's task. */
export interface PdfTask extends Pick<PdfLimits, 'attachmentBytes' | 'memoryBytes'> {
  /** Addresses of the reader's two halves. */
  readonly reader: string;
  readonly readerWorker: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Attachments with such names come first. */
  readonly first: RegExp;
  readonly mostAttachments: number;
}

/** The thread's messages: `begun` once its reader is loaded, then one of the others. */
export type PdfMessage = v.InferInput<typeof messageSchema>;

const messageSchema = v.union([
  v.object({ begun: v.literal(true) }),
  v.object({ failure: v.picklist(['damaged-pdf', 'protected-pdf', 'heavy-pdf']) }),
  v.object({
    contents: v.object({
      attachments: v.array(v.object({ name: v.string(), bytes: v.instance(Uint8Array) })),
      sharedNames: v.boolean(),
      title: v.string(),
      keywords: v.string(),
    }),
  }),
]);

const JSON_NAME = /\.json[\s\p{C}]*$/iu;

/** True for the name of a JSON file, ignoring spaces and invisible characters at its end. */
export function isJsonName(name: string): boolean {
  return JSON_NAME.test(name);
}

/**
 * Reads attachments and metadata of a PDF in a separate thread, within the limits. Never rejects because of the file's
 * content.
 * @param signal ends the reading when it is aborted
 * @throws Error where the reader itself can't be loaded, which is no fault of the file; the signal's reason
 */
export async function readPdfContents(
  bytes: Uint8Array,
  { workerFile, packagesFolder }: PdfReaderFiles,
  limits: PdfLimits = PDF_LIMITS,
  signal?: AbortSignal,
): Promise<PdfContents | PdfProblem> {
  signal?.throwIfAborted();
  const { attachmentBytes, memoryBytes } = limits;
  const addressOf = (name: string): string =>
    pathToFileURL(join(packagesFolder, 'pdfjs-dist', 'legacy', 'build', name)).href;
  const task: PdfTask = {
    reader: addressOf('pdf.mjs'),
    readerWorker: addressOf('pdf.worker.mjs'),
    bytes: new Uint8Array(bytes),
    first: JSON_NAME,
    mostAttachments: 50,
    attachmentBytes,
    memoryBytes,
  };
  const worker = new Worker(pathToFileURL(workerFile), {
    workerData: task,
    // Far more than what the memory's bound unpacks to can become: beyond this limit by one large piece V8 ends the
    // process, not the thread alone.
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    // The reader warns there about missing canvases, which aren't needed.
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    return await new Promise<PdfContents | PdfProblem>((resolve, reject) => {
      let hasBegun = false;
      const end = (error: Error): void => {
        if (systemErrorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') resolve('heavy-pdf');
        else if (hasBegun) resolve('damaged-pdf');
        else reject(new Error('The PDF reader could not be loaded.', { cause: error }));
      };
      stop = () => {
        reject(signal?.reason instanceof Error ? signal.reason : new Error('The reading was stopped.'));
      };
      signal?.addEventListener('abort', stop, { once: true });
      timer = setTimeout(() => {
        resolve('heavy-pdf');
      }, limits.milliseconds);
      worker.on('message', (message: unknown) => {
        const { success, output: reply } = v.safeParse(messageSchema, message);
        // The file had the reader make something else of it; an error thrown in here would be nobody's.
        if (!success) resolve('damaged-pdf');
        else if ('begun' in reply) hasBegun = true;
        else resolve('failure' in reply ? reply.failure : reply.contents);
      });
      worker.once('error', end);
      worker.once('exit', (code) => {
        end(new Error(`The thread ended with ${code}.`));
      });
    });
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
