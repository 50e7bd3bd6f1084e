import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COULD_NOT_START } from '../../../../src/main/launch/could-not-start';
import { runDesktopHost } from '../../../../src/main/launch/desktop-host';
import { downloadLimit } from '../../../../src/main/launch/electron-download';
import { oldNodeAdvice } from '../../../../src/main/launch/node-version';
import { browserCommand, hasDisplay, openInSystemBrowser } from '../../../../src/main/launch/system-browser';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
beforeAll(async () => {
  folder = await makeFolder('launch-parts');
});
afterAll(() => removeFolder(folder));

describe('an old Node', () => {
  it.each(['20.20.2', '22.21.9', '23.11.0', '24.14.9', '25.2.0'])('%s is told of in one line', (version) => {
    expect(oldNodeAdvice(version)).toContain(`Node ${version} works for now`);
    expect(oldNodeAdvice(version)).not.toContain('\n');
  });

  it.each(['22.22.2', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])('%s isn’t one', (version) => {
    expect(oldNodeAdvice(version)).toBeNull();
  });
});

describe('a desktop host', () => {
  it.each([
    [COULD_NOT_START, true],
    [1, false],
    [0, false],
  ])('that ends with code %i after a while has failed to start: %s', async (code, failedToStart) => {
    const program = join(folder, `ends-with-${code}.mjs`);
    await writeFile(program, `process.exit(${code});`);
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(60_000);
    const end = await runDesktopHost(process.execPath, program);
    clock.mockRestore();
    expect(end).toEqual({ failedToStart, exitCode: code });
  });

  it('that ends with an error at once has failed to start, though the computer’s clock is put right meanwhile', async () => {
    const program = join(folder, 'ends-at-once.mjs');
    await writeFile(program, 'process.exit(1);');
    const clock = vi.spyOn(Date, 'now').mockReturnValueOnce(0).mockReturnValue(60_000);
    const end = await runDesktopHost(process.execPath, program);
    clock.mockRestore();
    expect(end).toEqual({ failedToStart: true, exitCode: 1 });
  });
});

describe('the download of Electron', () => {
  it.each([
    [undefined, 60_000],
    ['', 60_000],
    ['soon', 60_000],
    ['-1', 60_000],
    ['0', 0],
    ['0 ', 0],
    ['90', 90_000],
    ['0.25', 250],
  ])('takes %j as its limit to mean %d ms', (value, milliseconds) => {
    expect(downloadLimit({ CJS_ELECTRON_DOWNLOAD_SECONDS: value })).toBe(milliseconds);
  });
});

describe('the system’s browser', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['win32', {}, true],
    ['darwin', {}, true],
  ] as const)('on %s with %j has a display: %s', (platform, environment, expected) => {
    expect(hasDisplay({ platform, environment })).toBe(expected);
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'gets the address on %s as one argument, past every shell',
    (platform) => {
      const address = 'https://un.org/?a=1&calc.exe;$(id)`id`|x';
      const [program, ...programArguments] = browserCommand(address, platform);
      expect(program).not.toMatch(/cmd|sh$|powershell/);
      expect(programArguments.at(-1)).toBe(address);
    },
  );

  it('is not started without a display', () => {
    expect(openInSystemBrowser('https://un.org/', { platform: 'linux', environment: {} })).toBe(false);
  });
});
