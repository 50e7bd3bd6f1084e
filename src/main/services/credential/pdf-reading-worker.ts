/** How the name of a JSON file ends, as a regular expression for the flags `iu`. */
export const JSON_NAME = '\\.json[\\s\\p{C}]*$';

/**
 * The program of the thread that reads a PDF, as the text of a module: a file of its own would have to be found in sources, build and package alike. A thread,
 * because a hostile file can keep the reader busy for ever, as it can keep the counting of what its streams unpack to, and only a thread can be ended from outside.
 */
export const pdfReadingWorker = `
import { parentPort, workerData } from 'node:worker_threads';
import { inflateSync } from 'node:zlib';

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

// The reader keeps attachments by name, so of two under one name it gives the last and says nothing of the other. Each is put into a map on the way: those are counted.
let named = 0;
const put = Map.prototype.set;
Map.prototype.set = function set(key, value) {
  if (typeof key === 'string' && typeof value?.getRaw === 'function' && value.has('EF')) named += 1;
  return put.call(this, key, value);
};

// True where the compressed streams together unpack to more than the limit. Unpacking stops at the limit, so a bomb costs no more than that.
function unpacksBeyond(file, limit) {
  let left = limit;
  let end = 0;
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    let start = at + 6;
    if (file[start] === 0x0d) start += 1;
    if (file[start] === 0x0a) start += 1;
    // The first byte of zlib's format; other kinds of stream don't grow much.
    if (((file[start] ?? 0) & 0x0f) !== 8) continue;
    if (end !== -1 && end < start) end = file.indexOf('endstream', start);
    try {
      left -= inflateSync(file.subarray(start, end === -1 ? file.length : end), { maxOutputLength: left + 1 }).length;
    } catch (error) {
      if (error?.code === 'ERR_BUFFER_TOO_LARGE') return true;
    }
    if (left < 0) return true;
    if (end === -1) break;
  }
  return false;
}

async function read() {
  const { getDocument } = await import(workerData.reader);
  const document = await getDocument({
    data: workerData.bytes, verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true, stopAtErrors: true,
  }).promise;
  named = 0;
  const attachments = Object.values((await document.getAttachments()) ?? {}).filter(({ content }) => content);
  const sharedNames = named > attachments.length;
  const isJson = new RegExp(${JSON.stringify(JSON_NAME)}, 'iu');
  attachments.sort((one, other) => isJson.test(other.filename) - isJson.test(one.filename));
  const { info } = await document.getMetadata();
  return {
    sharedNames,
    attachments: attachments.slice(0, 50).map(({ filename, content }) => ({ name: String(filename), bytes: content.slice(0, workerData.longest + 1) })),
    title: String(info.Title ?? ''),
    keywords: String(info.Keywords ?? ''),
  };
}

if (unpacksBeyond(Buffer.from(workerData.bytes.buffer), workerData.unpacked)) parentPort.postMessage({ failure: 'heavy-pdf' });
else {
  read().then(
    (contents) => parentPort.postMessage({ contents }),
    (error) => parentPort.postMessage({ failure: error?.name === 'PasswordException' ? 'protected-pdf' : 'damaged-pdf' }),
  );
}
`;
