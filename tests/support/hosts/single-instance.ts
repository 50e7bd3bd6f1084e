import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a further start passes to the one that has the lock, as Electron's `second-instance` event does. */
export interface SecondStart {
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly data: unknown;
}

/** Names of the files with which it plays the lock; they are in the folder that the lock is of. */
export const LOCK_FILE = /^single-instance/u;

/**
 * Plays Electron's single instance between real processes: one lock a folder, gone with its process however that ends.
 * @param folder `userData`, as Chromium has it
 * @returns false where another process has the lock, which hears of this start, or where the lock can't be made
 */
export function requestSingleInstance(
  folder: string,
  data: unknown,
  onSecondStart: (start: SecondStart) => void,
): boolean {
  const lock = join(folder, 'single-instance');
  for (;;) {
    try {
      mkdirSync(folder, { recursive: true });
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      // The folder itself may be a file.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(lock)) return false;
      if (!isRunning(Number(readFileSync(lock, 'utf8')))) {
        rmSync(lock, { force: true });
        continue;
      }
      const start: SecondStart = { parameters: process.argv, folder: process.cwd(), data };
      writeFileSync(`${lock}.part`, JSON.stringify(start));
      renameSync(`${lock}.part`, `${lock}-${process.pid}.json`);
      return false;
    }
  }
  const take = (): void => {
    for (const name of readdirSync(folder).filter((each) => /^single-instance-.*\.json$/u.test(each))) {
      const start = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SecondStart;
      rmSync(join(folder, name));
      onSecondStart(start);
    }
  };
  watch(folder, { persistent: false }, take).on('error', () => undefined);
  return true;
}

function isRunning(processId: number): boolean {
  try {
    return processId > 0 && process.kill(processId, 0);
  } catch {
    return false;
  }
}
