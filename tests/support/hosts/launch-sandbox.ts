import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder, removeFolder } from '../remove-folder';
import { builtApp } from './built-app';

/** What stands in for Electron in a copy of the built app. */
export interface LaunchSandboxOptions {
  /** Shell script that plays Electron's binary; none: not downloaded. */
  readonly binary?: string;
  /** JavaScript (CommonJS) that plays the package's download script. */
  readonly installScript?: string;
  /** False: the package is not installed at all. */
  readonly hasPackage?: boolean;
}

/** A copy of the built app with an Electron of the test's making. */
export interface LaunchSandbox {
  readonly root: string;
  readonly launchEntry: string;
  /** Folder with an `xdg-open` that notes its arguments, to put first in PATH. */
  readonly programsFolder: string;
  /** Text of a file in the root, or null. */
  readonly read: (name: string) => Promise<string | null>;
}

/** What stands in for Electron's archive, and has the checksum that the package names: the binary itself. */
export const ARCHIVE = Buffer.from(`#!/bin/sh\ntouch "$1/started"\n${'#'.repeat(100_000)}\n`);

const repository = resolve(import.meta.dirname, '../../..');
let above: Promise<string> | null = null;

/**
 * The folder of all copies, where each finds every package as it is installed, but Electron: the test says what is
 * there of that.
 */
async function createFolderOfSandboxes(): Promise<string> {
  const folder = await makeFolder('launch');
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(repository, 'node_modules'))) {
    if (name !== 'electron') await symlink(join(repository, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return folder;
}

/** Removes all copies, and what they share. */
export async function removeLaunchSandboxes(): Promise<void> {
  if (above) await removeFolder(await above);
  above = null;
}

/** Makes the copy in a temporary folder. */
export async function createLaunchSandbox(options: LaunchSandboxOptions = {}): Promise<LaunchSandbox> {
  above ??= createFolderOfSandboxes();
  const root = await mkdtemp(join(await above, 'sandbox-'));
  await cp(join(repository, 'package.json'), join(root, 'package.json'));
  await cp(join(builtApp.outFolder, 'main'), join(root, 'out/main'), { recursive: true });
  await symlink(builtApp.rendererFolder, join(root, 'out/renderer'));
  await symlink(join(repository, 'resources'), join(root, 'resources'));

  const electron = join(root, 'node_modules/electron');
  if (options.hasPackage !== false) {
    await write(join(electron, 'package.json'), '{"name":"electron","version":"45.4.1","main":"index.js"}');
    await write(
      join(electron, 'checksums.json'),
      JSON.stringify({
        [`electron-v45.4.1-${process.platform}-${process.arch}.zip`]: createHash('sha256')
          .update(ARCHIVE)
          .digest('hex'),
      }),
    );
    await write(
      join(electron, 'index.js'),
      `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'required'))}, '')`,
    );
    await write(
      join(electron, 'install.js'),
      options.installScript ?? `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'downloaded'))}, '')`,
    );
  }
  if (options.binary !== undefined) {
    await write(join(electron, 'path.txt'), 'electron');
    await writeProgram(join(electron, 'dist/electron'), options.binary);
  }
  const programsFolder = join(root, 'programs');
  await writeProgram(
    join(programsFolder, 'xdg-open'),
    `printf '%s\\n' "$#" "$@" > "${root}/opened.part" && mv "${root}/opened.part" "${root}/opened"`,
  );
  return {
    root,
    launchEntry: join(root, 'out/main/launch.js'),
    programsFolder,
    read: (name) => readFile(join(root, name), 'utf8').catch(() => null),
  };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function writeProgram(path: string, script: string): Promise<void> {
  await write(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}
