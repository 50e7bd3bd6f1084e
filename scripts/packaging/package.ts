import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchedLine } from './fetched';
import { requireExpectedSignature } from './builder-config';
import { makePackages } from './make-packages';
import { wantedBinaries, type Architecture, type System } from './native-binary';
import { nativePackages } from './native-packages';
import { runtimeFolder } from './vc-runtime';

/**
 * `npm run package [-- --system win32 --arch arm64]`: builds the project and makes its packages, of this system where
 * none is named. `--dir` makes the unpacked folder alone.
 */

const root = resolve(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    system: { type: 'string', default: process.platform },
    arch: { type: 'string', default: process.platform === 'darwin' ? 'universal' : process.arch },
    'electron-folder': { type: 'string' },
    inspectable: { type: 'boolean', default: false },
  },
});
const system = oneOf<System>(values.system, ['linux', 'win32', 'darwin']);
const architecture = oneOf<Architecture>(
  values.arch,
  system === 'darwin' ? ['universal', 'x64', 'arm64'] : ['x64', 'arm64'],
);
requireExpectedSignature(system, process.env);
const binaries = wantedBinaries(system, architecture);
const windowsRuntime =
  system === 'win32' && architecture !== 'universal' ? runtimeFolder(architecture, process.env) : null;
const electronFolder = values['electron-folder'] ? resolve(values['electron-folder']) : installedElectron();
const isInstalled = binaries.every(({ packageName }) => existsSync(join(root, 'node_modules', packageName)));

console.log(
  fetchedLine({
    system,
    architecture,
    asFolder: values.dir,
    hasElectron: electronFolder !== null,
    hasBinaries: isInstalled,
  }),
);
execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
const made = await makePackages(
  {
    root,
    system,
    architecture,
    outFolder: join(root, 'packages'),
    electronFolder,
    nativesFolder: nativePackages(root, binaries, join(homedir(), '.cache', 'child-justice-series', 'natives')),
    runtimeFolder: windowsRuntime,
    inspectable: values.inspectable,
    environment: process.env,
  },
  values.dir,
);
console.log(made.length > 0 ? made.join('\n') : `The folder is in ${join(root, 'packages')}.`);

/** Electron as its own install script put it, where that is for the system wanted. */
function installedElectron(): string | null {
  if (system !== process.platform || architecture !== process.arch) return null;
  const folder = join(root, 'node_modules/electron/dist');
  const version = join(folder, 'version');
  if (!existsSync(version)) return null;
  const wanted = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return readFileSync(version, 'utf8').trim().replace(/^v/u, '') === wanted.version ? folder : null;
}

function oneOf<Name extends string>(name: string, names: readonly Name[]): Name {
  const found = names.find((each) => each === name);
  if (found === undefined) throw new Error(`${name} isn't one of ${names.join(', ')}.`);
  return found;
}
