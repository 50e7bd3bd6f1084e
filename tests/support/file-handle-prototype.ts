import { open, type FileHandle } from 'node:fs/promises';

/** What all open files have their methods from, so that a test can put another one in the place of one of them. */
export async function fileHandlePrototype(): Promise<FileHandle> {
  const sample = await open(process.execPath);
  const prototype = Object.getPrototypeOf(sample) as FileHandle;
  await sample.close();
  return prototype;
}
