/**
 * The program of the thread that reads a PDF, as the text of a module: a file of its own would have to be found in sources, build and package alike. A thread,
 * because a hostile file can keep the reader busy for ever, and only a thread can be ended from outside.
 */
export const pdfReadingWorker = `
import { parentPort, workerData } from 'node:worker_threads';

// A stream can be packed several times over, under names that no search finds: only what unpacks it knows how large it gets. A thread's own limit leaves such memory out.
let left = workerData.memory;
globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, [first, ...rest], newTarget) {
    if (typeof first === 'number') left -= first;
    if (left < 0) {
      parentPort.postMessage({ failure: 'heavy-pdf' });
      throw new RangeError('The PDF unpacks to more than is allowed.');
    }
    return Reflect.construct(target, [first, ...rest], newTarget === globalThis.Uint8Array ? target : newTarget);
  },
});

async function read() {
  const { getDocument } = await import(workerData.reader);
  const document = await getDocument({
    data: workerData.bytes, verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true, stopAtErrors: true,
  }).promise;
  const attachments = Object.values((await document.getAttachments()) ?? {});
  const { info } = await document.getMetadata();
  return {
    attachments: attachments.slice(0, 50).map(({ filename, content }) => ({ name: String(filename), bytes: content.slice(0, workerData.longest + 1) })),
    title: String(info.Title ?? ''),
    keywords: String(info.Keywords ?? ''),
  };
}

read().then(
  (contents) => parentPort.postMessage({ contents }),
  (error) => parentPort.postMessage({ failure: error?.name === 'PasswordException' ? 'protected-pdf' : 'damaged-pdf' }),
);
`;
