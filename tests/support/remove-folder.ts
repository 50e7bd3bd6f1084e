import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Often enough for a process that was killed in the midst of writing a file: ten seconds in all. */
const TRIES = 200;
const PAUSE_MILLISECONDS = 50;

/**
 * Removes a folder in which a browser wrote until a moment ago. `rmSync` lists a folder once, however often it tries to
 * remove it, so a file that comes after the list makes it fail for good; here every try lists it anew. Absent is fine.
 * Rejects with the last try's error.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      const isFilled = (error as NodeJS.ErrnoException).code === 'ENOTEMPTY';
      if (!isFilled || left <= 1) throw error;
      await pause(PAUSE_MILLISECONDS);
    }
  }
}
