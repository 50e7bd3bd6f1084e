import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUnlockTries } from '../../../../src/main/services/protection/unlock-tries';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const KEY = { learnerId: LEARNER, keyId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ac' };
const OTHER_KEY = { learnerId: LEARNER, keyId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ad' };
const NOW = Date.UTC(2026, 10, 20);

let root = '';
beforeEach(async () => {
  root = await makeFolder('unlock-tries');
});
afterEach(async () => {
  await removeFolder(root);
});

/** The counter of one run of the host; both clocks are the test's. */
function counter({ run = 'one', folder = join(root, 'tries') } = {}) {
  const clocks = { wall: NOW, steady: 1_000 };
  const state = { removed: false };
  const tries = createUnlockTries({
    folder,
    now: () => clocks.wall,
    readClock: () => ({ run, milliseconds: clocks.steady }),
    isRemoved: async () => state.removed,
  });
  const pass = (milliseconds: number): void => {
    clocks.wall += milliseconds;
    clocks.steady += milliseconds;
  };
  const wrong = async (times: number): Promise<number> => {
    let wait = 0;
    for (let count = 0; count < times; count += 1) wait = (await tries.count(KEY)).wait;
    return wait;
  };
  return { tries, clocks, state, pass, wrong };
}

describe('the host’s count of wrong PINs', () => {
  it('takes four without a wait, then each costs more, and none is taken before its wait is over', async () => {
    const { tries, pass, wrong } = counter();
    expect((await tries.wait(KEY)).wait).toBe(0);
    expect(await wrong(4)).toBe(0);
    expect(await tries.count(KEY)).toMatchObject({ taken: true, wait: 30_000, failures: 5 });
    pass(29_999);
    expect(await tries.count(KEY)).toMatchObject({ taken: false, wait: 1, failures: 5 });
    expect((await tries.wait(KEY)).wait).toBe(1);
    pass(1);
    expect(await tries.count(KEY)).toMatchObject({ taken: true, wait: 60_000, failures: 6 });
  });

  it('goes on for a learner who was removed, of whom another browser may ask, and leaves nothing on the disk', async () => {
    const { tries, state, pass, wrong } = counter();
    await wrong(5);
    state.removed = true;
    await tries.forget(LEARNER);
    expect(await wrong(4)).toBe(0);
    expect(await tries.count(KEY)).toMatchObject({ taken: true, wait: 30_000, failures: 5 });
    pass(29_999);
    expect((await tries.wait(KEY)).wait).toBe(1);
    await tries.clear(KEY);
    expect((await tries.wait(KEY)).wait).toBe(0);
    expect(await readdir(join(root, 'tries'))).toEqual([]);
  });

  it('stands on the disk before the try is made, and outlives the host', async () => {
    await counter().wrong(5);
    const { tries, clocks } = counter({ run: 'two' });
    expect((await tries.wait(KEY)).wait).toBe(30_000);
    clocks.wall += 30_000;
    expect(await tries.count(KEY)).toMatchObject({ taken: true, wait: 60_000 });
  });

  it('keeps nobody out for longer than the wait because the clock was far ahead at the wrong tries', async () => {
    const before = counter();
    before.clocks.wall = Date.UTC(2569, 0, 1);
    await before.wrong(5);
    const { tries, clocks } = counter({ run: 'two' });
    clocks.wall = NOW;
    expect(await tries.count(KEY)).toMatchObject({ taken: true, failures: 6 });
  });

  it('is one for two windows that try in the same moment', async () => {
    const { tries, wrong } = counter();
    await wrong(4);
    const both = await Promise.all([tries.count(KEY), tries.count(KEY)]);
    expect(both.map(({ taken }) => taken)).toEqual([true, false]);
  });

  it('is each learner’s own, whichever way the id is written, and is forgotten after the right PIN', async () => {
    const { tries, wrong } = counter();
    await wrong(5);
    expect((await tries.wait({ ...KEY, learnerId: LEARNER.toUpperCase() })).wait).toBe(30_000);
    expect((await tries.wait({ ...KEY, learnerId: LEARNER.replace('018f', '018e') })).wait).toBe(0);
    await tries.clear(KEY);
    expect((await tries.wait(KEY)).wait).toBe(0);
    await expect(tries.clear(KEY)).resolves.toBeUndefined();
    expect(await readdir(join(root, 'tries'))).toEqual([]);
  });

  it('is each key’s own: the right PIN of one leaves the tries at another, until the learner is removed', async () => {
    const { tries, wrong } = counter();
    await wrong(5);
    expect(await tries.count(OTHER_KEY)).toMatchObject({ taken: true, failures: 1 });
    await tries.clear(OTHER_KEY);
    expect((await tries.wait(KEY)).wait).toBe(30_000);
    expect(await tries.count(OTHER_KEY)).toMatchObject({ taken: true, failures: 1 });
    await tries.clear(KEY);
    expect(await readdir(join(root, 'tries'))).toHaveLength(1);
    await tries.forget(LEARNER);
    expect(await readdir(join(root, 'tries'))).toEqual([]);
    await expect(tries.forget(LEARNER)).resolves.toBeUndefined();
  });

  it('is kept for its owner alone, under a name that tells no id', async () => {
    await counter().wrong(1);
    const [name = ''] = await readdir(join(root, 'tries'));
    expect(name).toMatch(/^[0-9a-f]{64}\.json$/u);
    expect(await readFile(join(root, 'tries', name), 'utf8')).not.toContain(LEARNER);
    if (process.platform !== 'win32') expect((await stat(join(root, 'tries', name))).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', 'null', '{"keys":[]}', `{"keys":{"${KEY.keyId}":{"failures":9,"lastAt":0}}}`])(
    'begins at nought where its file holds %j',
    async (text) => {
      const { tries, wrong } = counter();
      await wrong(5);
      const [name = ''] = await readdir(join(root, 'tries'));
      await writeFile(join(root, 'tries', name), text);
      expect((await tries.wait(KEY)).wait).toBe(0);
      expect(await tries.count(KEY)).toMatchObject({ taken: true, failures: 1 });
    },
  );

  it('refuses the try where it can’t be counted, and counts the next one', async () => {
    const folder = join(root, 'in-the-way');
    await writeFile(folder, 'A file where the folder should be.');
    const { tries } = counter({ folder });
    await expect(tries.count(KEY)).rejects.toMatchObject({ name: 'OperationFailure' });
    await rm(folder);
    expect(await tries.count(KEY)).toMatchObject({ taken: true, failures: 1 });
  });
});
