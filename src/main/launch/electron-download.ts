import { spawn } from 'node:child_process';

const DEFAULT_LIMIT_SECONDS = 60;

/** How a download ended. `reason` is one line for the person at the terminal. */
export type DownloadOutcome = { readonly done: true } | { readonly done: false; readonly reason: string };

/** How to download. */
export interface DownloadOptions {
  readonly installScript: string;
  readonly version: string;
  readonly limitMilliseconds: number;
  readonly progressEveryMilliseconds: number;
  readonly print: (line: string) => void;
}

/**
 * Reads `CJS_ELECTRON_DOWNLOAD_SECONDS`, in milliseconds; 60 s where it is missing or no number. 0 means: don't try.
 */
export function downloadLimit(environment: Readonly<Record<string, string | undefined>>): number {
  const value = environment['CJS_ELECTRON_DOWNLOAD_SECONDS'];
  const seconds = value !== undefined && /^\d{1,5}(\.\d+)?$/.test(value) ? Number(value) : DEFAULT_LIMIT_SECONDS;
  return seconds * 1_000;
}

/**
 * Runs the package's download script in a child process, which is ended at the limit: an office's firewall may let it
 * hang forever.
 */
export async function downloadElectron(options: DownloadOptions): Promise<DownloadOutcome> {
  const { installScript, version, limitMilliseconds, progressEveryMilliseconds, print } = options;
  if (limitMilliseconds === 0) return { done: false, reason: 'its download is switched off' };
  print(`Downloading Electron ${version} (at most ${Math.ceil(limitMilliseconds / 1_000)} s) …`);
  const started = Date.now();
  const child = spawn(process.execPath, [installScript], { stdio: ['ignore', 'ignore', 'pipe'] });
  const progress = setInterval(() => {
    print(`Downloading Electron ${version} … ${Math.round((Date.now() - started) / 1_000)} s`);
  }, progressEveryMilliseconds);
  let overdue = false;
  const limit = setTimeout(() => {
    overdue = true;
    child.kill('SIGKILL');
  }, limitMilliseconds);

  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
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
    if (overdue) return { done: false, reason: `its download took longer than ${limitMilliseconds / 1_000} s` };
    return { done: false, reason: `its download failed (${firstErrorLine(errors)})` };
  } finally {
    clearInterval(progress);
    clearTimeout(limit);
  }
}

/** The line that names the error, without the stack below it. */
function firstErrorLine(errors: string): string {
  const lines = errors.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? 'no reason given';
}
