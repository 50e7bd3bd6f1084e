import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printFonts } from '../../../../src/main/services/typesetting/fonts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { packagesFolder } from './certificate-samples';

const root = resolve(import.meta.dirname, '../../../..');
let home = '';

beforeAll(async () => {
  home = await makeFolder('certificate-home');
  for (const folder of ['.fonts', '.local/share/fonts']) {
    await mkdir(join(home, folder), { recursive: true });
    for (const { file } of printFonts) {
      await writeFile(join(home, folder, basename(file)), withOtherWidths(await readFile(join(packagesFolder, file))));
    }
  }
});
afterAll(() => removeFolder(home));

/** The same font with every letter as wide as two: what another version of it on someone's computer could be. */
function withOtherWidths(font: Buffer): Buffer {
  const table = (tag: string): number => {
    const entry = font.indexOf(tag, 12, 'latin1');
    return font.readUInt32BE(entry + 8);
  };
  const metrics = font.readUInt16BE(table('hhea') + 34);
  for (let index = 0; index < metrics; index += 1) font.writeUInt16BE(2_000, table('hmtx') + index * 4);
  return font;
}

function digest(environment: NodeJS.ProcessEnv): string {
  return execFileSync(
    process.execPath,
    ['--import', 'tsx', resolve(import.meta.dirname, 'certificate-typeset-child.ts')],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    },
  );
}

describe('fonts of the same name on the learner’s computer', () => {
  it('change nothing: the certificate is set in the bundled ones', () => {
    const usual = digest({});
    expect(usual).toMatch(/^[0-9a-f]{64}$/u);
    expect(digest({ HOME: home, XDG_DATA_HOME: join(home, '.local/share') })).toBe(usual);
  });
});
