import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import * as ResEdit from 'resedit';
import { peProgram } from './pe-program';

/** Marks the fuses in Electron's program (`@electron/fuses`): a version, their number, and one character each. */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const VERSION_1 = 1;

/**
 * A folder such as Electron's archive unpacks to, with a program that can't run but has the fuses, and Electron's own
 * start app. `fuses` is their number: 9 as in Electron 45.
 */
export async function standInElectron(
  folder: string,
  {
    system,
    version,
    fuses = 9,
  }: { readonly system: 'linux' | 'win32'; readonly version: string; readonly fuses?: number },
): Promise<string> {
  const wire = Buffer.concat([
    Buffer.from(FUSE_WIRE, 'latin1'),
    Buffer.from([VERSION_1, fuses]),
    Buffer.from('1'.repeat(fuses), 'latin1'),
  ]);
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const startApp = join(folder, '..', `start-app-${system}`);
  mkdirSync(startApp, { recursive: true });
  writeFileSync(join(startApp, 'main.js'), '');
  await createPackage(startApp, join(folder, 'resources/default_app.asar'));
  for (const language of ['en-US', 'en-GB', 'fr']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'MIT');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>');
  if (system === 'linux') {
    writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(64), wire]), {
      mode: 0o755,
    });
    writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  } else {
    writeFileSync(
      join(folder, 'electron.exe'),
      withVersion(peProgram('x64', wire, ['ffmpeg.dll', 'KERNEL32.dll', 'dbghelp.dll'])),
    );
    writeFileSync(join(folder, 'ffmpeg.dll'), peProgram('x64', Buffer.alloc(8), ['KERNEL32.dll']));
  }
  return folder;
}

/** electron-builder changes the version resource of Electron's program, so there has to be one. */
function withVersion(program: Buffer): Buffer {
  const executable = ResEdit.NtExecutable.from(program);
  const resources = ResEdit.NtExecutableResource.from(executable);
  const language = { lang: 1_033, codepage: 1_200 };
  const version = ResEdit.Resource.VersionInfo.create(1_033, {}, [
    { ...language, values: { FileDescription: 'Electron', ProductName: 'Electron' } },
  ]);
  version.replaceAvailableLanguages([language]);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}
