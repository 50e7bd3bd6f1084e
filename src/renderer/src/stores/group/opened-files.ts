import type { OpenedFile } from './opened-file';

/** First bytes of a ZIP that holds anything. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** The files that were chosen, those of archives among them; an archive that lies in another one isn't opened. */
export async function* openedFiles(files: readonly File[]): AsyncGenerator<OpenedFile> {
  for (const file of files) {
    const path = shownPath(file.webkitRelativePath || file.name);
    if (await isArchive(file)) yield* archivedFiles(file, path);
    else yield { path, size: file.size, read: (maximum) => bytesOf(file.slice(0, maximum)) };
  }
}

/** A path without what hides, breaks or turns it: two files must not look like one. */
function shownPath(path: string): string {
  return path
    .toWellFormed()
    .replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

async function isArchive(file: File): Promise<boolean> {
  if (!/\.zip$/iu.test(file.name)) return false;
  const beginning = await bytesOf(file.slice(0, ZIP.length)).catch(() => new Uint8Array());
  return ZIP.every((byte, index) => beginning[index] === byte);
}

async function* archivedFiles(file: File, path: string): AsyncGenerator<OpenedFile> {
  const { openArchive } = await import('./zip-archive');
  try {
    for await (const entry of openArchive(file)) yield { ...entry, path: `${path}/${shownPath(entry.path)}` };
  } catch {
    // What was read before stays: one bad part hides nothing.
    yield { path, size: file.size, isDamaged: true, read: () => Promise.reject(new Error('A damaged archive.')) };
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
