import { access, constants, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The app's name as the operating system knows it: it names the data folder. Part of the data format: with another name
 * the app opens an empty folder and every learner's record seems lost. Pinned by a test.
 */
export const APP_NAME = 'Child Justice Series';

/** What the choice of the data folder depends on. */
export interface DataFolderOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}

/**
 * The folder set by `CJS_DATA`, absolute, or null. For tests and for a shared computer's administrator; both hosts obey
 * it.
 */
export function overriddenDataFolder(environment: DataFolderOptions['environment']): string | null {
  const folder = environment['CJS_DATA'];
  return folder ? resolve(folder) : null;
}

/**
 * Folder of the browser host's data, per user as the system has it: `$XDG_DATA_HOME` or `~/.local/share`, `%APPDATA%`,
 * `~/Library/Application Support`. Separate from the desktop host's journals, since the two hosts keep separate
 * records.
 */
export function browserHostDataFolder(
  options: DataFolderOptions = { platform: process.platform, environment: process.env, homeFolder: homedir() },
): string {
  return overriddenDataFolder(options.environment) ?? join(userDataFolder(options), APP_NAME, 'browser-host');
}

/** Why nothing can be saved in a data folder: `file` where it is one, `unwritable` for anything else. */
export type DataFolderProblem = 'file' | 'unwritable';

/** Makes the data folder where it is missing; null where it takes files. */
export async function findDataFolderProblem(folder: string): Promise<DataFolderProblem | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    const isFile = await stat(folder).then(
      (stats) => !stats.isDirectory(),
      () => false,
    );
    return isFile ? 'file' : 'unwritable';
  }
}

/**
 * What to tell the person at the terminal before anybody types, where nothing can be saved in the data folder; null
 * where it takes files. The app runs all the same: what is there can be read.
 */
export async function dataFolderRefusal(folder: string): Promise<string | null> {
  const problem = await findDataFolderProblem(folder);
  if (problem === null) return null;
  const reason = problem === 'file' ? 'is a file, not a folder' : 'can’t be written to';
  return `The data folder ${folder} ${reason}, so the journal can’t be saved. Close the app and mend this first, or choose another folder with CJS_DATA.`;
}

function userDataFolder({ platform, environment, homeFolder }: DataFolderOptions): string {
  if (platform === 'win32') return environment['APPDATA'] ?? join(homeFolder, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support');
  const shared = environment['XDG_DATA_HOME'];
  // The XDG specification: a relative path is to be ignored.
  return shared && isAbsolute(shared) ? shared : join(homeFolder, '.local', 'share');
}
