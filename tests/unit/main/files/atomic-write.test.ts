import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically, type AtomicWriteSystem } from '../../../../src/main/services/files/atomic-write';
import { bundledScript } from '../../../support/bundled-script';
import { immutableFolder, readOnlyMount, smallDisk, temporaryFolder, within } from '../../../support/faulty-places';
import { removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';

let scriptFolder = '';
let script = '';
beforeAll(async () => {
  scriptFolder = await temporaryFolder();
  // Another person starts it as well.
  await chmod(scriptFolder, 0o755);
  script = await bundledScript(resolve(import.meta.dirname, 'atomic-write-child.ts'), scriptFolder);
});
afterAll(() => removeFolder(scriptFolder));

let folder = '';
let target = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  target = join(folder, 'certificate.pdf');
});
afterEach(() => removeFolder(folder));

const realSystem: AtomicWriteSystem = { platform: 'linux', open, rename, unlink, wait: () => Promise.resolve() };

describe('writing a file', () => {
  it('gives the file these bytes, for its owner alone, and leaves nothing else', async () => {
    await writeFileAtomically(target, Buffer.from('new'));
    expect(await readFile(target, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
    if (process.platform !== 'win32') expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('replaces an older file', async () => {
    await writeFile(target, 'a much longer old content');
    await writeFileAtomically(target, Buffer.from('new'));
    expect(await readFile(target, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
  });

  it('writes an empty file', async () => {
    await writeFileAtomically(target, new Uint8Array());
    expect((await stat(target)).size).toBe(0);
  });

  it('takes the longest name that the file system takes', async () => {
    const name = `${'n'.repeat(251)}.pdf`;
    await writeFileAtomically(join(folder, name), Buffer.from('new'));
    expect(await readdir(folder)).toEqual([name]);
  });

  it('lets one of many writers at once win, whole', async () => {
    const versions = Array.from({ length: 12 }, (_, version) => Buffer.alloc(100_000, version));
    await Promise.all(versions.map((bytes) => writeFileAtomically(target, bytes)));
    const found = await readFile(target);
    expect(versions.some((bytes) => bytes.equals(found))).toBe(true);
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
  });

  it('replaces a symbolic link and never writes through it', async () => {
    const elsewhere = join(folder, 'elsewhere.txt');
    await writeFile(elsewhere, 'untouched');
    await symlink(elsewhere, target);
    await writeFileAtomically(target, Buffer.from('new'));
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
    expect((await lstat(target)).isSymbolicLink()).toBe(false);
    expect(await readFile(target, 'utf8')).toBe('new');
  });

  it('is on disk before it has its name: created anew for the owner alone, written, synced, closed, renamed, folder synced', async () => {
    const calls: string[] = [];
    await writeFileAtomically(target, Buffer.from('new'), {
      ...realSystem,
      open: async (path, flags, mode) => {
        const handle = await open(path, flags, mode);
        const name = flags === 'r' ? 'folder' : 'file';
        calls.push(`open ${name} ${flags} ${mode?.toString(8) ?? ''}`.trim());
        for (const method of ['writeFile', 'sync', 'close'] as const) {
          const original = handle[method].bind(handle) as (...given: unknown[]) => Promise<void>;
          Object.assign(handle, {
            [method]: (...given: unknown[]) => (calls.push(`${method} ${name}`), original(...given)),
          });
        }
        return handle;
      },
      rename: (from, to) => (calls.push('rename'), rename(from, to)),
    });
    expect(calls).toEqual([
      'open file wx 600',
      'writeFile file',
      'sync file',
      'close file',
      'rename',
      'open folder r',
      'sync folder',
      'close folder',
    ]);
  });
});

describe('a write that fails leaves the old file and no temporary one, and says why', () => {
  it('disk full', (context) =>
    within(context, smallDisk(), async (disk) => {
      const file = join(disk, 'certificate.pdf');
      await writeFileAtomically(file, Buffer.from('old'));
      await expect(writeFileAtomically(file, Buffer.alloc(200_000))).rejects.toMatchObject({
        code: 'disk-full',
        details: { fileName: 'certificate.pdf', reason: 'ENOSPC' },
      });
      expect(await readFile(file, 'utf8')).toBe('old');
      expect(await readdir(disk)).toEqual(['certificate.pdf']);
      await writeFileAtomically(file, Buffer.alloc(20_000));
      expect((await stat(file)).size).toBe(20_000);
    }));

  it.runIf(process.platform === 'linux')('disk full, as the kernel reports it while writing', async () => {
    await writeFile(target, 'old');
    const removed: string[] = [];
    const full = {
      ...realSystem,
      open: () => open('/dev/full', 'w'),
      unlink: (path: string) => (removed.push(path), Promise.resolve()),
    };
    await expect(writeFileAtomically(target, Buffer.alloc(5_000), full)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readFile(target, 'utf8')).toBe('old');
    expect(removed).toHaveLength(1);
  });

  it('read-only file system', (context) =>
    within(
      context,
      readOnlyMount((place) => writeFile(join(place, 'certificate.pdf'), 'old')),
      async (place) => {
        const file = join(place, 'certificate.pdf');
        await expect(writeFileAtomically(file, Buffer.from('new'))).rejects.toMatchObject({
          code: 'read-only',
          details: { reason: 'EROFS' },
        });
        expect(await readFile(file, 'utf8')).toBe('old');
        expect(await readdir(place)).toEqual(['certificate.pdf']);
      },
    ));

  it('a folder in which nothing may be made', (context) =>
    within(context, immutableFolder(), async (place) => {
      await expect(writeFileAtomically(join(place, 'x.pdf'), Buffer.from('new'))).rejects.toMatchObject({
        code: 'no-access',
      });
      expect(await readdir(place)).toEqual([]);
    }));

  it('a folder of another person', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root can act as another person');
    await writeFile(target, 'old');
    await chmod(folder, 0o755);
    const { stdout, stderr } = spawnSync(process.execPath, [script, 'once', target], {
      encoding: 'utf8',
      uid: 65_534,
      gid: 65_534,
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'no-access', stderr: '' });
    expect(await readFile(target, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
  });

  it('the name is that of a folder', async () => {
    await mkdir(target);
    await writeFile(join(target, 'inside.txt'), 'kept');
    await expect(writeFileAtomically(target, Buffer.from('new'))).rejects.toMatchObject({
      code: 'is-a-folder',
      details: { fileName: 'certificate.pdf' },
    });
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
    expect(await readdir(target)).toEqual(['inside.txt']);
  });

  it('the name is that of a folder, on Windows, which refuses it as it does an open file', async () => {
    await mkdir(target);
    const windows: AtomicWriteSystem = {
      ...realSystem,
      platform: 'win32',
      rename: () => Promise.reject(systemError('EPERM')),
    };
    await expect(writeFileAtomically(target, Buffer.from('new'), windows)).rejects.toMatchObject({
      code: 'is-a-folder',
    });
  });

  it('though the temporary one can’t be deleted either: the first error counts', async () => {
    const faulty: AtomicWriteSystem = {
      ...realSystem,
      rename: () => Promise.reject(systemError('ENOSPC')),
      unlink: () => Promise.reject(systemError('EPERM')),
    };
    await expect(writeFileAtomically(target, Buffer.from('new'), faulty)).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('the folder is not there', async () => {
    await expect(writeFileAtomically(join(folder, 'gone', 'x.pdf'), Buffer.from('new'))).rejects.toMatchObject({
      code: 'folder-missing',
      details: { reason: 'ENOENT' },
    });
  });

  it('the folder is a file', async () => {
    await writeFile(target, 'old');
    await expect(writeFileAtomically(join(target, 'x.pdf'), Buffer.from('new'))).rejects.toMatchObject({
      code: 'folder-missing',
    });
  });

  it('the name is too long', async () => {
    await expect(writeFileAtomically(join(folder, 'n'.repeat(300)), Buffer.from('new'))).rejects.toMatchObject({
      // Windows has no error of its own for it (libuv makes ENOENT of ERROR_INVALID_NAME).
      code: process.platform === 'win32' ? 'folder-missing' : 'name-too-long',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['open', 'EMFILE', 'write-failed'],
    ['open', 'EDQUOT', 'disk-full'],
    ['open', 'EACCES', 'no-access'],
    ['rename', 'EBUSY', 'file-busy'],
    ['rename', 'ETXTBSY', 'file-busy'],
    ['rename', 'EISDIR', 'is-a-folder'],
    ['rename', 'EIO', 'write-failed'],
  ] as const)('%s answers %s: %s', async (call, systemCode, code) => {
    await writeFile(target, 'old');
    const faulty = { ...realSystem, [call]: () => Promise.reject(systemError(systemCode)) };
    const failure = await writeFileAtomically(target, Buffer.from('new'), faulty).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'OperationFailure',
      code,
      details: { fileName: 'certificate.pdf', reason: systemCode },
    });
    expect(failure).toHaveProperty('message', expect.not.stringContaining(folder));
    expect(await readFile(target, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
  });

  it('a file that does not reach the disk never gets the name', async () => {
    await writeFile(target, 'old');
    const unsynced: AtomicWriteSystem = {
      ...realSystem,
      open: async (path, flags, mode) =>
        Object.assign(await open(path, flags, mode), { sync: () => Promise.reject(systemError('EIO')) }),
    };
    await expect(writeFileAtomically(target, Buffer.from('new'), unsynced)).rejects.toMatchObject({
      code: 'write-failed',
    });
    expect(await readFile(target, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['certificate.pdf']);
  });
});

describe('the folder', () => {
  const folderSync = (code: string): AtomicWriteSystem => ({
    ...realSystem,
    open: async (path, flags, mode) => {
      const handle = await open(path, flags, mode);
      return flags === 'r' ? Object.assign(handle, { sync: () => Promise.reject(systemError(code)) }) : handle;
    },
  });

  it.each(['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF'])(
    'need not be syncable, as on some network drives (%s)',
    async (code) => {
      await writeFileAtomically(target, Buffer.from('new'), folderSync(code));
      expect(await readFile(target, 'utf8')).toBe('new');
    },
  );

  it('that fails to sync is told, because a power cut could still undo the write', async () => {
    await expect(writeFileAtomically(target, Buffer.from('new'), folderSync('EIO'))).rejects.toMatchObject({
      code: 'write-failed',
    });
  });

  it('is not opened on Windows, which cannot', async () => {
    const opened: string[] = [];
    const windows: AtomicWriteSystem = {
      ...realSystem,
      platform: 'win32',
      open: (path, flags, mode) => (opened.push(flags), open(path, flags, mode)),
    };
    await writeFileAtomically(target, Buffer.from('new'), windows);
    expect(opened).toEqual(['wx']);
  });
});

describe('a file that a scanner holds', () => {
  function held(platform: NodeJS.Platform, times: number, code: string) {
    const waits: number[] = [];
    let left = times;
    const system: AtomicWriteSystem = {
      ...realSystem,
      platform,
      rename: (from, to) => (left-- > 0 ? Promise.reject(systemError(code)) : rename(from, to)),
      wait: (milliseconds) => (waits.push(milliseconds), Promise.resolve()),
    };
    return { system, waits };
  }

  it.each(['EPERM', 'EBUSY', 'EACCES'])(
    'is tried again on Windows after %s, a little later each time',
    async (code) => {
      const { system, waits } = held('win32', 3, code);
      await writeFileAtomically(target, Buffer.from('new'), system);
      expect(await readFile(target, 'utf8')).toBe('new');
      expect(waits).toEqual([20, 50, 100]);
    },
  );

  // A PDF that is open in another program is EPERM there, as a folder is that allows no writing.
  it.each(['EBUSY', 'EPERM', 'EACCES'])('is told on Windows after about a second and a half (%s)', async (code) => {
    const { system, waits } = held('win32', 100, code);
    await expect(writeFileAtomically(target, Buffer.from('new'), system)).rejects.toMatchObject({ code: 'file-busy' });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(1_570);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not tried again for an error that stays', async () => {
    const { system, waits } = held('win32', 1, 'ENOSPC');
    await expect(writeFileAtomically(target, Buffer.from('new'), system)).rejects.toMatchObject({ code: 'disk-full' });
    expect(waits).toEqual([]);
  });

  it('is not tried again elsewhere', async () => {
    const { system, waits } = held('linux', 1, 'EPERM');
    await expect(writeFileAtomically(target, Buffer.from('new'), system)).rejects.toMatchObject({ code: 'no-access' });
    expect(waits).toEqual([]);
  });
});

describe('a process that is killed while it writes', () => {
  it('leaves the old file or the new one, never a torn one', async () => {
    for (let kill = 0; kill < 12; kill += 1) {
      const child = spawn(process.execPath, [script, 'repeat', target], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      // At a moment that differs from kill to kill, counted in looks at the file rather than in time.
      for (let look = 0; look < kill * 7; look += 1) await stat(target);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const found = await readFile(target);
      expect(found.length).toBe(256 * 1024);
      expect(found.every((byte) => byte === found[0])).toBe(true);
    }
  });
});
