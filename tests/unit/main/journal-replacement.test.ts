import { spawn } from 'node:child_process';
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createJournal } from '../../../src/main/services/journal';
import { createJournalEntry, encodeJournalLine } from '../../../src/main/services/journal-line';
import { replaceJournal } from '../../../src/main/services/journal-replacement';
import { change, changes, idsIn, LEARNER, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

async function* entriesOf(...numbers: readonly number[]) {
  yield* numbers.map((number, index) => createJournalEntry(index + 1, change(number)));
}

it('another file in a journal’s place holds what it was given, for its owner alone, and no temporary file is left', async () => {
  await scene.journal.append(LEARNER, changes(1, 3));
  expect(await replaceJournal(scene.journalFile, (await stat(scene.journalFile)).size, entriesOf(1, 9))).toEqual([]);
  expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(['change-1', 'change-9']);
  expect(await readdir(dirname(scene.journalFile))).toEqual([`${LEARNER}.jsonl`]);
  if (process.platform !== 'win32') expect((await stat(scene.journalFile)).mode & 0o777).toBe(0o600);
});

it.skipIf(process.platform === 'win32')('what another process appended to the old file before it was replaced comes back to the caller', async () => {
  await scene.journal.append(LEARNER, changes(1, 2));
  const end = (await stat(scene.journalFile)).size;
  const late = async function* () {
    yield createJournalEntry(1, change(1));
    await appendFile(scene.journalFile, `${encodeJournalLine(createJournalEntry(3, change(3)))}torn`);
  };
  expect(await replaceJournal(scene.journalFile, end, late())).toEqual([change(3)]);
});

it('a source that fails half-way leaves the old file and no temporary one', async () => {
  await scene.journal.append(LEARNER, changes(1, 2));
  const before = await readFile(scene.journalFile);
  const failing = async function* () {
    yield createJournalEntry(1, change(1));
    throw new Error('The snapshot ended too early.');
  };
  await expect(replaceJournal(scene.journalFile, before.length, failing())).rejects.toMatchObject({ code: 'write-failed' });
  expect(await readFile(scene.journalFile)).toEqual(before);
  expect(await readdir(dirname(scene.journalFile))).toHaveLength(1);
});

it('loses nothing that one process appends while another one rewrites the journal again and again', async () => {
  await scene.journal.append(LEARNER, [change(0)]);
  const script = join(scene.folder, 'append.ts');
  await writeFile(
    script,
    `import { createJournal } from ${JSON.stringify(resolve('src/main/services/journal.ts'))};
    const journal = createJournal(process.argv[2]!);
    void (async () => {
      for (let index = 0; index < 150; index += 1) {
        await journal.append(${JSON.stringify(LEARNER)}, [{ id: 'other-' + String(index).padStart(4, '0'), kind: 'note', body: 'x'.repeat(index * 10) }]);
        process.stdout.write('.');
      }
    })();`,
  );
  const child = spawn(process.execPath, ['--import', 'tsx', script, dirname(scene.journalFile)], { stdio: ['ignore', 'pipe', 'inherit'], cwd: resolve('.') });
  let acknowledged = 0;
  child.stdout.on('data', (dots: Buffer) => (acknowledged += dots.length));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  let running = true;
  void ended.then(() => (running = false));
  let rewritings = 0;
  while (running) await scene.journal.rewrite(LEARNER, new Map([['change-0', JSON.stringify({ round: (rewritings += 1) })]]));
  expect(await ended).toBe(0);
  expect([acknowledged, rewritings > 20]).toEqual([150, true]);
  const { entries, state } = await createJournal(dirname(scene.journalFile)).read(LEARNER, 0, 2_000);
  expect(state).toMatchObject({ count: 151, damagedLines: [] });
  expect(entries.map((entry) => entry.change.id).sort()).toEqual(['change-0', ...Array.from({ length: 150 }, (_, index) => `other-${String(index).padStart(4, '0')}`)]);
  expect(JSON.parse(entries.find((entry) => entry.change.id === 'change-0')?.change.body ?? '')).toEqual({ round: rewritings });
});
