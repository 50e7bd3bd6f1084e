import type { Stats } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalChange, JournalState } from '../../../../src/contract/journal-entry';
import {
  removeDamagedJournals,
  renameUnreadableJournal,
  saveDamagedJournal,
} from '../../../../src/main/services/journal/damaged-files';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { createJournalEntry, encodeJournalLine } from '../../../../src/main/services/journal/journal-line';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { systemError } from '../../../support/system-error';
import { change, changes, idsIn, LEARNER, PAGE, useSnapshotScene } from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();

beforeEach(async () => {
  await scene.journal.take(LEARNER, PAGE);
});

/** Appends at the journal's end, and does nothing else. */
async function append(given: readonly JournalChange[]): Promise<JournalState> {
  return scene.journal.append(LEARNER, PAGE, await scene.journal.state(LEARNER), given);
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Calls `before` with the kind of each file and folder that is about to be synced. */
async function watchSyncs(before: (kind: 'file' | 'folder', place: Stats) => Promise<void>): Promise<void> {
  const prototype = await fileHandlePrototype();
  const original = prototype.sync;
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    const place = await this.stat();
    await before(place.isDirectory() ? 'folder' : 'file', place);
    return original.call(this);
  });
}

/** Makes the next sync of a file, or of a folder, fail as on a disk that is full behind the system's cache. */
async function failNextSync(of: 'file' | 'folder', meanwhile?: () => Promise<void>): Promise<readonly string[]> {
  const synced: string[] = [];
  let hasFailed = false;
  await watchSyncs(async (kind) => {
    if (kind !== of || hasFailed) return void synced.push(kind);
    hasFailed = true;
    await meanwhile?.();
    throw systemError('ENOSPC');
  });
  return synced;
}

it.skipIf(process.platform === 'win32')(
  'an append is answered when its bytes are flushed to the disk, and of a new file its name too',
  async () => {
    const steps: string[] = [];
    // How long the journal is when it is flushed.
    await watchSyncs(async (kind) => {
      if (kind === 'folder') return void steps.push('folder');
      const lines = (await readFile(scene.journalFile, 'utf8')).split('\n').length - 1;
      steps.push(`file of ${lines}`);
    });
    await append(changes(1, 2));
    expect(steps).toEqual(['file of 2', 'folder']);
    steps.length = 0;
    await append(changes(3, 3));
    expect(steps).toEqual(['file of 3']);
  },
);

describe('a folder that can’t be synced, as on some network drives', () => {
  it.skipIf(process.platform === 'win32').each([
    ['EINVAL', true],
    ['ENOTSUP', true],
    ['EIO', false],
  ])('%s: the first append is acknowledged: %s', async (code, isTolerated) => {
    await watchSyncs(async (kind) => {
      if (kind === 'folder') throw systemError(code);
    });
    const first = append([change(1)]);
    if (isTolerated) expect((await first).count).toBe(1);
    else await expect(first).rejects.toMatchObject({ code: 'journal-unwritable' });
    vi.restoreAllMocks();
    expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(isTolerated ? ['change-1'] : []);
  });
});

// The system reports a failed sync once: the next one of the same bytes answers that all is well.
describe('a sync that fails', () => {
  it.each([0, 1])('has the append written anew by the next try: %i entries before', async (before) => {
    if (before === 1) await append([change(1)]);
    const held = before === 1 ? await readFile(scene.journalFile, 'utf8') : '';
    await failNextSync('file');
    await expect(append([change(2)])).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readFile(scene.journalFile, 'utf8')).toBe(held);
    expect((await scene.journal.state(LEARNER)).count).toBe(before);
    expect((await append([change(2)])).count).toBe(before + 1);
    expect(await idsIn(scene.journal)).toEqual([...(before === 1 ? ['change-1'] : []), 'change-2']);
  });

  it.skipIf(process.platform === 'win32')(
    'costs nothing of a file that another program put in place meanwhile',
    async () => {
      await append([change(1)]);
      await failNextSync('file', async () => {
        // As long as the one whose append fails.
        const elsewhere = [1, 3].map((number, index) =>
          encodeJournalLine(createJournalEntry(index + 1, change(number))),
        );
        expect(elsewhere.join('')).toHaveLength((await readFile(scene.journalFile, 'utf8')).length);
        const other = join(scene.folder, 'other.jsonl');
        await writeFile(other, elsewhere.join(''));
        await rename(other, scene.journalFile);
      });
      await expect(append([change(2)])).rejects.toMatchObject({ code: 'disk-full' });
      expect(await idsIn(scene.journal)).toEqual(['change-1', 'change-3']);
    },
  );

  it.skipIf(process.platform === 'win32')('of the folder is made up for by the next try', async () => {
    const synced = await failNextSync('folder');
    await expect(append([change(1)])).rejects.toMatchObject({ code: 'disk-full' });
    expect((await append([change(1)])).count).toBe(1);
    expect(synced).toContain('folder');
  });
});

it.skipIf(process.platform === 'win32')(
  'a sync of the folder that fails after a journal was put in place is told as what it is',
  async () => {
    await append([change(1)]);
    await failNextSync('folder');
    const bodies = new Map([['change-1', '"other"']]);
    await expect(scene.journal.rewrite(LEARNER, PAGE, bodies)).rejects.toMatchObject({ code: 'disk-full' });
    await scene.journal.rewrite(LEARNER, PAGE, bodies);
    expect(await idsIn(scene.journal)).toEqual(['change-1']);
  },
);

describe('a damaged journal', () => {
  it('is on the disk as a copy, bytes and name, before it is replaced', async () => {
    await append([change(1)]);
    const steps: string[] = [];
    await watchSyncs(async (kind, { ino }) => {
      const copy = await stat(`${scene.journalFile}.damaged-1`);
      steps.push(kind === 'file' && ino === copy.ino ? 'copy' : kind);
    });
    await saveDamagedJournal(scene.journalFile);
    expect(steps).toEqual(process.platform === 'win32' ? ['copy'] : ['copy', 'folder']);
  });

  it('that can’t be copied is told, and leaves no copy', async () => {
    await mkdir(scene.journalFile, { recursive: true });
    await expect(saveDamagedJournal(scene.journalFile)).rejects.toThrow(/failed/u);
    expect(await readdir(dirname(scene.journalFile))).toHaveLength(2);
  });

  it.skipIf(process.platform === 'win32')('has its new name on the disk, and its deletion too', async () => {
    await mkdir(scene.journalFile, { recursive: true });
    await writeFile(`${scene.journalFile}.damaged-1`, 'earlier');
    const atSync: string[][] = [];
    await watchSyncs(async () => void atSync.push((await readdir(dirname(scene.journalFile))).toSorted()));
    await renameUnreadableJournal(scene.journalFile);
    const turn = `${LEARNER}.turn.json`;
    expect(atSync).toEqual([[`${LEARNER}.jsonl.damaged-1`, `${LEARNER}.jsonl.damaged-2`, turn]]);
    expect(await removeDamagedJournals(scene.journalFile, { withJournal: true })).toBe(2);
    expect(atSync).toHaveLength(2);
    expect(atSync[1]).toEqual([turn]);
  });
});
