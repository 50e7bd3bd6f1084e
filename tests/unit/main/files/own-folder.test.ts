import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecret } from '../../../../src/main/http/door';
import { createSigningKey } from '../../../../src/main/services/credential/signing-key';
import { createJournal, createLearnerRemovals } from '../../../../src/main/services/journal';
import { createUnlockTries } from '../../../../src/main/services/protection';
import { createSnapshots } from '../../../../src/main/services/snapshots';
import { readOnlyMount, within } from '../../../support/faulty-places';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { appendTo } from '../snapshots/snapshot-scene';

const isRemoved = async (): Promise<boolean> => false;
const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const change = { id: '018f3c1e-7b2a-7c3d-8e4f-0123456789ac', kind: 'statement' as const, body: '{}' };

const removalsIn = (folder: string) =>
  createLearnerRemovals({
    folder: join(folder, 'removed'),
    dataFolders: [],
    logger: { error: () => undefined },
    now: () => 0,
  });

let data: string;
let outside: string;

beforeEach(async () => {
  data = await makeFolder('own-folder');
  outside = await makeFolder('outside');
});

afterEach(async () => {
  for (const folder of [data, outside]) await removeFolder(folder);
});

describe.skipIf(process.platform === 'win32')('a named pipe in place of a small file of the data folder', () => {
  it('holds nobody up: the browser’s secret is not read, and the signing key is told to be unreadable', async () => {
    for (const name of ['browser-secret', 'signing-key.json']) execFileSync('mkfifo', [join(data, name)]);
    expect(await readSecret(data)).toBeNull();
    const host = { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
    const key = createSigningKey({ dataFolder: data, host });
    await expect(key.keyPair()).rejects.toMatchObject({ details: { reason: 'EINVAL' } });
    expect(await key.issuers()).toEqual([]);
  });

  it('holds nobody up at a record with a PIN: its count is told to be unreadable', async () => {
    const folder = join(data, 'unlock-tries');
    const readClock = () => ({ run: LEARNER, milliseconds: 0 });
    const tries = createUnlockTries({ folder, now: () => 0, readClock, isRemoved });
    const key = { learnerId: LEARNER, keyId: LEARNER };
    await tries.count(key);
    const [name = ''] = await readdir(folder);
    await rm(join(folder, name));
    execFileSync('mkfifo', [join(folder, name)]);
    await expect(tries.wait(key)).rejects.toMatchObject({ details: { reason: 'EINVAL' } });
  });
});

describe.skipIf(process.platform === 'win32')('a link in place of a folder of the data folder', () => {
  it('lets no mark of a removal out, nor one in', async () => {
    await symlink(outside, join(data, 'removed'));
    const removals = removalsIn(data);
    for (const asked of [
      removals.find(LEARNER),
      removals.lift(LEARNER),
      removals.remove(LEARNER, async () => undefined),
    ])
      await expect(asked).rejects.toMatchObject({ details: { reason: 'ELOOP' } });
    expect(await readdir(outside)).toEqual([]);
  });

  it('takes no count of wrong PINs, and gives none', async () => {
    await symlink(outside, join(data, 'unlock-tries'));
    const readClock = () => ({ run: LEARNER, milliseconds: 0 });
    const tries = createUnlockTries({ folder: join(data, 'unlock-tries'), now: () => 0, readClock, isRemoved });
    const key = { learnerId: LEARNER, keyId: LEARNER };
    for (const ask of [
      () => tries.count(key),
      () => tries.wait(key),
      () => tries.clear(key),
      () => tries.forget(LEARNER),
    ])
      await expect(ask()).rejects.toMatchObject({ details: { reason: 'ELOOP' } });
    expect(await readdir(outside)).toEqual([]);
  });

  it.each(['snapshots', `snapshots/${LEARNER}`])(
    'takes no snapshot and loses no file behind it: %s',
    async (linked) => {
      await mkdir(join(outside, LEARNER));
      await writeFile(join(outside, LEARNER, 'kept.txt'), 'kept');
      if (linked !== 'snapshots') await mkdir(join(data, 'snapshots'));
      await symlink(linked === 'snapshots' ? outside : join(outside, LEARNER), join(data, linked));
      const journal = createJournal(join(data, 'journals'));
      await appendTo(journal, [change]);
      const snapshots = createSnapshots({
        folder: join(data, 'snapshots'),
        journal,
        logger: { error: () => undefined },
        now: () => 0,
      });
      await expect(snapshots.take(LEARNER, 'before-import')).rejects.toMatchObject({ code: 'snapshot-damaged' });
      await expect(snapshots.list()).rejects.toMatchObject({ code: 'snapshot-damaged' });
      await snapshots.remove(LEARNER).catch(() => undefined);
      expect(await readdir(join(outside, LEARNER))).toEqual(['kept.txt']);
      expect((await stat(join(outside, LEARNER, 'kept.txt'))).size).toBe(4);
    },
  );

  it.each(['empty', 'missing'])(
    'is not taken for a folder without snapshots, though it leads to one that is %s',
    async (kind) => {
      await symlink(kind === 'empty' ? outside : join(outside, 'gone'), join(data, 'snapshots'));
      const snapshots = createSnapshots({
        folder: join(data, 'snapshots'),
        journal: createJournal(join(data, 'journals')),
        logger: { error: () => undefined },
        now: () => 0,
      });
      await expect(snapshots.list()).rejects.toMatchObject({ code: 'snapshot-damaged' });
    },
  );
});

describe('a folder of the data folder that is missing on a read-only disk', () => {
  it('is told to be on a read-only disk, whatever was to be saved in it', async (context) => {
    const mounting = readOnlyMount(async (place) => {
      await appendTo(createJournal(join(place, 'others')), [change]);
    });
    await within(context, mounting, async (mounted) => {
      const journal = createJournal(join(mounted, 'others'));
      const snapshots = createSnapshots({
        folder: join(mounted, 'snapshots'),
        journal,
        logger: { error: () => undefined },
        now: () => 0,
      });
      const readClock = () => ({ run: LEARNER, milliseconds: 0 });
      const tries = createUnlockTries({ folder: join(mounted, 'unlock-tries'), now: () => 0, readClock, isRemoved });
      for (const save of [
        () => appendTo(createJournal(join(mounted, 'journals')), [change]),
        () => removalsIn(mounted).remove(LEARNER, async () => undefined),
        () => snapshots.take(LEARNER, 'before-import'),
        () => tries.count({ learnerId: LEARNER, keyId: LEARNER }),
      ])
        await expect(save()).rejects.toMatchObject({ code: 'read-only' });
    });
  });
});
