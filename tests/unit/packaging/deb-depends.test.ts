import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builderConfig } from '../../../scripts/packaging/builder-config';
import { DEB_DEPENDS } from '../../../scripts/packaging/deb-depends';

const root = resolve(import.meta.dirname, '../../..');

describe('what the deb needs', () => {
  it('is in the package’s settings, with the C library, without which lintian refuses it', () => {
    const options = {
      root,
      system: 'linux',
      architecture: 'x64',
      outFolder: 'packages',
      electronFolder: null,
      nativesFolder: 'natives',
      runtimeFolder: null,
      environment: {},
    } as const;
    const { deb } = builderConfig(options);
    expect(deb?.depends).toEqual(DEB_DEPENDS);
    expect(DEB_DEPENDS).toContain('libc6');
  });

  it('holds all that electron-builder would name by itself', () => {
    const target = readFileSync(`${root}/node_modules/app-builder-lib/out/targets/FpmTarget.js`, 'utf8');
    const [, list] = /case "deb":\s*return (\[[^\]]+\]);/u.exec(target) ?? [];
    const defaults = JSON.parse(list ?? '[]') as string[];
    expect(defaults.length).toBeGreaterThan(5);
    expect(DEB_DEPENDS).toEqual(expect.arrayContaining(defaults));
  });
});
