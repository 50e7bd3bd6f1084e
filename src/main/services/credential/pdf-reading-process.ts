/**
 * The process that reads a PDF; a separate entry of the main build (`electron.vite.config.ts`). A hostile file can keep
 * the reader busy forever, exhaust the memory or abort V8, which ends this process alone. It imports only types of this
 * app: its globals are replaced below.
 */
import type { PdfMessage, PdfTask } from './pdf-contents';

/** The part of the reader's interface that is used. */
interface PdfReader {
  getDocument(source: object): { readonly promise: Promise<PdfDocument>; destroy(): Promise<void> };
}
interface PdfDocument {
  getAttachments(): Promise<Readonly<Record<string, Attachment>> | null>;
  getMetadata(): Promise<{ readonly info: { readonly Title?: unknown; readonly Keywords?: unknown } }>;
}
interface Attachment {
  readonly filename: string;
  readonly content: Uint8Array | null | undefined;
}

/** Longest text that is passed on: a stranger's may have millions of characters, which the host would hold. */
const MOST_CHARACTERS = 100_000;

/** Electron's port to the host; a process of Node's has a channel instead. */
const port = 'parentPort' in process ? process.parentPort : null;

function post(message: PdfMessage): void {
  if (port) port.postMessage(message);
  else process.send?.(message);
}

/** Tasks are the one thing that the host posts, each after the answer to the one before. */
function onTask(work: (task: PdfTask) => void): void {
  if (port) {
    port.on('message', ({ data }) => {
      work(data as PdfTask);
    });
  } else {
    process.on('message', (task) => {
      work(task as PdfTask);
    });
  }
}

/** Bytes that the reader may still ask for. */
let bytesLeft = Number.POSITIVE_INFINITY;

/**
 * Ends the reading where it asks for more memory than is allowed. A stream can be packed several times over, under
 * names that no search finds: only the unpacking code knows how large it gets, and the heap's limit doesn't cover such
 * memory.
 */
function boundMemory(): void {
  const bounded = <Made extends new (...parameters: never[]) => object>(made: Made, unit: number): Made => {
    const counting: Made = new Proxy(made, {
      construct(target, parameters: unknown[], newTarget): object {
        const [first] = parameters;
        if (typeof first === 'number') bytesLeft -= first * unit;
        if (bytesLeft < 0) {
          post({ answer: 'heavy-pdf' });
          throw new RangeError('The PDF unpacks to more than is allowed.');
        }
        return Reflect.construct(target, parameters, newTarget === counting ? target : newTarget) as object;
      },
    });
    return counting;
  };
  for (const name of ARRAYS) {
    const made = globalThis[name];
    Object.assign(globalThis, { [name]: bounded(made, made.BYTES_PER_ELEMENT) });
  }
  Object.assign(globalThis, { ArrayBuffer: bounded(ArrayBuffer, 1) });
}

/** Every kind of array that the reader unpacks into; an image inflates into arrays of wider numbers. */
const ARRAYS = [
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
] as const;

let filesNamed = 0;

/**
 * Counts the files that the reader finds by name: it holds them in a map, so of two with one name it returns only the
 * last.
 */
class CountingMap<Key, Value> extends Map<Key, Value> {
  override set(key: Key, value: Value): this {
    if (typeof key === 'string' && isFileEntry(value)) filesNamed += 1;
    return super.set(key, value);
  }
}

/** True for the reader's dictionary of an embedded file (PDF 32000-1, 7.11.3). */
function isFileEntry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('getRaw' in value) || !('has' in value)) return false;
  return typeof value.getRaw === 'function' && typeof value.has === 'function' && value.has('EF') === true;
}

/** The reader creates one while it loads and computes with it only when it draws, which doesn't happen here. */
class UnusedMatrix {
  readonly isIdentity = true;
}

let loaded: Promise<PdfReader> | undefined;

async function loadReader({ reader, readerWorker }: PdfTask): Promise<PdfReader> {
  // Without `DecompressionStream` it unpacks with its own code, whose memory is counted.
  Object.assign(globalThis, { DOMMatrix: UnusedMatrix, Map: CountingMap, DecompressionStream: undefined });
  // With both parts loaded, the reader loads nothing later: any failure from here on is the file's fault.
  await import(readerWorker);
  const pdfReader = (await import(reader)) as PdfReader;
  boundMemory();
  return pdfReader;
}

async function read({ getDocument }: PdfReader, task: PdfTask): Promise<PdfMessage> {
  const loading = getDocument({
    data: task.bytes,
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: true,
  });
  const document = await loading.promise;
  filesNamed = 0;
  const attachments = Object.values((await document.getAttachments()) ?? {}).flatMap(({ filename, content }) =>
    content ? [{ name: String(filename), content }] : [],
  );
  const sharedNames = filesNamed > attachments.length;
  const rank = ({ name }: { readonly name: string }): number => (task.first.test(name) ? 0 : 1);
  attachments.sort((one, other) => rank(one) - rank(other));
  const { info } = await document.getMetadata();
  await loading.destroy();
  return {
    answer: {
      sharedNames,
      attachments: attachments
        .slice(0, task.mostAttachments)
        // The end of a name says what kind of file it is.
        .map(({ name, content }) => ({
          name: name.slice(-MOST_CHARACTERS),
          bytes: content.slice(0, task.attachmentBytes + 1),
        })),
      title: textOf(info.Title),
      keywords: textOf(info.Keywords),
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

async function answerTo(task: PdfTask): Promise<PdfMessage> {
  const reader = await (loaded ??= loadReader(task)).catch((error: unknown) => String(error));
  if (typeof reader === 'string') return { unloadable: reader };
  post({ begun: true });
  bytesLeft = task.memoryBytes;
  return read(reader, task).catch((error: unknown) => {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { answer: isLocked ? ('protected-pdf' as const) : ('damaged-pdf' as const) };
  });
}

onTask((task) => {
  void answerTo(task).then(post);
});
