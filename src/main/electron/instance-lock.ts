import { closeSync, openSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from '../services/files';

/**
 * Whether another process has the single instance's lock of a data folder. `requestSingleInstanceLock` answers false as
 * well where the lock can't be made there (Electron's `App::RequestSingleInstanceLock`: `LOCK_ERROR`).
 *
 * Chromium's marks (`process_singleton_posix.cc`, `process_singleton_win.cc`): a link `SingletonLock` to
 * `<host>-<process id>`; on Windows a file `lockfile`, which its process keeps open for writing. A killed process or a
 * stick that was pulled out leaves them behind, and where nothing can be written they stay: so its process must live.
 */
export function isLockedByAnother(folder: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32'
    ? isOpenElsewhere(join(folder, 'lockfile'))
    : isLinkToProcess(join(folder, 'SingletonLock'));
}

function isOpenElsewhere(file: string): boolean {
  try {
    closeSync(openSync(file, 'r+'));
    return false;
  } catch (error) {
    // Windows' sharing violation.
    return systemErrorCode(error) === 'EBUSY';
  }
}

function isLinkToProcess(link: string): boolean {
  try {
    const id = Number(/\d+$/u.exec(readlinkSync(link))?.[0]);
    // Chromium makes the link before the rest of the lock: it may be left of this very start.
    return id !== process.pid && process.kill(id, 0);
  } catch (error) {
    // Of another person on this computer.
    return systemErrorCode(error) === 'EPERM';
  }
}
