import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdir, readFile, rm, stat, symlink, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runningAppImage } from '../../../../src/main/electron/installation';
import { temporaryFileName } from '../../../../src/main/services/files/atomic-write';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { PATIENCE } from '../../../support/patience';
import { createUpdatePort, type UpdatePortOptions } from '../../../../src/main/electron/update-port';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

type Answer = Awaited<ReturnType<UpdatePortOptions['dialog']['showOpenDialog']>>;

function scene(changes: Partial<UpdatePortOptions> = {}) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  const showOpenDialog = vi.fn(async (): Promise<Answer> => ({ canceled: true, filePaths: [] }));
  const start = vi.fn();
  const port = createUpdatePort({
    app: app as unknown as UpdatePortOptions['app'],
    dialog: { showOpenDialog },
    window: () => null,
    texts: { title: 'Choose', fileKind: 'Update' },
    platform: 'linux',
    architecture: 'x64',
    appImage: null,
    start,
    kind: 'deb',
    ...changes,
  });
  return { app, port, start, showOpenDialog };
}

it('the description is the file that the learner chooses, or none', async () => {
  const { port, showOpenDialog } = scene();
  expect(await port.chooseDescription()).toBeNull();
  showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/media/stick/update.json'] });
  expect(await port.chooseDescription()).toBe('/media/stick/update.json');
});

