import { FuseV1Options } from '@electron/fuses';
import { expect, it } from 'vitest';
import { FUSES } from '../../../scripts/packaging/fuses';

it('every switch of Electron’s is burnt as decision 022 has it', () => {
  const named = Object.entries(FUSES).map(([fuse, isOn]) => [FuseV1Options[Number(fuse)], isOn] as const);
  // The packages' tests compare the programs with `FUSES`.
  expect(Object.fromEntries(named)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});
