import { posix } from 'node:path';
import { RUNTIME_FILE } from './vc-runtime';

/** Operating system, as Node's `process.platform` names it. */
export type System = 'linux' | 'win32' | 'darwin';
/** Processor of a package; `universal` is macOS for both. */
export type Architecture = 'x64' | 'arm64' | 'universal';

const PREFIX = '@myriaddreamin/typst-ts-node-compiler';
const SUFFIXES: Readonly<Record<System, (architecture: string) => string>> = {
  linux: (architecture) => `linux-${architecture}-gnu`,
  win32: (architecture) => `win32-${architecture}-msvc`,
  darwin: (architecture) => `darwin-${architecture}`,
};

/** A native module that a package must hold. */
export interface WantedBinary {
  /** The registry package that brings it. */
  readonly packageName: string;
  /** Path below the package's root, with `/`. */
  readonly path: string;
  /**
   * Path of the library that has to lie beside it, or null. Not beside the program: Node loads a native module with
   * LOAD_WITH_ALTERED_SEARCH_PATH, and Windows then looks in the module's folder in place of the program's.
   */
  readonly runtimePath: string | null;
  readonly system: System;
  readonly architecture: 'x64' | 'arm64';
}

/**
 * The Typst binaries of a package: one, and on macOS both, since the halves of a universal app must be alike but for
 * their programs.
 */
export function wantedBinaries(system: System, architecture: Architecture): WantedBinary[] {
  const architectures =
    system === 'darwin' || architecture === 'universal' ? (['x64', 'arm64'] as const) : [architecture];
  return architectures.map((each) => {
    const suffix = SUFFIXES[system](each);
    const packageName = `${PREFIX}-${suffix}`;
    const path = `node_modules/${packageName}/typst-ts-node-compiler.${suffix}.node`;
    return {
      packageName,
      path,
      runtimePath: system === 'win32' ? posix.join(posix.dirname(path), RUNTIME_FILE) : null,
      system,
      architecture: each,
    };
  });
}

/** What the first bytes of a program or library say that it is for; null for anything else. */
export function binaryKind(bytes: Buffer): Pick<WantedBinary, 'system' | 'architecture'> | null {
  if (bytes.length < 64) return null;
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    const machine = { 62: 'x64', 183: 'arm64' }[bytes.readUInt16LE(18)] as 'x64' | 'arm64' | undefined;
    return machine ? { system: 'linux', architecture: machine } : null;
  }
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(60);
    if (header + 6 > bytes.length || bytes.readUInt32LE(header) !== 0x4550) return null;
    const machine = { 0x8664: 'x64', 0xaa64: 'arm64' }[bytes.readUInt16LE(header + 4)] as 'x64' | 'arm64' | undefined;
    return machine ? { system: 'win32', architecture: machine } : null;
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    const machine = { 0x01000007: 'x64', 0x0100000c: 'arm64' }[bytes.readUInt32LE(4)] as 'x64' | 'arm64' | undefined;
    return machine ? { system: 'darwin', architecture: machine } : null;
  }
  return null;
}
