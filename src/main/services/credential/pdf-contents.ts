import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { HostPorts } from '../ports';
import { type KeptReaders, readInProcess, type ReaderMessage } from './reading-process';

const contentsSchema = v.object({
  /** JSON files by name (`.jsonld` too) come first: the list ends after fifty. */
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

/** The files that readings in processes of their own need. */
export interface ReaderFiles {
  /** The built `pdf-reading-process.ts`. */
  readonly pdfReadingFile: string;
  /** The built `picture-reading-process.ts`. */
  readonly pictureReadingFile: string;
  /** `node_modules`, which holds the readers. */
  readonly packagesFolder: string;
}

/** What a reading needs: its files, and a host that starts processes. */
export interface ReaderParts extends ReaderFiles, Pick<HostPorts, 'startProcess'> {
  /** Where processes wait for another file; absent where each file has a process of its own. */
  readonly keptReaders?: KeptReaders | undefined;
}

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

/** The process's messages. */
export type PdfMessage = ReaderMessage<PdfContents | PdfProblem>;

const JSON_NAME = /\.json[\s\p{C}]*$/iu;

/** Names that are passed on before others: those of JSON files, of a countersignature too. */
const FIRST_NAMES = /\.json(?:ld)?[\s\p{C}]*$/iu;

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
  { pdfReadingFile, packagesFolder, startProcess, keptReaders }: ReaderParts,
  limits: PdfLimits = PDF_LIMITS,
  signal?: AbortSignal,
): Promise<PdfContents | PdfProblem> {
  const { milliseconds, attachmentBytes, memoryBytes } = limits;
  const addressOf = (name: string): string =>
    pathToFileURL(join(packagesFolder, 'pdfjs-dist', 'legacy', 'build', name)).href;
  const task: PdfTask = {
    reader: addressOf('pdf.mjs'),
    readerWorker: addressOf('pdf.worker.mjs'),
    bytes: new Uint8Array(bytes),
    first: FIRST_NAMES,
    mostAttachments: 50,
    attachmentBytes,
    memoryBytes,
  };
  return readInProcess<PdfContents | PdfProblem>(
    {
      startProcess,
      kept: keptReaders,
      file: pdfReadingFile,
      task,
      milliseconds,
      answers: v.union([contentsSchema, problemSchema]),
      damaged: 'damaged-pdf',
      heavy: 'heavy-pdf',
    },
    signal,
  );
}
