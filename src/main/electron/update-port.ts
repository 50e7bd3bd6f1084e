import { spawn } from 'node:child_process';
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { App } from 'electron';
import type { UpdatePort } from '../services/ports';
import { sweepStaleTemporaryFiles, temporaryFileIn, writeFileAtomically } from '../services/files';
import { digestOf } from '../services/update';
import { choosePath, type DialogParts } from './dialogs';
import type { NativeTexts } from './native-texts';

/** What the port needs. */
export interface UpdatePortOptions extends DialogParts<'showOpenDialog'> {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly texts: NativeTexts['update'];
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** `installationKind` of this program. */
  readonly kind: UpdatePort['installation']['kind'];
  /** The AppImage that this program runs from (`runningAppImage`), or null. */
  readonly appImage: string | null;
  /** Starts a program that outlives this one; replaced in tests. */
  readonly start?: (program: string, parameters: readonly string[]) => void;
}

/** An update that is installed at the quit that was asked for. */
interface Pending {
  readonly install: () => void;
  /** Where the app isn't quit. */
  readonly drop: () => void;
}

/** Updates of the installed desktop app: the dialog, and the start of the installer once the app has quit. */
export function createUpdatePort(options: UpdatePortOptions): UpdatePort & {
  /** The person stays: a later quit installs nothing. */
  forget(): void;
} {
  const { app, texts, platform, kind, appImage, start = startDetached } = options;
  let pending: Pending | null = null;

  function forget(): void {
    pending?.drop();
    pending = null;
  }

  // Of 200 MB each, where a run was killed between the copy and the quit. A folder that isn't this person's stays as it
  // is.
  if (appImage !== null) void sweepStaleTemporaryFiles(dirname(appImage), Date.now()).catch(() => 0);

  // `quit` comes last: the page has saved, and writes under way have ended.
  app.on('quit', () => {
    pending?.install();
    pending = null;
  });

  return {
    installation: {
      kind,
      architecture: options.architecture === 'arm64' ? 'arm64' : 'x64',
    },
    chooseDescription: () =>
      choosePath(options, {
        title: texts.title,
        filters: [{ name: texts.fileKind, extensions: ['json'] }],
        properties: ['openFile'],
      }),
    async closeAndInstall(installer, sha256) {
      forget();
      // One that is gone, as after a virus scanner, isn't the signed one either.
      if ((await digestOf(installer).catch(() => null)) !== sha256) return false;
      pending =
        platform === 'linux' && appImage !== null
          ? await besideAppImage(installer, sha256, appImage, start)
          : {
              install: () => {
                startInstaller(installer, platform, start);
              },
              drop: () => undefined,
            };
      if (!pending) return false;
      app.quit();
      return true;
    },
    forget,
  };
}

function startInstaller(
  installer: string,
  platform: NodeJS.Platform,
  start: NonNullable<UpdatePortOptions['start']>,
): void {
  if (platform === 'win32') start(installer, []);
  else start(platform === 'darwin' ? '/usr/bin/open' : 'xdg-open', [installer]);
}

/**
 * An AppImage is the app and no installer: the new one takes the place of the old one, as a whole. All that takes time
 * or can fail comes before the quit, while somebody can still be told: the copy beside the old one is on the disk and
 * is the signed one. Null where it isn't.
 * @throws OperationFailure with a file code
 */
async function besideAppImage(
  fresh: string,
  sha256: string,
  old: string,
  start: NonNullable<UpdatePortOptions['start']>,
): Promise<Pending | null> {
  const folder = dirname(old);
  const beside = temporaryFileIn(folder);
  const drop = (): void => {
    rmSync(beside, { force: true });
  };
  await writeFileAtomically(beside, createReadStream(fresh));
  try {
    await chmod(beside, 0o755);
    // Of what was written, not of what was read.
    if ((await digestOf(beside)) === sha256)
      return {
        install: () => {
          renameSync(beside, old);
          syncFolder(folder);
          start(old, []);
        },
        drop,
      };
  } catch (error) {
    drop();
    throw error;
  }
  drop();
  return null;
}

/** Without it a power cut can bring the old name's file back. Some network file systems refuse. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Nothing more can be done, and either file is whole.
  } finally {
    closeSync(handle);
  }
}

function startDetached(program: string, parameters: readonly string[]): void {
  spawn(program, [...parameters], { detached: true, stdio: 'ignore', shell: false })
    // Nobody is there any more to be told.
    .on('error', () => undefined)
    .unref();
}
