import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { removeFolderSync } from '../../support/remove-folder';

/** An edit of the files in which a browser keeps an origin's databases; answers false where there is no file for it. */
export interface Damage {
  readonly name: string;
  readonly apply: (folder: string) => boolean;
  /**
   * True where bytes within a row may change without any reader noticing: SQLite keeps no checksums of its pages. No
   * row may be missing; a text may differ.
   */
  readonly mayAlterText?: true;
}

/** What happens to LevelDB's files after a bad shutdown, a failing disk, or a cleaner. */
export const LEVELDB_DAMAGE: readonly Damage[] = [
  {
    name: 'CURRENT is gone',
    apply: (folder) =>
      onFile(folder, /^CURRENT$/u, (path) => {
        rmSync(path);
      }),
  },
  {
    name: 'CURRENT names a manifest that is not there',
    apply: (folder) =>
      onFile(folder, /^CURRENT$/u, (path) => {
        writeFileSync(path, 'MANIFEST-999999\n');
      }),
  },
  { name: 'the manifest is cut in half', apply: (folder) => onFile(folder, /^MANIFEST-/u, halve) },
  {
    name: 'the manifest is gone',
    apply: (folder) =>
      onFile(folder, /^MANIFEST-/u, (path) => {
        rmSync(path);
      }),
  },
  {
    name: 'the log is gone',
    apply: (folder) =>
      onFile(folder, /\.log$/u, (path) => {
        rmSync(path);
      }),
  },
  {
    name: 'a table is gone',
    apply: (folder) =>
      onFile(folder, /\.ldb$/u, (path) => {
        rmSync(path);
      }),
  },
  { name: 'a table is cut in half', apply: (folder) => onFile(folder, /\.ldb$/u, halve) },
  { name: 'a table has flipped bytes in its middle', apply: (folder) => onFile(folder, /\.ldb$/u, flipMiddle) },
];

/**
 * The same for SQLite, on the largest file: the learner's database after it was closed, its write-ahead log after a
 * kill.
 */
export const SQLITE_DAMAGE: readonly Damage[] = [
  {
    name: 'the header is zeroed',
    apply: (folder) =>
      onFile(folder, DATABASE, (path) => {
        overwrite(path, 0, Buffer.alloc(100));
      }),
  },
  { name: 'the file is cut in half', apply: (folder) => onFile(folder, DATABASE, halve) },
  {
    name: 'the file is empty',
    apply: (folder) =>
      onFile(folder, DATABASE, (path) => {
        truncateSync(path, 0);
      }),
  },
  {
    name: 'the file is gone',
    apply: (folder) =>
      onFile(folder, DATABASE, (path) => {
        rmSync(path);
      }),
  },
  {
    name: '64 bytes in the middle are flipped',
    apply: (folder) => onFile(folder, DATABASE, flipMiddle),
    mayAlterText: true,
  },
  {
    name: 'every file is gone',
    apply: (folder) =>
      readdirSync(folder).map((name) => {
        removeFolderSync(join(folder, name));
      }).length > 0,
  },
];

/** Chromium names them by a hash, without an ending. */
const DATABASE = /^[A-Z0-9]{20,}(?:-wal)?$/u;

/** The largest file whose name fits, with what stands beside it. */
export function largestFile(folder: string, pattern: RegExp): string | undefined {
  const paths = readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
  return paths.sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

function onFile(folder: string, pattern: RegExp, edit: (path: string) => void): boolean {
  const path = largestFile(folder, pattern);
  if (path === undefined) return false;
  edit(path);
  return true;
}

function halve(path: string): void {
  truncateSync(path, Math.floor(statSync(path).size / 2));
}

function flipMiddle(path: string): void {
  const middle = Math.floor(statSync(path).size / 2);
  const bytes = readFileSync(path).subarray(middle, middle + 64);
  overwrite(
    path,
    middle,
    bytes.map((byte) => byte ^ 0xff),
  );
}

function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
}
