import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserHostDataFolder, overriddenDataFolder } from '../../../../src/main/hosts/data-folder';

describe('the data folder of the browser host', () => {
  it.each([
    ['linux', {}, '/home/member/.local/share/Child Justice Series/browser-host'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/Child Justice Series/browser-host'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/member/.local/share/Child Justice Series/browser-host'],
    ['darwin', {}, '/home/member/Library/Application Support/Child Justice Series/browser-host'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Child Justice Series/browser-host'],
    ['win32', {}, '/home/member/AppData/Roaming/Child Justice Series/browser-host'],
    ['linux', { CJS_DATA: '/elsewhere' }, '/elsewhere'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(browserHostDataFolder({ platform, environment, homeFolder: '/home/member' })).toBe(join(expected));
  });

  it('is absolute also where CJS_DATA is not', () => {
    expect(overriddenDataFolder({ CJS_DATA: 'data' })).toBe(resolve('data'));
    expect(overriddenDataFolder({ CJS_DATA: '' })).toBeNull();
    expect(overriddenDataFolder({ CJS_DATA: 'data ' })).toBe(resolve('data'));
  });
});
