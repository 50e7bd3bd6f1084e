import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { findDataFolderProblem } from '../services/files';

/**
 * The app's name as the operating system knows it: it names the data folder. Part of the data format: with another name
 * the app opens an empty folder and every learner's record seems lost. Pinned by a test.
 */
export const APP_NAME = 'Child Justice Series';

/** What the installer puts beside the program on Windows (NSIS by electron-builder, from the product's name). */
export const UNINSTALLER = `Uninstall ${APP_NAME}.exe`;

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
  // `set CJS_DATA=E:\data && npm start` leaves a blank at the end, which makes another folder.
  const folder = environment['CJS_DATA']?.trim();
  return folder ? resolve(folder) : null;
}

/** Windows' Explorer makes an empty file as `portable.txt` and shows `portable`, to which some add `.txt`. */
const PORTABLE_MARK = /^portable(\.txt)*$/iu;

/**
 * The folder beside the app where a file `portable` is beside it too: the stick that carries the app then carries
 * the records. Null where there is no such file, and for an app that was installed on Windows: its next installer and
 * the uninstaller delete all that is in its folder. "Beside the app" is beside the program, the AppImage, or the `.app`
 * folder.
 * @param executable the running program, absolute (`process.execPath`)
 * @param appImage the AppImage that it runs from (`runningAppImage`), or null: its folder exists only meanwhile
 */
export function portableDataFolder(
  executable: string,
  { platform, appImage }: { readonly platform: NodeJS.Platform; readonly appImage: string | null },
  filesIn: (folder: string) => readonly string[] = filesOnDisk,
): string | null {
  const app = platform === 'linux' ? (appImage ?? executable) : executable;
  const folder = platform === 'darwin' ? resolve(dirname(app), '../../..') : dirname(app);
  const files = filesIn(folder);
  if (platform === 'win32' && files.includes(UNINSTALLER)) return null;
  return files.some((name) => PORTABLE_MARK.test(name)) ? join(folder, `${APP_NAME} data`) : null;
}

/** Not just any entry: a folder `portable` is there by chance, and the record beside it would be empty. */
function filesOnDisk(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
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
