import type { StatOptions } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { immutableFolder, within } from '../../../support/faulty-places';
import { change, LEARNER, OTHER_LEARNER } from '../snapshots/snapshot-scene';
import { markFile, MOMENT, startHost, studied } from './removal-host';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'removals-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe('the removal of a learner on the host', () => {
  it('leaves a mark with a moment and no id or name, and refuses whatever would make the journal anew', async () => {
    const host = await studied(folder);
    await host.remove();

    expect(await host.removals.removedAt(LEARNER)).toBe('2026-11-25T13:45:00.000Z');
    expect(await host.removals.removedAt(LEARNER.toUpperCase())).toBe('2026-11-25T13:45:00.000Z');
    const path = await markFile(folder);
    expect(path).not.toContain(LEARNER);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      version: 1,
      state: 'done',
      at: '2026-11-25T13:45:00.000Z',
    });
    const refused = { code: 'learner-removed', details: { learnerId: LEARNER } };
    await expect(host.journal.append(LEARNER, [change(1)])).rejects.toMatchObject(refused);
    await expect(host.journal.state(LEARNER)).rejects.toMatchObject(refused);
    await expect(host.journal.read(LEARNER, 0, 10)).rejects.toMatchObject(refused);
    await expect(host.journal.rewrite(LEARNER, new Map([['change-1', '{}']]))).rejects.toMatchObject(refused);
    await expect(host.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject(refused);
    await expect(host.snapshots.restore(LEARNER, '000001-2026-11-25T13-45-00-000Z-manual')).rejects.toMatchObject({
      code: expect.stringMatching(/learner-removed|snapshot-damaged|not-found/u) as string,
    });
    expect(await host.journal.list()).toEqual([]);
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
    expect((await host.snapshots.list()).snapshots).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('keeps its mark for the owner alone', async () => {
    const host = await studied(folder);
    await host.remove();
    expect((await stat(join(folder, 'removed'))).mode & 0o777).toBe(0o700);
    expect((await stat(await markFile(folder))).mode & 0o777).toBe(0o600);
  });

  it('touches nobody else', async () => {
    const host = await studied(folder);
    await host.journal.append(OTHER_LEARNER, [change(1)]);
    await host.remove();
    expect((await host.journal.list()).map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect(await host.removals.removedAt(OTHER_LEARNER)).toBeNull();
    expect((await host.journal.append(OTHER_LEARNER, [change(2)])).count).toBe(2);
  });

  it('asked for again changes nothing, not even the moment', async () => {
    await (await studied(folder)).remove();
    const later = startHost(folder, MOMENT + 60_000);
    await later.remove();
    expect(await later.removals.removedAt(LEARNER)).toBe('2026-11-25T13:45:00.000Z');
  });

  it('lets an append that was asked for before it end, and refuses the one after it', async () => {
    const host = await studied(folder);
    const before = host.journal.append(LEARNER, [change(2)]);
    const removing = host.remove();
    const after = removing.then(() => host.journal.append(LEARNER, [change(3)]));
    expect((await before).count).toBe(2);
    await expect(after).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
  });
});

