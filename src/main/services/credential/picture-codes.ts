import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { ReaderParts } from './pdf-contents';
import { readInProcess, type ReaderMessage } from './reading-process';

const problemSchema = v.picklist(['damaged', 'heavy']);

/** Why a picture was not searched. */
export type PictureProblem = v.InferOutput<typeof problemSchema>;

/** More than eight codes on each of four pages, or longer ones than a QR code holds, the file made its reader say. */
const codesSchema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(8_000))), v.maxLength(32), v.readonly());

/** Time within which a picture, or the first pages of a scan, are searched; a photograph takes half a second. */
const MILLISECONDS = 15_000;

/** Most memory of each of the two readers: with a photograph of 50 megapixels the whole process has 200 MB. */
const MEMORY_BYTES: number = 256 * 1024 * 1024;

/** A reader that the process loads: addresses of its code, path of its WebAssembly. */
export interface WasmReader {
  readonly code: string;
  readonly wasm: string;
}

/** The process's task. */
export interface PictureTask {
  readonly codeReader: WasmReader;
  /** Draws the pages of a PDF; null for a picture. */
  readonly pageReader: WasmReader | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
}

/** The process's messages. */
export type PictureMessage = ReaderMessage<readonly string[] | PictureProblem>;

/**
 * The texts of the QR codes in a JPEG or PNG, or on the first pages of a PDF, read in a separate process. Never rejects
 * because of the file's content.
 * @param signal ends the reading when it is aborted
 * @throws Error where the reader itself can't be loaded, which is no fault of the file; the signal's reason
 */
export async function readPictureCodes(
  bytes: Uint8Array,
  kind: 'picture' | 'pdf',
  { pictureReadingFile, packagesFolder, startProcess }: ReaderParts,
  signal?: AbortSignal,
): Promise<readonly string[] | PictureProblem> {
  const reader = (folder: string, code: string, wasm: string): WasmReader => ({
    code: pathToFileURL(join(packagesFolder, folder, code)).href,
    wasm: join(packagesFolder, folder, wasm),
  });
  const task: PictureTask = {
    codeReader: reader('zxing-wasm/dist', 'es/reader/index.js', 'reader/zxing_reader.wasm'),
    pageReader: kind === 'pdf' ? reader('@hyzyla/pdfium/dist', 'index.esm.js', 'pdfium.wasm') : null,
    bytes: new Uint8Array(bytes),
    memoryBytes: MEMORY_BYTES,
  };
  return readInProcess<readonly string[] | PictureProblem>(
    {
      startProcess,
      file: pictureReadingFile,
      task,
      milliseconds: MILLISECONDS,
      answers: v.union([codesSchema, problemSchema]),
      damaged: 'damaged',
      heavy: 'heavy',
    },
    signal,
  );
}
