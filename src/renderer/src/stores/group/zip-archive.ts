import { BlobReader, configure, ZipReader, type FileEntry } from '@zip.js/zip.js';
import type { OpenedFile } from './opened-file';

// The page's policy has no worker of another origin or of a blob; a group's archive is unpacked in a moment without.
configure({ useWebWorkers: false });

/**
 * The files of a ZIP, one after the other, each unpacked as it is read and only as far as that.
 *
 * @throws Error where the archive is damaged
 */
export async function* openArchive(file: Blob): AsyncGenerator<OpenedFile> {
  for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator()) {
    if (entry.directory) continue;
    yield {
      path: entry.filename,
      size: entry.uncompressedSize,
      isLocked: entry.encrypted,
      read: (maximum) => readEntry(entry, maximum),
    };
  }
}

/** The first bytes of a file; unpacking stops there, so that a small archive can't become a large file. */
async function readEntry(entry: FileEntry, maximum: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.min(maximum, entry.uncompressedSize));
  let length = 0;
  const enough = new AbortController();
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      const taken = chunk.subarray(0, bytes.length - length);
      bytes.set(taken, length);
      length += taken.length;
      if (taken.length < chunk.length) enough.abort();
    },
  });
  try {
    await entry.getData(writable, { signal: enough.signal, checkSignature: true });
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
  return bytes.subarray(0, length);
}