describe('a removal in another process', () => {
  /** The journals of a process in which an append has found no mark when another process removes the learner. */
  function removedMeanwhile(host: ReturnType<typeof startHost>) {
    const elsewhere = startHost(folder);
    let isArmed = false;
    const removedAt = async (learnerId: string): Promise<string | null> => {
      const at = await host.removals.removedAt(learnerId);
      if (isArmed) {
        isArmed = false;
        await elsewhere.remove();
      }
      return at;
    };
    return { journal: createJournal(join(folder, 'journals'), { removedAt }), elsewhere, arm: () => (isArmed = true) };
  }

  it.each(['never read', 'read'])('is not undone by an append to a journal that was %s before', async (before) => {
    const { journal, elsewhere, arm } = removedMeanwhile(await studied(folder));
    if (before === 'read') await journal.append(LEARNER, [change(2)]);
    arm();
    await expect(journal.append(LEARNER, [change(3)])).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
    expect(await elsewhere.removals.removedAt(LEARNER)).toBe('2026-11-25T13:45:00.000Z');
  });

  it('is not undone by an append that has just looked at the file', async () => {
    const host = await studied(folder);
    const elsewhere = startHost(folder);
    const prototype = await fileHandlePrototype();
    const { stat: original } = prototype;
    vi.spyOn(prototype, 'stat').mockImplementationOnce(async function (this: FileHandle, options?: StatOptions) {
      const found = await original.call(this, options);
      await elsewhere.remove();
      return found;
    });
    await expect(host.journal.append(LEARNER, [change(2)])).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
    expect(await elsewhere.removals.removedAt(LEARNER)).toBe('2026-11-25T13:45:00.000Z');
  });

  it('is not undone by a snapshot that was being taken', async () => {
    const host = await studied(folder);
    const elsewhere = startHost(folder);
    const { copy } = host.journal;
    vi.spyOn(host.journal, 'copy').mockImplementationOnce(async (learnerId) => {
      const copied = await copy(learnerId);
      await elsewhere.remove();
      return copied;
    });
    await expect(host.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await readdir(join(folder, 'snapshots'))).toEqual([]);
  });

  it('stands while an append looks for its mark: a journal without a byte was not put back by hand', async () => {
    const host = await studied(folder);
    await host.remove();
    await writeFile(join(folder, 'journals', `${LEARNER}.jsonl`), '');
    expect(await host.removals.removedAt(LEARNER)).toBe('2026-11-25T13:45:00.000Z');
    expect(await host.journal.list()).toEqual([]);
  });
});

