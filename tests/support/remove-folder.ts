import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The only place where tests make folders and remove them: a path that was computed wrongly once removed the whole
 * checkout. What is removed is a folder that `makeFolder` made, or lies in one; lint refuses every other way.
 */

/** By this name a folder is known as one that a test made. */
const PREFIX = 'cjs-test-';
/** As `mkdtemp` ends it. */
const MADE = new RegExp(`^${PREFIX}.*[A-Za-z0-9]{6}$`, 'su');

/** Often enough for a process that was killed in the midst of writing a file: ten seconds in all. */
const TRIES = 200;
const PAUSE_MILLISECONDS = 50;

/** Makes a folder for temporary files and resolves with its path. */
export function makeFolder(name: string): Promise<string> {
  return mkdtemp(pathFor(name));
}

/** As `makeFolder`, at once. */
export function makeFolderSync(name: string): string {
  return mkdtempSync(pathFor(name));
}

/**
 * Removes a folder in which a browser wrote until a moment ago. `rmSync` lists a folder once, however often it tries to
 * remove it, so a file that comes after the list makes it fail for good; here every try lists it anew. Absent is fine.
 * Rejects with the last try's error, and where no test made the folder.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      removeFolderSync(folder);
      return;
    } catch (error) {
      const isFilled = (error as NodeJS.ErrnoException).code === 'ENOTEMPTY';
      if (!isFilled || left <= 1) throw error;
      await pause(PAUSE_MILLISECONDS);
    }
  }
}

/**
 * Removes a folder in which nobody writes any more. Absent is fine.
 * @throws Error where no test made the folder
 */
export function removeFolderSync(folder: string): void {
  requireMade(folder, folder);
  let parent: string;
  try {
    parent = realpathSync(dirname(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // A link on the way leads elsewhere; a link at its end is removed itself.
  const real = join(parent, basename(folder));
  requireMade(real, folder);
  rmSync(real, { recursive: true, force: true });
}

function pathFor(name: string): string {
  if (name === '' || name.includes('/') || name.includes(sep)) throw new Error(`Not the name of a folder: “${name}”.`);
  return join(tmpdir(), `${PREFIX}${name}-`);
}

function requireMade(path: string, given: string): void {
  const isMade =
    isAbsolute(path) &&
    [tmpdir(), realpathSync(tmpdir())].some((base) => MADE.test(relative(base, path).split(sep)[0] ?? ''));
  if (!isMade) throw new Error(`No test made this folder, so none removes it: “${given}”.`);
}
