import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { immutableFolder, within } from '../../../support/faulty-places';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { appendTo, change, idsIn, LEARNER, OTHER_LEARNER, PAGE } from '../snapshots/snapshot-scene';
import { markFile, MOMENT, startHost, studied } from './removal-host';

const START = { epoch: '', lastSequence: 0, chain: '' };

let folder: string;

beforeEach(async () => {
  folder = await makeFolder('removals');
});

afterEach(async () => {
  vi.restoreAllMocks();
  await removeFolder(folder);
});

describe('the removal of a learner on the host', () => {
  it('leaves a mark with a moment and no id or name, and refuses whatever would make the journal anew', async () => {
    const host = await studied(folder);
    await host.remove();

    expect(await host.removals.find(LEARNER)).toMatchObject({ at: '2026-11-25T13:45:00.000Z' });
    expect(await host.removals.find(LEARNER.toUpperCase())).toMatchObject({ at: '2026-11-25T13:45:00.000Z' });
    const path = await markFile(folder);
    expect(path).not.toContain(LEARNER);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      version: 1,
      state: 'done',
      at: '2026-11-25T13:45:00.000Z',
    });
    const refused = { code: 'learner-removed', details: { learnerId: LEARNER } };
    for (const asked of [
      host.journal.open(LEARNER, PAGE, null, 'take'),
      host.journal.append(LEARNER, PAGE, START, [change(1)]),
      host.journal.state(LEARNER),
      host.journal.read(LEARNER, 0, 10),
      host.journal.rewrite(LEARNER, PAGE, new Map([['change-1', '{}']])),
      host.journal.beginEpoch(LEARNER, PAGE, { reason: 'rebuilt', above: [] }),
      host.snapshots.take(LEARNER, 'manual'),
    ])
      await expect(asked).rejects.toMatchObject(refused);
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
    await appendTo(host.journal, [change(1)], OTHER_LEARNER);
    await host.remove();
    expect((await host.journal.list()).map(({ learnerId }) => learnerId)).toEqual([OTHER_LEARNER]);
    expect(await host.removals.find(OTHER_LEARNER)).toBeNull();
    expect((await appendTo(host.journal, [change(2)], OTHER_LEARNER)).count).toBe(2);
  });

  it('asked for again changes nothing, not even the moment', async () => {
    await (await studied(folder)).remove();
    const later = startHost(folder, MOMENT + 60_000);
    await later.remove();
    expect(await later.removals.find(LEARNER)).toMatchObject({ at: '2026-11-25T13:45:00.000Z' });
  });

  it('lets an append that was asked for before it end, and refuses the one after it', async () => {
    const host = await studied(folder);
    const { state } = await host.journal.open(LEARNER, PAGE, null, 'take');
    const before = host.journal.append(LEARNER, PAGE, state, [change(2)]);
    const removing = host.remove();
    const after = removing.then(() => appendTo(host.journal, [change(3)]));
    expect((await before).count).toBe(2);
    await expect(after).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
  });
});

