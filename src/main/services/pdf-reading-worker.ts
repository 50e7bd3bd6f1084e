/**
 * The program of the thread that reads a PDF, as the text of a module: a file of its own would have to be found in sources, build and package alike. A thread,
 * because a hostile file can keep the reader busy for ever, and only a thread can be ended from outside.
 */
export const pdfReadingWorker = `
import { parentPort, workerData } from 'node:worker_threads';

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