describe('a removal that was cut off', () => {
  it('between mark and deletion hides the learner, and the next start of the host ends it', async () => {
    const host = await studied(folder);
    await expect(host.remove(false, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');

    const next = startHost(folder);
    expect(await next.removals.removedAt(LEARNER)).not.toBeNull();
    expect(await next.journal.list()).toEqual([]);
    expect((await next.snapshots.list()).snapshots).toEqual([]);
    await expect(next.journal.append(LEARNER, [change(2)])).rejects.toMatchObject({ code: 'learner-removed' });
    await next.finish();

    expect([await readdir(join(folder, 'journals')), await readdir(join(folder, 'snapshots'))]).toEqual([[], []]);
    expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toMatchObject({ state: 'done' });
    expect(next.logged).toEqual([]);
  });

  it('is ended at a start without ending one that begins meanwhile', async () => {
    const host = await studied(folder);
    await host.marks.put(OTHER_LEARNER, 'begun');
    await host.journal.append(LEARNER, [change(2)]);
    await writeFile(join(folder, 'journals', `${OTHER_LEARNER}.jsonl`), '{}\n');
    const next = startHost(folder);
    await next.removals.finishBegun(async (learnerId) => {
      await next.removals.begin(LEARNER, false);
      await next.removals.remove(learnerId, true, () => next.snapshots.remove(learnerId));
    });
    expect(await next.removals.removedAt(OTHER_LEARNER)).not.toBeNull();
    // Its journal is there still: noted as done it would pass for one that was put back by hand.
    expect(await next.removals.removedAt(LEARNER)).not.toBeNull();
    await expect(next.journal.append(LEARNER, [change(3)])).rejects.toMatchObject({ code: 'learner-removed' });
  });

  it('after the deletion is only noted as done', async () => {
    const host = await studied(folder);
    await host.removals.begin(LEARNER, false);
    await host.snapshots.remove(LEARNER);
    const next = startHost(folder, MOMENT + 60_000);
    await next.finish();
    expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toEqual({
      version: 1,
      state: 'done',
      at: '2026-11-25T13:45:00.000Z',
    });
  });

  it('does not go on once the learner was brought back, while a new one does', async () => {
    const host = await studied(folder);
    await host.removals.begin(LEARNER, false);
    await host.removals.lift(LEARNER);

    expect(await host.removals.begin(LEARNER, true)).toBe(false);
    await host.remove(true);
    expect((await host.journal.state(LEARNER)).count).toBe(1);
    expect(await host.removals.begin(LEARNER, false)).toBe(true);
    await host.remove(true);
    expect(await host.removals.removedAt(LEARNER)).not.toBeNull();
  });

  it('of which the host has no mark does not go on: whoever has the page’s address can write its database', async () => {
    const host = await studied(folder);
    expect(await host.removals.begin(LEARNER, true)).toBe(false);
    await host.remove(true);
    expect((await host.journal.state(LEARNER)).count).toBe(1);
    expect((await host.snapshots.list(LEARNER)).snapshots).toHaveLength(1);
    expect(await host.marks.find(LEARNER)).toBeNull();
  });

  it('that can not be ended at the start is logged, and hides the learner on', async () => {
    const host = await studied(folder);
    await host.removals.begin(LEARNER, false);
    const next = startHost(folder);
    await next.removals.finishBegun(() => Promise.reject(new Error('in the way')));
    expect(next.logged).toEqual(['A removal that was cut off could not be ended']);
    expect(await next.removals.removedAt(LEARNER)).not.toBeNull();
  });
});

it.skipIf(process.platform === 'win32')(
  'a removal that can’t delete what was put aside of a journal says so, and isn’t done',
  async (context) => {
    const put = async (place: string): Promise<void> => {
      await writeFile(join(place, `${LEARNER}.jsonl.damaged-1`), 'torn');
    };
    await within(context, immutableFolder(put), async (place) => {
      const host = startHost(folder);
      const journal = createJournal(place, host.removals);
      await expect(host.remove(false, () => journal.remove(LEARNER))).rejects.toMatchObject({
        code: 'no-access',
      });
      expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toMatchObject({ state: 'begun' });
    });
  },
);

describe('a learner who was removed', () => {
  it('is brought back on purpose, and a journal lost later is no removal', async () => {
    const host = await studied(folder);
    await host.remove();
    await host.removals.lift(LEARNER);
    expect((await host.journal.append(LEARNER, [change(1)])).count).toBe(1);
    await rm(join(folder, 'journals', `${LEARNER}.jsonl`));
    expect(await startHost(folder).removals.removedAt(LEARNER)).toBeNull();
  });

  it('is there again where somebody put the journal back from a copy, also when that is lost later', async () => {
    const host = await studied(folder);
    const copy = await readFile(join(folder, 'journals', `${LEARNER}.jsonl`));
    await host.remove();
    await writeFile(join(folder, 'journals', `${LEARNER}.jsonl`), copy);

    const next = startHost(folder);
    expect((await next.journal.list()).map(({ learnerId }) => learnerId)).toEqual([LEARNER]);
    expect((await next.journal.append(LEARNER, [change(2)])).count).toBe(2);
    await rm(join(folder, 'journals', `${LEARNER}.jsonl`));
    expect(await next.removals.removedAt(LEARNER)).toBeNull();
  });
});

it.skipIf(process.platform === 'win32')(
  'a journal that can’t be looked at is neither there nor gone: nothing is answered, and the removal stands',
  async () => {
    const host = await studied(folder);
    await host.remove();
    const path = join(folder, 'journals', `${LEARNER}.jsonl`);
    await symlink(path, path);
    const next = startHost(folder);
    for (const asked of [next.removals.removedAt(LEARNER), next.journal.append(LEARNER, [change(2)])])
      await expect(asked).rejects.toMatchObject({ code: 'journal-unreadable' });
    await rm(path);
    expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toMatchObject({ state: 'done' });
    expect(await next.removals.removedAt(LEARNER)).not.toBeNull();
  },
);
