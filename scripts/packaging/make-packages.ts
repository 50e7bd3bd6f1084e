import { Arch, build, Platform } from 'electron-builder';
import { builderConfig, type PackageOptions } from './builder-config';
import type { System } from './native-binary';

const PLATFORMS: Readonly<Record<System, () => Platform>> = {
  linux: () => Platform.LINUX,
  win32: () => Platform.WINDOWS,
  darwin: () => Platform.MAC,
};

/**
 * Makes the packages of one system and processor from the built project.
 * @param asFolder only the unpacked folder, which needs no further program
 * @returns the paths of the packages
 * @throws where the package isn't what it has to be (`after-pack.ts`)
 */
export async function makePackages(options: PackageOptions, asFolder: boolean): Promise<string[]> {
  const platform = PLATFORMS[options.system]();
  const targets = platform.createTarget(asFolder ? 'dir' : null, Arch[options.architecture]);
  return build({ projectDir: options.root, targets, config: builderConfig(options), publish: 'never' });
}
