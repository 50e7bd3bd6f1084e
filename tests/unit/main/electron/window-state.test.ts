import { execFileSync, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeWindow, readWindowState } from '../../../../src/main/electron/window-state';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const laptop = { x: 0, y: 0, width: 1_366, height: 728 };
const office = { x: 1_366, y: -200, width: 2_560, height: 1_400 };

let folder: string;
beforeAll(async () => {
  folder = await makeFolder('window');
});
afterAll(() => removeFolder(folder));

function state(x: number, y: number, width = 1_000, height = 700): NonNullable<ReturnType<typeof readWindowState>> {
  return { bounds: { x, y, width, height }, maximized: false };
}

describe('the place of the window', () => {
  it('is the system’s choice at the first start', () => {
    expect(placeWindow(null, [office])).toEqual({
      bounds: { width: 1_280, height: 820 },
      minimum: { width: 900, height: 600 },
      maximized: false,
    });
    expect(placeWindow(null, [laptop]).bounds).toEqual({ width: 1_280, height: 728 });
  });

  it('is where it was, on whichever display', () => {
    expect(placeWindow(state(100, 20), [laptop]).bounds).toEqual({ x: 100, y: 20, width: 1_000, height: 700 });
    expect(placeWindow(state(1_500, -100), [laptop, office]).bounds).toMatchObject({ x: 1_500, y: -100 });
  });

  it.each([
    ['on a display that is gone', state(1_500, -100)],
    ['left of every display', state(-990, 10)],
    ['above, so that its title bar is out of reach', state(100, -50)],
    ['below', state(100, 700)],
  ])('is given up when it lies %s', (_, kept) => {
    expect(placeWindow(kept, [laptop]).bounds).toEqual({ width: 1_000, height: 700 });
  });

  it('is no larger than the display and no smaller than every screen needs', () => {
    expect(placeWindow(state(0, 0, 5_000, 4_000), [laptop]).bounds).toMatchObject({ width: 1_366, height: 728 });
    expect(placeWindow(state(0, 0, 10, 10), [laptop]).bounds).toMatchObject({ width: 900, height: 600 });
    expect(placeWindow({ ...state(0, 0), maximized: true }, [laptop]).maximized).toBe(true);
  });

  it('fits a display that is smaller than every screen needs, as one that is magnified', () => {
    const magnified = { x: 0, y: 0, width: 683, height: 364 };
    for (const kept of [null, state(0, 0)])
      expect(placeWindow(kept, [magnified])).toMatchObject({
        bounds: { width: 683, height: 364 },
        minimum: { width: 683, height: 364 },
      });
  });

  it.each([
    ['no JSON', '{"bounds":'],
    ['another shape', '{"bounds":{"x":"1"}}'],
    ['a fraction', '{"bounds":{"x":0.5,"y":0,"width":1,"height":1},"maximized":false}'],
    ['a further key', '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false,"url":"http://evil"}'],
    ['nothing', ''],
  ])('is forgotten where its file holds %s', async (_, text) => {
    const path = join(folder, 'state.json');
    await writeFile(path, text);
    expect(readWindowState(path)).toBeNull();
    expect(readWindowState(join(folder, 'missing.json'))).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is not read from a named pipe, which may hold the start up', () => {
    const path = join(folder, 'pipe.json');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'echo "$0" > "$1"', JSON.stringify(state(1, 2)), path]);
    expect(readWindowState(path)).toBeNull();
    writer.kill('SIGKILL');
  });

  it('is read back as it was kept', async () => {
    const path = join(folder, 'state.json');
    await writeFile(path, JSON.stringify(state(1, 2)));
    expect(readWindowState(path)).toEqual(state(1, 2));
  });
});
