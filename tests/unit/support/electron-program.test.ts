import { describe, expect, it } from 'vitest';
import { electronProgram, missingElectron } from '../../support/hosts/electron-program';

const nowhere = (): boolean => false;

describe('the program of the tests on a real Electron', () => {
  it('is where the package of Electron puts it, or the packed app that is named', () => {
    const endings = (['win32', 'darwin', 'linux'] as const).map(
      (platform) => electronProgram({}, platform).path.replaceAll('\\', '/').split('/node_modules/electron/dist/')[1],
    );
    expect(endings).toEqual(['electron.exe', 'Electron.app/Contents/MacOS/Electron', 'electron']);
    expect(electronProgram({ CJS_PACKED_APP: '/packages/app' })).toEqual({
      path: '/packages/app',
      args: [],
      isPacked: true,
    });
  });

  it('is missed in one line on a developer’s computer', () => {
    const program = electronProgram({}, 'linux');
    expect(missingElectron(program, {}, nowhere)).toBe(
      `Skipped: Electron's binary is not on this machine (${program.path}).`,
    );
    expect(missingElectron(program, { CJS_ELECTRON: 'required' }, () => true)).toBeNull();
  });

  it('is missed in one line in a CI without it too: `npm test` downloads none', () => {
    expect(missingElectron(electronProgram({}), { CI: 'true' }, nowhere)).toMatch(/^Skipped: /u);
  });

  it.each([
    ['where it is required', { CJS_ELECTRON: 'required' }],
    ['where a packed app is named', { CJS_PACKED_APP: '/packages/app' }],
    ['where the name of the packed app is empty', { CJS_PACKED_APP: '' }],
  ])('is a failure, not a skipped test, %s', (_where, environment) => {
    expect(() => missingElectron(electronProgram(environment), environment, nowhere)).toThrow('is not on this machine');
  });
});
