import { closeSync, constants, lstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../services/ports';

/** Largest log, in bytes; with the one before it, twice as much is kept. */
const MAXIMUM_BYTES = 256 * 1024;

/** Most lines of a stack. */
const STACK_LINES = 12;

/** How the log is written. */
export interface LogFileOptions {
  readonly path: string;
  /** Left out of stacks: where the app is installed may name a person. */
  readonly rootFolder: string;
  readonly now?: () => Date;
}

/**
 * A logger that appends to a file, since an installed app has no standard error that anybody sees. Of an error only its
 * kind, code and stack are written: its message may hold what a learner wrote, or a path that they chose. The full file
 * becomes `….old` in place of the one before. No link in place of the file or its folder is followed. A log that can't
 * be written is no reason to fail.
 */
export function createFileLogger({ path, rootFolder, now = () => new Date() }: LogFileOptions): Logger {
  return {
    error(message, cause) {
      const lines = [`${now().toISOString()} ${message}`, ...describe(cause, rootFolder)];
      try {
        append(path, `${lines.join('\n')}\n`);
      } catch {
        // Standard error has the message too.
      }
    },
  };
}

/** Throws the system's error. */
function append(path: string, text: string): void {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(path, { throwIfNoEntry: false });
  // A link leads elsewhere, and a named pipe without a reader blocks whoever opens it for ever.
  if (found && !found.isFile()) return;
  if ((found?.size ?? 0) > MAXIMUM_BYTES) renameSync(path, `${path}.old`);
  // Windows has no such flag; making a link there takes rights of its own.
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  const handle = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    writeSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function describe(cause: unknown, rootFolder: string): string[] {
  if (!(cause instanceof Error)) return cause === undefined ? [] : [`  (${typeof cause})`];
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  // A module is named by its address, in which a blank and a Khmer letter are written otherwise; a CommonJS file by its
  // path.
  const withoutRoot = (line: string): string =>
    line.replaceAll(pathToFileURL(rootFolder).href, '…').replaceAll(rootFolder, '…');
  return [
    `  ${cause.name}${code}`,
    ...frames.slice(0, STACK_LINES).map(withoutRoot),
    ...(cause.cause === undefined ? [] : describe(cause.cause, rootFolder)),
  ];
}

/** Logs to each of these. */
export function joinedLogger(...loggers: readonly Logger[]): Logger {
  return {
    error(message, cause) {
      for (const logger of loggers) logger.error(message, cause);
    },
  };
}
