/**
 * The process that looks for codes in a picture or a scan; a separate entry of the main build
 * (`electron.vite.config.ts`). The page's policy forbids WebAssembly, and a hostile file ends this process alone. It
 * imports only types of this app.
 */
import { readFile } from 'node:fs/promises';
import type { PDFiumLibrary } from '@hyzyla/pdfium';
import type { ReadInputBarcodeFormat, ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { PictureMessage, PictureTask } from './picture-codes';

/** What is used of the two readers. */
interface CodeReader {
  readonly readBarcodes: typeof readBarcodes;
  readonly prepareZXingModule: (options: {
    readonly overrides: { readonly wasmBinary: ArrayBuffer };
    readonly fireImmediately: true;
  }) => Promise<unknown>;
}
interface Readers {
  readonly codes: CodeReader;
  /** Null for a picture. */
  readonly pages: PDFiumLibrary | null;
}

/** A scan's first pages: a certificate is one. */
const MOST_PAGES = 4;

/** Points of a page along an inch, of which PDF has 72 units, and at most in all: an A4 page has nine million. */
const POINTS_AN_INCH = 300;
const MOST_POINTS = 12_000_000;

const PAGE_BYTES: number = 64 * 1024;

const FORMATS: ReadInputBarcodeFormat[] = ['QRCode'];
const OPTIONS: ReaderOptions = { formats: FORMATS, tryInvert: false, maxNumberOfSymbols: 8, textMode: 'Plain' };

/** Electron's port to the host; a process of Node's has a channel instead. */
const port = 'parentPort' in process ? process.parentPort : null;

function post(message: PictureMessage): void {
  if (port) port.postMessage(message);
  else process.send?.(message);
}

/** The task, which is the one thing that the host posts. */
function received(): Promise<PictureTask> {
  return new Promise((resolve) => {
    if (port) {
      port.on('message', ({ data }) => {
        resolve(data as PictureTask);
      });
    } else {
      process.on('message', (task) => {
        resolve(task as PictureTask);
      });
    }
  });
}

let isHeavy = false;

/** Refuses the readers more memory than is allowed, which the heap's limit doesn't cover; they ask for less then. */
function boundMemory(bytes: number): void {
  const memory = WebAssembly.Memory.prototype;
  const { grow } = memory;
  memory.grow = function bounded(pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > bytes) {
      isHeavy = true;
      throw new RangeError('The picture takes more memory than is allowed.');
    }
    return grow.call(this, pages);
  };
}

/** With both loaded, nothing is loaded later: any failure from here on is the file's fault. */
async function loadReaders({ codeReader, pageReader }: PictureTask): Promise<Readers> {
  const wasmBinary = async (file: string): Promise<ArrayBuffer> => new Uint8Array(await readFile(file)).buffer;
  const codes = (await import(codeReader.code)) as CodeReader;
  const overrides = { wasmBinary: await wasmBinary(codeReader.wasm) };
  await codes.prepareZXingModule({ overrides, fireImmediately: true });
  if (!pageReader) return { codes, pages: null };
  const { PDFiumLibrary: library } = (await import(pageReader.code)) as { PDFiumLibrary: typeof PDFiumLibrary };
  return { codes, pages: await library.init({ wasmBinary: await wasmBinary(pageReader.wasm) }) };
}

/** Texts of the codes in a picture; null where it can't be loaded. */
async function codesIn(
  codes: CodeReader,
  picture: Parameters<typeof readBarcodes>[0],
): Promise<readonly string[] | null> {
  const found = await codes.readBarcodes(picture, OPTIONS);
  if (found.some(({ isValid, error }) => !isValid && error.includes('load'))) return null;
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

async function codesOnPages({ codes, pages }: Readers, bytes: Uint8Array): Promise<readonly string[]> {
  const document = await pages?.loadDocument(bytes);
  const count = Math.min(document?.getPageCount() ?? 0, MOST_PAGES);
  const texts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = document?.getPage(index);
    if (!page) continue;
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const points = Math.max(1, originalWidth * originalHeight);
    const scale = Math.min(POINTS_AN_INCH / 72, Math.sqrt(MOST_POINTS / points));
    const { data, width, height } = await page.render({ scale, render: 'bitmap' });
    const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const };
    texts.push(...((await codesIn(codes, picture)) ?? []));
  }
  return texts;
}

async function answerTo(task: PictureTask): Promise<PictureMessage> {
  const readers = await loadReaders(task).catch((error: unknown) => String(error));
  if (typeof readers === 'string') return { unloadable: readers };
  post({ begun: true });
  boundMemory(task.memoryBytes);
  const reading = readers.pages ? codesOnPages(readers, task.bytes) : codesIn(readers.codes, task.bytes);
  const texts = await reading.catch(() => null);
  if (texts && (texts.length > 0 || !isHeavy)) return { answer: texts };
  return { answer: isHeavy ? 'heavy' : 'damaged' };
}

post(await answerTo(await received()));
