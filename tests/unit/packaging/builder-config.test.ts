import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { builderConfig, type PackageOptions } from '../../../scripts/packaging/builder-config';
import { wantedBinaries } from '../../../scripts/packaging/native-binary';

function config(changes: Partial<PackageOptions> = {}) {
  return builderConfig({
    root: '/project',
    system: 'linux',
    architecture: 'x64',
    outFolder: '/project/packages',
    electronFolder: null,
    nativesFolder: '/natives',
    runtimeFolder: null,
    environment: {},
    ...changes,
  });
}

const signing = { CSC_LINK: 'certificate' };
const apiKey = { APPLE_API_KEY: '/key.p8', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' };
const appleId = { APPLE_ID: 'id', APPLE_APP_SPECIFIC_PASSWORD: 'password', APPLE_TEAM_ID: 'team' };

describe('the packages', () => {
  it('ask nobody for anything: no channel of updates, nothing published, nothing compiled', () => {
    expect(config()).toMatchObject({ publish: null, detectUpdateChannel: false, npmRebuild: false, asar: true });
  });

  it('open learner files, and no others', () => {
    expect(config().fileAssociations).toEqual([expect.objectContaining({ ext: 'jsonl' })]);
  });

  it('take Electron from the folder that is named, else leave it to be downloaded', () => {
    expect(config({ electronFolder: '/electron' })).toMatchObject({ electronDist: '/electron' });
    expect(config()).not.toHaveProperty('electronDist');
  });
});

describe('the packages for Windows', () => {
  const windows = config({ system: 'win32', runtimeFolder: '/runtime' });

  it('are an installer and a zip for a stick', () => {
    expect(windows.win?.target).toEqual(['nsis', 'zip']);
  });

  it('install for one user, without an administrator, and leave the records when the program is removed', () => {
    expect(windows.nsis).toMatchObject({
      oneClick: true,
      perMachine: false,
      packElevateHelper: false,
      deleteAppDataOnUninstall: false,
    });
  });

  it.each(['x64', 'arm64'] as const)('have Visual C++’s runtime beside Typst’s binary, both unpacked (%s)', (each) => {
    const { files, asarUnpack } = config({ system: 'win32', architecture: each, runtimeFolder: '/runtime' });
    const to = `node_modules/${wantedBinaries('win32', each)[0]?.packageName ?? ''}`;
    expect(files).toContainEqual({ from: '/runtime', to, filter: ['vcruntime140.dll'] });
    expect(asarUnpack).toEqual(['**/*.node', '**/*.dll']);
    expect(wantedBinaries('win32', each)[0]?.runtimePath).toBe(`${to}/vcruntime140.dll`);
  });
});

describe('the packages for macOS', () => {
  const mac = (environment: PackageOptions['environment']) =>
    config({ system: 'darwin', architecture: 'universal', environment }).mac;

  it('are a dmg and a zip, for macOS 13 and newer, with both binaries of Typst', () => {
    expect(mac({})).toMatchObject({ target: ['dmg', 'zip'], minimumSystemVersion: '13.0' });
    expect(wantedBinaries('darwin', 'universal').map(({ architecture }) => architecture)).toEqual(['x64', 'arm64']);
  });

  it('have an ad-hoc signature where there is no certificate, without which nothing starts', () => {
    expect(mac({})).toMatchObject({ identity: '-', hardenedRuntime: false, notarize: false });
    expect(mac({ CSC_LINK: '', ...apiKey })).toMatchObject({ identity: '-', notarize: false });
  });

  it.each([
    ['a key of the service', { ...signing, ...apiKey }, true],
    ['a person’s password', { CSC_NAME: 'name', ...appleId }, true],
    ['half of a key', { ...signing, ...apiKey, APPLE_API_ISSUER: undefined }, false],
    ['nothing', signing, false],
  ])('are signed with the certificate, and notarised with %s: %j -> %s', (_, environment, isNotarised) => {
    expect(mac(environment)).toMatchObject({ hardenedRuntime: true, notarize: isNotarised });
    expect(mac(environment)).not.toHaveProperty('identity');
  });
});

describe('the packages for Linux', () => {
  const linux = config();

  it('are an AppImage, whose runtime needs no other library, a deb and an rpm', () => {
    expect(linux.linux).toMatchObject({
      target: ['AppImage', 'deb', 'rpm'],
      executableName: 'child-justice-series',
      category: 'Education',
    });
    expect(linux.toolsets).toEqual({ appimage: '1.0.3' });
  });

  it('have one name for the menu entry and the window, by which the system knows that they belong together', () => {
    expect(linux.linux?.syncDesktopName).toBe(true);
    expect(manifest.desktopName).toBe(`${linux.linux?.executableName ?? ''}.desktop`);
  });

  it('name who keeps them', () => {
    expect(config({ environment: { CJS_MAINTAINER: 'Sok Dara <dara@example.org>' } }).linux?.maintainer).toBe(
      'Sok Dara <dara@example.org>',
    );
  });
});
