import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DownloadProgress } from './electron-install';

const DEFAULT_LIMIT_SECONDS = 60;

/** The rest is asked for anew after this part of the limit without a byte, so that several tries fit into it. */
const RETRIES_WITHIN_LIMIT = 4;

/** How a download ended. `reason` is one line for the person at the terminal. */
export type DownloadOutcome = { readonly done: true } | { readonly done: false; readonly reason: string };

/** How to download. */
export interface DownloadOptions {
  readonly installScript: string;
  readonly version: string;
  /** Longest time without a byte, in milliseconds. */
  readonly limitMilliseconds: number;
  readonly progressEveryMilliseconds: number;
  readonly print: (line: string) => void;
  /** Loaded before the script: the built `electron-install.ts`. */
  readonly beforeScript: string;
}

/**
 * Reads `CJS_ELECTRON_DOWNLOAD_SECONDS`, in milliseconds; 60 s where it is missing or no number. 0 means: don't try.
 */
export function downloadLimit(environment: Readonly<Record<string, string | undefined>>): number {
  // `set …=0 && npm start` on Windows leaves a blank at the end.
  const value = (environment['CJS_ELECTRON_DOWNLOAD_SECONDS'] ?? '').trim();
  const seconds = /^\d{1,5}(\.\d+)?$/.test(value) ? Number(value) : DEFAULT_LIMIT_SECONDS;
  return seconds * 1_000;
}

/**
 * Runs the package's download script in a child process. It may take as long as it receives something: 110 MB take half
 * an hour on a slow line. It is ended where nothing came for the limit, since an office's firewall may let it hang
 * forever; what was received by then is gone on with at the next start.
 */
export async function downloadElectron(options: DownloadOptions): Promise<DownloadOutcome> {
  const { installScript, version, limitMilliseconds, progressEveryMilliseconds, print, beforeScript } = options;
  if (limitMilliseconds === 0) return { done: false, reason: 'its download is switched off' };
  const seconds = limitMilliseconds / 1_000;
  print(`Downloading Electron ${version} (given up after ${Math.ceil(seconds)} s without an answer) …`);
  const started = Date.now();
  const child = spawn(process.execPath, ['--import', pathToFileURL(beforeScript).href, installScript], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      CJS_ELECTRON_PART: join(dirname(installScript), `electron-${version}.part`),
      CJS_ELECTRON_RETRY_MILLISECONDS: String(limitMilliseconds / RETRIES_WITHIN_LIMIT),
    },
  });
  let latest: DownloadProgress | null = null;
  const progress = setInterval(() => {
    print(`Downloading Electron ${version} … ${describe(latest, Date.now() - started)}`);
  }, progressEveryMilliseconds);
  let overdue = false;
  const limit = setTimeout(() => {
    overdue = true;
    child.kill('SIGKILL');
  }, limitMilliseconds);
  child.on('message', (message) => {
    latest = message as DownloadProgress;
    // Unpacking, which follows, receives nothing and can't hang.
    if (latest.received === latest.total) clearTimeout(limit);
    else limit.refresh();
  });

  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(0, 4_000);
  });
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => {
        resolve(null);
      });
      child.once('close', resolve);
    });
    if (code === 0) return { done: true };
    if (overdue) return { done: false, reason: `its download stood still for ${seconds} s` };
    return { done: false, reason: `its download failed (${firstErrorLine(errors)})` };
  } finally {
    clearInterval(progress);
    clearTimeout(limit);
  }
}

function describe(progress: DownloadProgress | null, milliseconds: number): string {
  if (!progress) return `${Math.round(milliseconds / 1_000)} s`;
  const { received, total } = progress;
  const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
  return total === null ? `${megabytes(received)} MB` : `${megabytes(received)} of ${megabytes(total)} MB`;
}

/** The line that names the error, without the stack below it. */
function firstErrorLine(errors: string): string {
  const lines = errors.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? 'no reason given';
}
