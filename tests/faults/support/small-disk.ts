import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, removeFolderSync } from '../../support/remove-folder';

/** A disk of its own, small enough to be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it until so many bytes are left. */
  readonly fill: (left: number) => void;
  /** Gives the room back. */
  readonly free: () => void;
  readonly remove: () => void;
}

/** Why there can be no small disk here, or null: it needs the right to mount. */
export function whyNoSmallDisk(): string | null {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? null
    : 'A small disk is mounted for this test, which needs root on Linux.';
}

/** Mounts a disk in memory. Must be removed. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = makeFolderSync('small-disk');
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(left) {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
      } catch (error) {
        // The browser wrote meanwhile: then the disk is full to the last byte.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free() {
      rmSync(filler, { force: true });
    },
    remove() {
      execFileSync('umount', ['--lazy', folder]);
      removeFolderSync(folder);
    },
  };
}
