import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { HostPorts } from '../ports';

const contentsSchema = v.object({
  /** JSON files by name come first: the list ends after fifty. */
  attachments: v.array(v.object({ name: v.string(), bytes: v.instance(Uint8Array) })),
  /** True where two attachments have one name, of which only one is read. */
  sharedNames: v.boolean(),
  title: v.string(),
  keywords: v.string(),
});

/** The parts of a PDF that verification needs. */
export type PdfContents = v.InferOutput<typeof contentsSchema>;

const problemSchema = v.picklist(['damaged-pdf', 'protected-pdf', 'heavy-pdf']);

/** Why a PDF was not read. */
export type PdfProblem = v.InferOutput<typeof problemSchema>;

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
  memoryBytes: 128 * 1024 * 1024,
};

/** Upper bound of the reader's JavaScript heap: strings, lists and tables. */
const HEAP_MEGABYTES = 256;

/** Within this time a reader is loaded on the slowest computer. */
const LOADING_MILLISECONDS = 30_000;

/** The files that a reading needs. */
export interface PdfReaderFiles {
  /** The built `pdf-reading-process.ts`. */
  readonly pdfReadingFile: string;
  /** `node_modules`, which holds the PDF reader. */
  readonly packagesFolder: string;
}

/** What a reading needs: its files, and a host that starts processes. */
export interface PdfReaderParts extends PdfReaderFiles, Pick<HostPorts, 'startProcess'> {}

/** The process's task. */
export interface PdfTask extends Pick<PdfLimits, 'attachmentBytes' | 'memoryBytes'> {
  /** Addresses of the reader's two halves. */
  readonly reader: string;
  readonly readerWorker: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Attachments with such names come first. */
  readonly first: RegExp;
  readonly mostAttachments: number;
}

/**
 * The process's messages: `unloadable`, with the error, where its reader can't be loaded; else `begun`, then one of the
 * others.
 */
export type PdfMessage = v.InferInput<typeof messageSchema>;

const messageSchema = v.union([
  v.object({ unloadable: v.string() }),
  v.object({ begun: v.literal(true) }),
  v.object({ failure: problemSchema }),
  v.object({ contents: contentsSchema }),
]);

const JSON_NAME = /\.json[\s\p{C}]*$/iu;

/** True for the name of a JSON file, ignoring spaces and invisible characters at its end. */
export function isJsonName(name: string): boolean {
  return JSON_NAME.test(name);
}

/**
 * Reads attachments and metadata of a PDF in a separate process, within the limits. Never rejects because of the file's
 * content: a process that ends over it is `heavy-pdf`, whatever ended it.
 * @param signal ends the reading when it is aborted
 * @throws Error where the reader itself can't be loaded, which is no fault of the file; the signal's reason
 */
export async function readPdfContents(
  bytes: Uint8Array,
  { pdfReadingFile, packagesFolder, startProcess }: PdfReaderParts,
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
  return new Promise<PdfContents | PdfProblem>((resolve, reject) => {
    let hasBegun = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (reason: unknown): void => {
      if (hasBegun) settle('heavy-pdf');
      else settle(new Error('The PDF reader could not be loaded.', { cause: reason }));
    };
    const late = (): void => {
      end(new Error('It took too long.'));
    };
    const stop = (): void => {
      settle(signal?.reason instanceof Error ? signal.reason : new Error('The reading was stopped.'));
    };
    const settle = (answer: PdfContents | PdfProblem | Error): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      child.kill();
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
    };
    const child = startProcess({
      file: pdfReadingFile,
      heapMegabytes: HEAP_MEGABYTES,
      onMessage(message) {
        const { success, output: reply } = v.safeParse(messageSchema, message);
        // The file had the reader make something else of it.
        if (!success) settle('damaged-pdf');
        else if ('unloadable' in reply) end(reply.unloadable);
        else if ('begun' in reply) {
          hasBegun = true;
          clearTimeout(timer);
          timer = setTimeout(late, limits.milliseconds);
        } else settle('failure' in reply ? reply.failure : reply.contents);
      },
      onEnd: end,
    });
    timer = setTimeout(late, LOADING_MILLISECONDS);
    signal?.addEventListener('abort', stop, { once: true });
    child.post(task);
  });
}
