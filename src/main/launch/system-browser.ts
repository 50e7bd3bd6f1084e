import { spawn } from 'node:child_process';

/** What the choice of a program depends on. */
export interface SystemBrowserOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** True where a window can be shown: always on Windows and macOS, with an X or Wayland display elsewhere. */
export function hasDisplay({ platform, environment }: SystemBrowserOptions): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

/**
 * The program that opens an address in the default browser, with its arguments. No shell reads the address. Windows'
 * own opener for addresses is called directly: `cmd /c start` would take `&` and `^` in an address for its own.
 */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
): readonly [program: string, ...arguments_: string[]] {
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', address];
  if (platform === 'darwin') return ['open', address];
  return ['xdg-open', address];
}

/**
 * Opens an http(s) address in the default browser. False where there is no display. A missing program is no error: the
 * address is in the terminal.
 */
export function openInSystemBrowser(
  address: string,
  options: SystemBrowserOptions = { platform: process.platform, environment: process.env },
): boolean {
  if (!hasDisplay(options)) return false;
  const [program, ...programArguments] = browserCommand(address, options.platform);
  const child = spawn(program, programArguments, { stdio: 'ignore', detached: true, shell: false });
  child.on('error', () => undefined);
  child.unref();
  return true;
}
