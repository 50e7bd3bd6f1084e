import { mkdir, open, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../../src/main/services/files/atomic-write';
import { sweepStaleTemporaryFiles } from '../../../../src/main/services/files/temporary-file-sweep';
import { immutableFolder, temporaryFolder, within } from '../../../support/faulty-places';
import { removeFolder } from '../../../support/remove-folder';

const now = Date.parse('2026-11-25T12:00:00Z');
const hour = 3_600_000;
const name = (digit: string): string => `.child-justice-write-${digit.repeat(8)}-1111-4111-8111-111111111111.tmp`;

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => removeFolder(folder));

async function fileOfAge(fileName: string, age: number): Promise<void> {
  await writeFile(join(folder, fileName), 'x');
  await utimes(join(folder, fileName), (now - age) / 1000, (now - age) / 1000);
}

describe('sweeping temporary files', () => {
  it('deletes old ones and keeps the ones that another window may be writing', async () => {
    await fileOfAge(name('a'), 2 * hour);
    await fileOfAge(name('b'), hour);
    await fileOfAge(name('c'), hour - 1_000);
    expect(await sweepStaleTemporaryFiles(folder, now)).toBe(2);
    expect(await readdir(folder)).toEqual([name('c')]);
  });

  it('keeps every file that this app did not name, however old', async () => {
    const others = [
      'certificate.pdf',
      'x.tmp',
      '.child-justice-write-.tmp',
      `${name('a')}.pdf`,
      `my${name('a')}`,
      name('g'),
    ];
    for (const other of others) await fileOfAge(other, 1_000 * hour);
    expect(await sweepStaleTemporaryFiles(folder, now)).toBe(0);
    expect((await readdir(folder)).sort()).toEqual([...others].sort());
  });

  it('keeps folders and links of such a name', async () => {
    await mkdir(join(folder, name('a')));
    await writeFile(join(folder, 'target'), 'x');
    await symlink(join(folder, 'target'), join(folder, name('b')));
    expect(await sweepStaleTemporaryFiles(folder, Date.now() + 2 * hour)).toBe(0);
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await sweepStaleTemporaryFiles(join(folder, 'gone'), now)).toBe(0);
  });

  it('says when the folder is a file', async () => {
    await writeFile(join(folder, 'file'), 'x');
    await expect(sweepStaleTemporaryFiles(join(folder, 'file'), now)).rejects.toMatchObject({
      code: 'folder-missing',
    });
  });

  it('says when a file cannot be deleted', async (context) => {
    const place = immutableFolder((made) => writeFile(join(made, name('a')), 'x'));
    await within(context, place, async (made) => {
      const failure = { code: 'no-access', details: { fileName: name('a') } };
      await expect(sweepStaleTemporaryFiles(made, Date.now() + 2 * hour)).rejects.toMatchObject(failure);
    });
  });

  it('finds the very files that a killed write leaves', async () => {
    const killed = {
      platform: 'linux',
      open,
      wait: () => Promise.resolve(),
      rename: () => Promise.reject(new Error('killed')),
      unlink: () => Promise.resolve(),
    } as const;
    await expect(writeFileAtomically(join(folder, 'certificate.pdf'), Buffer.from('new'), killed)).rejects.toThrow();
    expect(await readdir(folder)).toHaveLength(1);
    expect(await sweepStaleTemporaryFiles(folder, Date.now() + 2 * hour)).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });
});