describe('the installer starts when the app has quit, and not before', () => {
  let folder: string;
  let fresh: string;
  let old: string;
  const digest = createHash('sha256').update('new').digest('hex');

  beforeEach(async () => {
    folder = await makeFolder('update-port');
    [old, fresh] = [join(folder, 'app.AppImage'), join(folder, 'fresh')];
    await writeFile(old, 'old');
    await writeFile(fresh, 'new', { mode: 0o600 });
  });
  afterEach(() => removeFolder(folder));

  it.each([
    ['win32', null],
    ['darwin', '/usr/bin/open'],
    ['linux', 'xdg-open'],
  ] as const)('on %s', async (platform, opener) => {
    const { app, port, start } = scene({ platform });
    expect(await port.closeAndInstall(fresh, digest)).toBe(true);
    expect(app.quit).toHaveBeenCalledOnce();
    expect(start).not.toHaveBeenCalled();
    app.emit('quit');
    expect(start.mock.calls).toEqual([opener === null ? [fresh, []] : [opener, [fresh]]]);
  });

  it('as an AppImage, in the place of the old one', async () => {
    const { app, port, start } = scene({ appImage: old });
    await port.closeAndInstall(fresh, digest);
    expect(await readFile(old, 'utf8')).toBe('old');
    app.emit('quit');
    expect(await readFile(old, 'utf8')).toBe('new');
    expect((await stat(old)).mode & 0o700).toBe(0o700);
    expect(start.mock.calls).toEqual([[old, []]]);
    expect(await readdir(folder)).toEqual(['app.AppImage', 'fresh']);
  });

  it.each([
    ['an installer', null],
    ['an AppImage', 'app.AppImage'],
  ])('once, however often it is asked for, and never after the person stayed (%s)', async (_, name) => {
    const { app, port, start } = scene({ appImage: name && join(folder, name) });
    await port.closeAndInstall(fresh, digest);
    await port.closeAndInstall(fresh, digest);
    port.forget();
    app.emit('quit');
    expect(start).not.toHaveBeenCalled();
    expect(await readFile(old, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['app.AppImage', 'fresh']);
    await port.closeAndInstall(fresh, digest);
    await port.closeAndInstall(fresh, digest);
    app.emit('quit');
    app.emit('quit');
    expect(start).toHaveBeenCalledOnce();
  });

  it.each([
    ['an installer', null, 'was changed', () => writeFile(fresh, 'neW')],
    ['an AppImage', 'app.AppImage', 'was changed', () => writeFile(fresh, 'neW')],
    ['an installer', null, 'a virus scanner took away', () => rm(fresh)],
    ['an AppImage', 'app.AppImage', 'a virus scanner took away', () => rm(fresh)],
  ])('not at all for %s (%s) that %s, and the app goes on', async (_, name, __, spoil) => {
    await spoil();
    const before = await readdir(folder);
    const { app, port, start } = scene({ appImage: name && join(folder, name) });
    expect(await port.closeAndInstall(fresh, digest)).toBe(false);
    expect(app.quit).not.toHaveBeenCalled();
    app.emit('quit');
    expect(start).not.toHaveBeenCalled();
    expect(await readdir(folder)).toEqual(before);
  });

  it('not at all for an AppImage that the disk keeps otherwise than it was copied', async () => {
    const writeFileOf = vi.spyOn(await fileHandlePrototype(), 'writeFile');
    writeFileOf.mockImplementationOnce(async function (this: FileHandle) {
      await this.write('neW');
    });
    const { app, port } = scene({ appImage: old });
    expect(await port.closeAndInstall(fresh, digest)).toBe(false);
    writeFileOf.mockRestore();
    expect(app.quit).not.toHaveBeenCalled();
    expect(await readdir(folder)).toEqual(['app.AppImage', 'fresh']);
  });

  it('and what a killed run left beside an AppImage is gone at a later start, but not what another is writing', async () => {
    const left = (digit: string): string => `.child-justice-write-${digit.repeat(8)}-1111-1111-1111-111111111111.tmp`;
    for (const digit of ['1', '2']) await writeFile(join(folder, left(digit)), 'new');
    await utimes(join(folder, left('1')), 0, 0);
    scene({ appImage: old });
    await vi.waitFor(async () => {
      expect(await readdir(folder)).toEqual([left('2'), 'app.AppImage', 'fresh']);
    }, PATIENCE);
  });

  it('writes nothing beside an AppImage but what a later start finds', async () => {
    const { port } = scene({ appImage: old });
    await port.closeAndInstall(fresh, digest);
    const names = (await readdir(folder)).filter((name) => !['app.AppImage', 'fresh'].includes(name));
    expect(names).toEqual([expect.stringMatching(temporaryFileName)]);
  });

  it('through no link that stands ready beside the AppImage, and is told before the quit where it can’t be copied', async () => {
    const victim = join(folder, 'fresh-victim');
    await writeFile(victim, 'mine');
    await symlink(victim, `${old}.new`);
    const { app, port } = scene({ appImage: old });
    await port.closeAndInstall(fresh, digest);
    app.emit('quit');
    expect(await readFile(victim, 'utf8')).toBe('mine');
    const gone = scene({ appImage: join(folder, 'gone', 'app.AppImage') });
    await expect(gone.port.closeAndInstall(fresh, digest)).rejects.toThrow();
    expect(gone.app.quit).not.toHaveBeenCalled();
  });
});

describe('the AppImage that the program runs from', () => {
  const mounted = { APPIMAGE: '/stick/app.AppImage', APPDIR: '/tmp/.mount_app' };
  const same = (path: string): string => path;

  it('is the one whose folder holds the program', () => {
    expect(runningAppImage('/tmp/.mount_app/child-justice-series', mounted, same)).toBe('/stick/app.AppImage');
    const behindLink = (path: string): string => path.replace(/^\/tmp/u, '/private/tmp');
    expect(runningAppImage('/private/tmp/.mount_app/app', mounted, behindLink)).toBe('/stick/app.AppImage');
  });

  it.each([
    ['another AppImage that started this program', '/opt/app/child-justice-series', mounted],
    ['a folder whose name begins alike', '/tmp/.mount_app2/app', mounted],
    ['the folder itself', '/tmp/.mount_app', mounted],
    ['a name without a folder', '/opt/app/app', { APPIMAGE: mounted.APPIMAGE }],
    ['no absolute path', '/tmp/.mount_app/app', { ...mounted, APPIMAGE: 'app.AppImage' }],
    ['nothing', '/opt/app/app', {}],
  ])('is none for %s', (_, executable, environment) => {
    expect(runningAppImage(executable, environment, same)).toBeNull();
  });

  it('is none where the folder is gone', () => {
    const gone = (): string => {
      throw new Error('ENOENT');
    };
    expect(runningAppImage('/tmp/.mount_app/app', mounted, gone)).toBeNull();
  });
});
