import { randomBytes } from 'node:crypto';
import { readdir, readlink, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createJournal } from '../../../../src/main/services/journal';
import { appendTo, change, changes, LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

/** The files of the scene that this process holds open. */
async function openFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((name) => readlink(join('/proc/self/fd', name)).catch(() => ''));
  return (await Promise.all(links)).filter((path) => path.startsWith(scene.folder));
}

// Windows neither deletes nor replaces a file that is open, and a process has only so many.
it.runIf(process.platform === 'linux')('no call leaves a journal or a snapshot open', async () => {
  const { journal, snapshots } = scene;
  // A first page ends long before the file does.
  const long = change(50, 'note', randomBytes(180_000).toString('base64'));
  await appendTo(journal, [...changes(1, 30), change(31, 'learner'), change(32, 'key'), long]);
  const { snapshotId } = (await scene.take('manual')).snapshot;
  await appendTo(journal, [change(33)]);
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    append: () => appendTo(journal, [change(34)]),
    read: () => journal.read(LEARNER, 0, 5),
    list: () => journal.list(),
    take: () => snapshots.take(LEARNER, 'manual'),
    'list of snapshots': () => snapshots.list(LEARNER),
    'page of a snapshot': () => snapshots.read(LEARNER, snapshotId, 0, 5),
    restore: () => snapshots.restore(LEARNER, PAGE, snapshotId),
    rewrite: () => snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']])),
    'rewrite of nothing new': () => snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']])),
    'state of a changed file': async () => {
      await appendTo(createJournal(dirname(scene.journalFile)), [change(35)]);
      await journal.state(LEARNER);
    },
    'rewrite of damaged files': async () => {
      await truncate(join(scene.snapshotFolder, `${snapshotId}.jsonl.gz`), 200);
      await writeFile(`${scene.journalFile}.new`, 'no line of a journal\n');
      await rename(`${scene.journalFile}.new`, scene.journalFile);
      await snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']]));
    },
    'append to a missing file': async () => {
      await rm(scene.journalFile);
      await appendTo(journal, [change(36)]);
    },
  };
  for (const [name, call] of Object.entries(calls)) {
    await call();
    // A stream closes its file a moment after it has ended.
    await expect.poll(openFiles, { message: name }).toEqual([]);
  }
});