describe('a removal that was cut off', () => {
  it('between mark and deletion hides the learner, and the next start of the host ends it', async () => {
    const host = await studied(folder);
    await host.beginRemoval();

    const next = startHost(folder);
    expect(await next.removals.find(LEARNER)).not.toBeNull();
    expect(await next.journal.list()).toEqual([]);
    expect((await next.snapshots.list()).snapshots).toEqual([]);
    await expect(appendTo(next.journal, [change(2)])).rejects.toMatchObject({ code: 'learner-removed' });
    await next.finish();

    expect([await readdir(join(folder, 'journals')), await readdir(join(folder, 'snapshots'))]).toEqual([[], []]);
    expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toMatchObject({ state: 'done' });
    expect(next.logged).toEqual([]);
  });

  it('is ended at a start without ending one that begins meanwhile, nor one that a person has lifted', async () => {
    const host = await studied(folder);
    await host.beginRemoval(OTHER_LEARNER);
    await writeFile(join(folder, 'journals', `${OTHER_LEARNER}.jsonl`), '{}\n');
    const next = startHost(folder);
    await next.removals.finishBegun(async (learnerId) => {
      await next.beginRemoval(LEARNER);
      await next.remove(learnerId);
    });
    expect(await next.removals.find(OTHER_LEARNER)).toMatchObject({ state: 'done' });
    expect(await next.removals.find(LEARNER)).toMatchObject({ state: 'begun' });
    await next.removals.lift(LEARNER);
    await startHost(folder).finish();
    expect(await idsIn(next.journal)).toEqual(['change-1']);
  });

  it('after the deletion is only noted as done', async () => {
    const host = await studied(folder);
    await host.beginRemoval();
    await host.deleteAll(LEARNER);
    const next = startHost(folder, MOMENT + 60_000);
    await next.finish();
    expect(JSON.parse(await readFile(await markFile(folder), 'utf8'))).toEqual({
      version: 1,
      state: 'done',
      at: '2026-11-25T13:45:00.000Z',
    });
  });

  it.each([
    ['the journal', `journals/${LEARNER}.jsonl`],
    ['a damaged copy of it', `journals/${LEARNER}.jsonl.damaged-1`],
    ['the turn', `journals/${LEARNER}.turn.json`],
    ['a snapshot', `snapshots/${LEARNER}/left`],
  ])('is ended though only %s is left', async (_, left) => {
    const host = startHost(folder);
    await host.beginRemoval();
    await mkdir(dirname(join(folder, left)), { recursive: true });
    await writeFile(join(folder, left), '');
    await startHost(folder).finish();
    expect(await stat(join(folder, left)).catch(() => null)).toBeNull();
    expect(await host.removals.find(LEARNER)).toMatchObject({ state: 'done' });
  });

  it('that can not be ended at the start is logged, and hides the learner on', async () => {
    const host = await studied(folder);
    await host.beginRemoval();
    const next = startHost(folder);
    await next.removals.finishBegun(() => Promise.reject(new Error('in the way')));
    expect(next.logged).toEqual(['A removal that was cut off could not be ended']);
    expect(await next.removals.find(LEARNER)).not.toBeNull();
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
      const journal = createJournal(place, { removals: host.removals });
      await expect(host.remove(LEARNER, () => journal.remove(LEARNER))).rejects.toMatchObject({
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
    expect((await appendTo(host.journal, [change(1)])).count).toBe(1);
    await rm(join(folder, 'journals', `${LEARNER}.jsonl`));
    expect(await startHost(folder).removals.find(LEARNER)).toBeNull();
  });

  it('stays removed where a backup tool puts the journal back, also over a start, until a person lifts the mark', async () => {
    const host = await studied(folder);
    const copy = await readFile(join(folder, 'journals', `${LEARNER}.jsonl`));
    await host.remove();
    await writeFile(join(folder, 'journals', `${LEARNER}.jsonl`), copy);

    const next = startHost(folder);
    await next.finish();
    expect(await next.journal.list()).toEqual([]);
    await expect(next.journal.open(LEARNER, PAGE, null, 'take')).rejects.toMatchObject({ code: 'learner-removed' });
    expect(await next.removals.find(LEARNER)).toMatchObject({ state: 'done' });
    await next.removals.lift(LEARNER);
    expect((await appendTo(next.journal, [change(2)])).count).toBe(2);
    // Removed again, what was put back goes too.
    await next.remove();
    expect(await readdir(join(folder, 'journals'))).toEqual([]);
  });

  it('is brought back by restoring a snapshot that was put back, which is listed', async () => {
    const host = await studied(folder);
    await cp(join(folder, 'snapshots'), join(folder, 'backup'), { recursive: true });
    await host.remove();
    await cp(join(folder, 'backup'), join(folder, 'snapshots'), { recursive: true });
    const next = startHost(folder);
    const [snapshot] = (await next.snapshots.list()).snapshots;
    await expect(next.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject({ code: 'learner-removed' });
    const { state } = await next.snapshots.restore(LEARNER, PAGE, snapshot?.snapshotId ?? '');
    expect(await next.removals.find(LEARNER)).toBeNull();
    expect(await idsIn(next.journal)).toEqual(['change-1', state.epoch]);
  });
});
