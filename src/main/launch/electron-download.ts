import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const DEFAULT_LIMIT_SECONDS = 60;
const PROGRESS_EVERY_MILLISECONDS = 5_000;

/** How a download ended. `reason` is one line for the person at the terminal. */
export type DownloadOutcome = { readonly done: true } | { readonly done: false; readonly reason: string };

/** How to download. */
export interface DownloadOptions {
  /** Folder of Electron's package. */
  readonly folder: string;
  readonly version: string;
  /** Longest time without a byte, in milliseconds. */
  readonly limitMilliseconds: number;
  readonly print: (line: string) => void;
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
 * Downloads Electron's archive into the cache of `@electron/get`, from where the package's own script then unpacks it.
 * It may take as long as it receives something: 110 MB take half an hour on a slow line. It is ended where nothing came
 * for the limit, since an office's firewall may let it hang.
 */
export async function downloadElectron(options: DownloadOptions): Promise<DownloadOutcome> {
  const { folder, version, limitMilliseconds, print } = options;
  if (limitMilliseconds === 0) return { done: false, reason: 'its download is switched off' };
  const seconds = limitMilliseconds / 1_000;
  print(`Downloading Electron ${version} (given up after ${Math.ceil(seconds)} s without an answer) …`);
  const silence = new AbortController();
  const limit = setTimeout(() => {
    silence.abort();
  }, limitMilliseconds);
  let printed = performance.now();
  const cacheRoot = process.env['electron_config_cache'];
  try {
    // Loaded only here: the browser host runs without it.
    const { downloadArtifact } = await import('@electron/get');
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      ...(cacheRoot === undefined ? {} : { cacheRoot }),
      checksums: JSON.parse(await readFile(join(folder, 'checksums.json'), 'utf8')) as Record<string, string>,
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: ({ transferred, total }: { transferred: number; total: number | null }) => {
          limit.refresh();
          if (performance.now() - printed < PROGRESS_EVERY_MILLISECONDS) return;
          printed = performance.now();
          print(
            `Downloading Electron ${version} … ${megabytes(transferred)}${total ? ` of ${megabytes(total)}` : ''} MB`,
          );
        },
      },
    });
    clearTimeout(limit);
    // The same archive as above, whatever the script would take by itself (it prefers another one under Rosetta).
    const environment = { ...process.env, npm_config_platform: process.platform, npm_config_arch: process.arch };
    await promisify(execFile)(process.execPath, [join(folder, 'install.js')], { env: environment });
    return { done: true };
  } catch (error) {
    if (silence.signal.aborted) return { done: false, reason: `its download stood still for ${seconds} s` };
    return { done: false, reason: `its download failed (${reasonOf(error)})` };
  } finally {
    clearTimeout(limit);
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

/** One line: what a program wrote about its error, or the cause of a `fetch failed`. */
function reasonOf(error: unknown): string {
  const { stderr, cause, message } = error as Error & {
    readonly stderr?: string;
    readonly cause?: NodeJS.ErrnoException;
  };
  const written = /^.*error.*$/imu.exec(stderr ?? '')?.[0].trim();
  // A host with several addresses fails with one error for each, and no message of its own.
  return written ?? (cause?.message || cause?.code || message.split('\n')[0]) ?? 'no reason given';
}
