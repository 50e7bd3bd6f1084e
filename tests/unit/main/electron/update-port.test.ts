import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createUpdatePort, type UpdatePortOptions } from '../../../../src/main/electron/update-port';

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
    environment: {},
    start,
    exists: () => false,
    ...changes,
  });
  return { app, port, start, showOpenDialog };
}

describe('the kind of an installation', () => {
  it.each([
    ['win32', {}, false, 'nsis'],
    ['darwin', {}, false, 'dmg'],
    ['linux', { APPIMAGE: '/home/member/app.AppImage' }, true, 'AppImage'],
    ['linux', {}, true, 'deb'],
    ['linux', {}, false, 'rpm'],
  ] as const)('on %s with %j, dpkg there: %s, is %s', (platform, environment, hasDpkg, kind) => {
    const { port } = scene({ platform, environment, exists: (path) => hasDpkg && path === '/usr/bin/dpkg' });
    expect(port.installation).toEqual({ kind, architecture: 'x64' });
  });
});

it('the description is the file that the learner chooses, or none', async () => {
  const { port, showOpenDialog } = scene();
  expect(await port.chooseDescription()).toBeNull();
  showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/media/stick/update.json'] });
  expect(await port.chooseDescription()).toBe('/media/stick/update.json');
});

describe('the installer starts when the app has quit, and not before', () => {
  it.each([
    ['win32', '/data/setup.exe', []],
    ['darwin', '/usr/bin/open', ['/data/setup.exe']],
    ['linux', 'xdg-open', ['/data/setup.exe']],
  ] as const)('on %s', (platform, program, parameters) => {
    const { app, port, start } = scene({ platform });
    port.closeAndInstall('/data/setup.exe');
    expect(app.quit).toHaveBeenCalledOnce();
    expect(start).not.toHaveBeenCalled();
    app.emit('quit');
    expect(start).toHaveBeenCalledWith(program, parameters);
  });

  it('as an AppImage, in the place of the old one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'app-image-'));
    const [old, fresh] = [join(folder, 'app.AppImage'), join(folder, 'fresh')];
    await writeFile(old, 'old');
    await writeFile(fresh, 'new', { mode: 0o600 });
    const { app, port, start } = scene({ environment: { APPIMAGE: old } });
    port.closeAndInstall(fresh);
    expect(await readFile(old, 'utf8')).toBe('old');
    app.emit('quit');
    expect(await readFile(old, 'utf8')).toBe('new');
    expect((await stat(old)).mode & 0o700).toBe(0o700);
    expect(start).toHaveBeenCalledWith(old, []);
    await rm(folder, { recursive: true });
  });
});
