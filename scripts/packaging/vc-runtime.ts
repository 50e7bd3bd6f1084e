import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The library of Microsoft's Visual C++ runtime that Typst's binary for Windows needs; many computers have none. */
export const RUNTIME_FILE = 'vcruntime140.dll';

/** Names the folder that holds it, where Visual Studio isn't installed in its usual place. */
const RUNTIME_VARIABLE = 'CJS_VC_RUNTIME';

/**
 * The folder that holds the runtime for a processor: the one that `CJS_VC_RUNTIME` names, else the newest one of Visual
 * Studio, whose terms allow to hand it on.
 * @throws with what to do where there is none
 */
export function runtimeFolder(
  architecture: 'x64' | 'arm64',
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const named = environment[RUNTIME_VARIABLE];
  const folders = named
    ? [named]
    : [environment['ProgramFiles'], environment['ProgramFiles(x86)']].flatMap((programs) =>
        programs === undefined ? [] : foldersOfVisualStudio(programs, architecture),
      );
  const found = folders.find((folder) => existsSync(join(folder, RUNTIME_FILE)));
  if (found !== undefined) return found;
  throw new Error(
    `No ${RUNTIME_FILE} for ${architecture} was found${named ? ` in ${named}` : ''}: without it no certificate can be made on many computers. ` +
      `Install Visual Studio's Build Tools with C++ for ${architecture}, or copy the file from a computer that has them ` +
      `(VC\\Redist\\MSVC\\…\\${architecture}\\Microsoft.VC….CRT) and name its folder in ${RUNTIME_VARIABLE}.`,
  );
}

/** `…/2022/Enterprise/VC/Redist/MSVC/14.44.35112/x64/Microsoft.VC143.CRT` and its like, the newest version first. */
function foldersOfVisualStudio(programs: string, architecture: string): string[] {
  const studio = join(programs, 'Microsoft Visual Studio');
  return foldersIn(studio)
    .flatMap((year) => foldersIn(join(studio, year)).map((edition) => join(studio, year, edition, 'VC/Redist/MSVC')))
    .flatMap((redist) => foldersIn(redist, /^\d+\./u).map((version) => ({ version, folder: join(redist, version) })))
    .sort((one, other) => other.version.localeCompare(one.version, 'en', { numeric: true }))
    .map(({ folder }) => join(folder, architecture))
    .flatMap((folder) => foldersIn(folder, /^Microsoft\.VC\d+\.CRT$/u).map((name) => join(folder, name)));
}

function foldersIn(folder: string, name = /./u): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && name.test(entry.name))
    .map((entry) => entry.name);
}
