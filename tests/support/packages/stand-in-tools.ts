import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Tools that electron-builder would download, which note how they are called and make an empty package. */
export interface StandInTools {
  /** Variables that name them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The arguments, a line each, of every call of a tool; of `makensis` its scripts too. */
  readonly calls: (tool: 'fpm' | 'mksquashfs' | 'makensis') => string;
}

/** Makes them in a folder below `place`. */
export function standInTools(place: string): StandInTools {
  const folder = join(place, 'tools');
  const write = (name: string, script: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/bash\nprintf '%s\\n' "$@" >> '${folder}/'"$(basename "$0").calls"\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const fpm = write('fpm', `while [ "$1" != --package ]; do shift; done; echo package > "$2"`);
  write('appimage/mksquashfs', 'echo package > "$2"');
  write('appimage/desktop-file-validate', '');
  write('appimage/runtimes/runtime-x64', '');
  mkdirSync(join(folder, 'appimage/lib/x64'), { recursive: true });
  const sevenZip = write('7za', `for each; do case "$each" in *.7z | *.zip) echo archive > "$each" ;; esac; done`);
  // Its output is named by `-XOutFile "…"`; the uninstaller is what that would write under Wine, below drive Z.
  write(
    'nsis/linux/makensis',
    `cat >> '${folder}/makensis.calls'
for each; do case "$each" in
  -XOutFile*) out="\${each#*\\"}"; echo installer > "\${out%\\"}" ;;
  '-DUNINSTALLER_OUT_FILE=Z:'*) out="\${each#*=Z:}"; echo uninstaller > "\${out//\\\\//}" ;;
esac; done`,
  );
  mkdirSync(join(folder, 'nsis-resources/plugins'), { recursive: true });
  write('wine', '');
  return {
    environment: {
      CUSTOM_FPM_PATH: fpm,
      APPIMAGE_TOOLS_PATH: join(folder, 'appimage'),
      ELECTRON_BUILDER_7ZIP_PATH: sevenZip,
      ELECTRON_BUILDER_NSIS_DIR: join(folder, 'nsis'),
      ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(folder, 'nsis-resources'),
      USE_SYSTEM_WINE: 'true',
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    },
    calls: (tool) => readFileSync(join(folder, `${tool}.calls`), 'utf8'),
  };
}
