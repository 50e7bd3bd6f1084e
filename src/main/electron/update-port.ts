import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, renameSync } from 'node:fs';
import type { App, BrowserWindow, Dialog } from 'electron';
import type { UpdatePort } from '../ports';
import type { NativeTexts } from './native-texts';

/** What the port needs. */
export interface UpdatePortOptions {
  readonly app: Pick<App, 'once' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly window: () => BrowserWindow | null;
  readonly texts: NativeTexts['update'];
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Starts a program that outlives this one; replaced in tests. */
  readonly start?: (program: string, parameters: readonly string[]) => void;
  /** Whether a file exists; replaced in tests. */
  readonly exists?: (path: string) => boolean;
}

/** Updates of the installed desktop app: the dialog, and the start of the installer once the app has quit. */
export function createUpdatePort(options: UpdatePortOptions): UpdatePort {
  const { app, dialog, window, texts, platform, environment, start = startDetached, exists = existsSync } = options;
  const appImage = environment['APPIMAGE'];
  return {
    installation: {
      kind: installationKind(platform, appImage, exists),
      architecture: options.architecture === 'arm64' ? 'arm64' : 'x64',
    },
    async chooseDescription() {
      const settings = {
        title: texts.title,
        filters: [{ name: texts.fileKind, extensions: ['json'] }],
        properties: ['openFile' as const],
      };
      const owner = window();
      const { canceled, filePaths } = owner
        ? await dialog.showOpenDialog(owner, settings)
        : await dialog.showOpenDialog(settings);
      return canceled ? null : (filePaths[0] ?? null);
    },
    closeAndInstall(installer) {
      // `quit` comes last: the page has saved, and writes under way have ended.
      app.once('quit', () => {
        if (platform === 'win32') start(installer, []);
        else if (platform === 'darwin') start('/usr/bin/open', [installer]);
        else if (appImage === undefined) start('xdg-open', [installer]);
        else start(replaceAppImage(installer, appImage), []);
      });
      app.quit();
    },
  };
}

function installationKind(
  platform: NodeJS.Platform,
  appImage: string | undefined,
  exists: (path: string) => boolean,
): UpdatePort['installation']['kind'] {
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'dmg';
  if (appImage !== undefined) return 'AppImage';
  return exists('/usr/bin/dpkg') ? 'deb' : 'rpm';
}

/** An AppImage is the app and no installer: the new one takes the place of the old one, as a whole. */
function replaceAppImage(fresh: string, old: string): string {
  const beside = `${old}.new`;
  copyFileSync(fresh, beside);
  chmodSync(beside, 0o755);
  renameSync(beside, old);
  return old;
}

function startDetached(program: string, parameters: readonly string[]): void {
  spawn(program, [...parameters], { detached: true, stdio: 'ignore', shell: false })
    // Nobody is there any more to be told.
    .on('error', () => undefined)
    .unref();
}
