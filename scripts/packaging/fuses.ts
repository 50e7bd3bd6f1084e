import { FuseV1Options, FuseVersion, type FuseConfig, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** Bytes of a fuse in the program: `@electron/fuses` doesn't export its enumeration. */
const STATES: Readonly<Record<number, boolean>> = { 48: false, 49: true };

/**
 * Electron's switches that are burnt into the program. `strictlyRequireAllFuses` refuses an Electron that has one
 * which isn't decided here.
 */
export const FUSES = {
  // The program can't be used as Node, nor be opened to Node's debugger.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Only the asar whose digest is in the program is run.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // No cookies are kept; with encryption the system's key store would be asked at every start.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page comes from app://, never from file://.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster bounds checks of WebAssembly, as Chromium has them.
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies Record<FuseV1Options, boolean>;

/** What `burnFuses` needs to know. */
export interface FuseOptions {
  /** True for a program for this Mac's own processor without a signature, which flipping a fuse invalidates. */
  readonly resetAdHocDarwinSignature?: boolean;
  /** Playwright drives an app through `--inspect`: a variant for tests alone keeps that one fuse. */
  readonly inspectable?: boolean;
}

/** Sets every fuse of a program. @throws where the program knows one that `FUSES` doesn't decide */
export async function burnFuses(program: string, options: FuseOptions = {}): Promise<void> {
  const config: FuseConfig = {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: options.resetAdHocDarwinSignature ?? false,
    ...FUSES,
    [FuseV1Options.EnableNodeCliInspectArguments]: options.inspectable ?? false,
  };
  await flipFuses(program, config);
}

/** The state of each fuse of a program, in the order of `FuseV1Options`; null for one that was removed. */
export async function readFuses(program: string): Promise<(boolean | null)[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.keys(FUSES).map((fuse) => STATES[wire[Number(fuse) as FuseV1Options] ?? -1] ?? null);
}
