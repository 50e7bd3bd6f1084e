import { spawn } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync, type StatOptions } from 'node:fs';
import { appendFile, readdir, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { JournalChange } from '../../../../src/contract/journal-entry';
import { createJournal, type Journal } from '../../../../src/main/services/journal/journal';
import { createJournalEntry, encodeJournalLine } from '../../../../src/main/services/journal/journal-line';
import { fileIdOf } from '../../../../src/main/services/journal/own-file';
import { type KnownFile, replaceJournal } from '../../../../src/main/services/journal/replacement';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { change, changes, idsIn, LEARNER, useSnapshotScene } from '../snapshots/snapshot-scene';

const scene = useSnapshotScene();

async function* entriesOf(...numbers: readonly number[]) {
  yield* numbers.map((number, index) => createJournalEntry(index + 1, change(number)));
}

/** The journal's file, read to its end. */
async function knownFile(): Promise<KnownFile> {
  const stats = await stat(scene.journalFile, { bigint: true });
  return { file: fileIdOf(stats), end: Number(stats.size) };
}

it('another file in a journal’s place holds what it was given, for its owner alone, and no temporary file is left', async () => {
  await scene.journal.append(LEARNER, changes(1, 3));
  expect(await replaceJournal(scene.journalFile, await knownFile(), entriesOf(1, 9))).toEqual([]);
  expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(['change-1', 'change-9']);
  expect(await readdir(dirname(scene.journalFile))).toEqual([`${LEARNER}.jsonl`]);
  if (process.platform !== 'win32') expect((await stat(scene.journalFile)).mode & 0o777).toBe(0o600);
});

it('another file in a journal’s place holds each of its lines once, also where they are written in pieces', async () => {
  await scene.journal.append(LEARNER, [change(1)]);
  const long = Array.from({ length: 7 }, (_, index) =>
    createJournalEntry(index + 1, change(index, 'note', 'x'.repeat(100_000))),
  );
  const entries = async function* () {
    yield* long;
  };
  await replaceJournal(scene.journalFile, await knownFile(), entries());
  expect(await readFile(scene.journalFile, 'utf8')).toBe(long.map(encodeJournalLine).join(''));
});

it('nothing is put in the place of a journal that was removed since it was read', async () => {
  await scene.journal.append(LEARNER, [change(1)]);
  const known = await knownFile();
  await rm(scene.journalFile);
  expect(await replaceJournal(scene.journalFile, known, entriesOf(1))).toBeNull();
  expect(await readdir(dirname(scene.journalFile))).toEqual([]);
});

it.skipIf(process.platform === 'win32')(
  'what another process appended to the old file before it was replaced comes back to the caller',
  async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const known = await knownFile();
    const late = async function* () {
      yield createJournalEntry(1, change(1));
      await appendFile(scene.journalFile, `${encodeJournalLine(createJournalEntry(3, change(3)))}torn`);
    };
    expect(await replaceJournal(scene.journalFile, known, late())).toEqual([change(3)]);
  },
);

it.skipIf(process.platform === 'win32')(
  'a line that another process was in the midst of writing when the file was read is not lost',
  async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const line = encodeJournalLine(createJournalEntry(3, change(3)));
    await appendFile(scene.journalFile, line.slice(0, 40));
    let isWhole = false;
    const slow = async function* (since: readonly JournalChange[]) {
      yield* [change(1), change(2), ...since].map((each, index) => createJournalEntry(index + 1, each));
      if (!isWhole) await appendFile(scene.journalFile, line.slice(40));
      isWhole = true;
    };
    const known = await scene.journal.state(LEARNER);
    expect(await scene.journal.replace(LEARNER, known, slow)).toMatchObject({ count: 3, damagedLines: [] });
    expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(['change-1', 'change-2', 'change-3']);
  },
);

it('a line that another process was in the midst of writing does not cost the one that is appended behind it', async () => {
  await scene.journal.append(LEARNER, changes(1, 2));
  const line = encodeJournalLine(createJournalEntry(3, change(3)));
  await appendFile(scene.journalFile, line.slice(0, 40));
  // Its rest comes after the append has read the file, which ends within a line then, and before it writes.
  const prototype = await fileHandlePrototype();
  const { write } = prototype;
  const writing = vi.spyOn(prototype, 'write').mockImplementationOnce(async function (
    this: FileHandle,
    ...given: unknown[]
  ) {
    appendFileSync(scene.journalFile, line.slice(40));
    return Reflect.apply(write, this, given) as never;
  } as typeof write);
  expect(await scene.journal.append(LEARNER, [change(4)])).toMatchObject({ count: 4, damagedLines: [] });
  writing.mockRestore();
  expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(changes(1, 4).map(({ id }) => id));
});

it.skipIf(process.platform === 'win32')(
  'an append whose file is no longer in place when it is written goes to the one that is',
  async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const other = join(scene.folder, 'other.jsonl');
    await writeFile(other, encodeJournalLine(createJournalEntry(1, change(1))));
    // The last moment at which another process can put another file in place unseen: after the write, before the append
    // is answered.
    const prototype = await fileHandlePrototype();
    const { sync } = prototype;
    const replacing = vi.spyOn(prototype, 'sync').mockImplementationOnce(async function (this: FileHandle) {
      await rename(other, scene.journalFile);
      await sync.call(this);
    });
    const state = await scene.journal.append(LEARNER, [change(3)]);
    expect(replacing.mock.calls.length).toBeGreaterThan(1);
    replacing.mockRestore();
    expect(state).toMatchObject({ count: 2, lastSequence: 2 });
    expect(await idsIn(createJournal(dirname(scene.journalFile)))).toEqual(['change-1', 'change-3']);
  },
);

it.skipIf(process.platform === 'win32').each([
  // As long as the first two lines of the one before, and further on in its sequence.
  ['replaced', [1, 9]],
  ['removed', []],
])('an append numbers its line by the file that is in place, though that was %s since it was read', async (_, kept) => {
  await scene.journal.append(LEARNER, changes(1, 2));
  const lines = kept.map((number) => encodeJournalLine(createJournalEntry(number, change(number))));
  // An append looks whether it knows the file, and then opens it to write.
  const prototype = await fileHandlePrototype();
  const { stat: look } = prototype;
  const looking = vi.spyOn(prototype, 'stat').mockImplementationOnce(async function (this: FileHandle, ...given) {
    const found = await look.apply(this, given);
    rmSync(scene.journalFile);
    if (lines.length > 0) writeFileSync(scene.journalFile, lines.join(''));
    return found;
  });
  await scene.journal.append(LEARNER, [change(3)]);
  looking.mockRestore();
  const ids = await idsIn(createJournal(dirname(scene.journalFile)));
  expect(ids).toEqual([...kept, 3].map((number) => `change-${number}`));
});

describe('a journal that no longer begins as the caller knows it', () => {
  it.each([
    ['has other entries', () => entriesOf(1, 4)],
    [
      'was restored',
      async function* () {
        yield* entriesOf(1, 4);
        yield createJournalEntry(3, { id: 'restored-000001-elsewhere', kind: 'restored', body: '{}' });
      },
    ],
  ])('is not replaced: it %s', async (_, entries) => {
    await scene.journal.append(LEARNER, changes(1, 3));
    const known = await scene.journal.state(LEARNER);
    await createJournal(dirname(scene.journalFile)).replace(LEARNER, known, entries);
    const before = await readFile(scene.journalFile);
    expect(await scene.journal.replace(LEARNER, known, () => entriesOf(1))).toBeNull();
    expect(await readFile(scene.journalFile)).toEqual(before);
  });
});

/** Runs something once, between the writing of the new file and its rename: that file's sync comes last before it. */
async function beforeRename(run: () => Promise<unknown>): Promise<void> {
  const prototype = await fileHandlePrototype();
  const { sync } = prototype;
  const watched = vi.spyOn(prototype, 'sync').mockImplementationOnce(async function (this: FileHandle) {
    watched.mockRestore();
    await run();
    await sync.call(this);
  });
}

describe('another process puts a file of its own in place before the rename', () => {
  const other = (): Journal => createJournal(dirname(scene.journalFile));
  const bodiesIn = async (): Promise<unknown> =>
    (await other().read(LEARNER, 0, 100)).entries.map((entry) => [entry.change.id, entry.change.body]);

  it('a rewriting keeps its bodies and what was appended to it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const elsewhere = other();
    await beforeRename(async () => {
      await elsewhere.rewrite(LEARNER, new Map([['change-1', '{"by":"other"}']]));
      await elsewhere.append(LEARNER, [change(3)]);
    });
    const { state } = await scene.journal.rewrite(LEARNER, new Map([['change-2', '{"by":"own"}']]));
    expect(state.count).toBe(3);
    expect(await bodiesIn()).toEqual([
      ['change-1', '{"by":"other"}'],
      ['change-2', '{"by":"own"}'],
      ['change-3', change(3).body],
    ]);
    expect(await readdir(dirname(scene.journalFile))).toEqual([`${LEARNER}.jsonl`]);
  });

  it.skipIf(process.platform === 'win32')(
    'a rewriting that finds another file than it has looked at begins again',
    async () => {
      await scene.journal.append(LEARNER, changes(1, 2));
      const elsewhere = other();
      const prototype = await fileHandlePrototype();
      const { stat: original } = prototype;
      let looks = 0;
      const watched = vi.spyOn(prototype, 'stat').mockImplementation(async function (
        this: FileHandle,
        options?: StatOptions,
      ) {
        const found = await original.call(this, options);
        looks += 1;
        if (looks < 2) return found;
        watched.mockRestore();
        await elsewhere.rewrite(
          LEARNER,
          new Map([['change-1', '{"by":"other","and":"longer than it was before it"}']]),
        );
        return found;
      });
      await scene.journal.rewrite(LEARNER, new Map([['change-2', '{"by":"own"}']]));
      expect(await bodiesIn()).toEqual([
        ['change-1', '{"by":"other","and":"longer than it was before it"}'],
        ['change-2', '{"by":"own"}'],
      ]);
    },
  );

  it('a restore brings along what was appended to it', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    const elsewhere = other();
    await beforeRename(async () => {
      await elsewhere.rewrite(LEARNER, new Map([['change-1', '{"by":"other"}']]));
      await elsewhere.append(LEARNER, [change(3)]);
    });
    const state = await scene.journal.replace(LEARNER, await scene.journal.state(LEARNER), (since) =>
      entriesOf(1, ...since.map(({ id }) => Number(id.slice(7)))),
    );
    expect(state).toMatchObject({ count: 2, lastSequence: 2 });
    expect(await idsIn(other())).toEqual(['change-1', 'change-3']);
  });

  it('a restore brings along the first entries of a journal that was missing', async () => {
    const elsewhere = other();
    await beforeRename(() => elsewhere.append(LEARNER, [change(3)]));
    await scene.journal.replace(LEARNER, await scene.journal.state(LEARNER), (since) =>
      entriesOf(1, ...since.map(({ id }) => Number(id.slice(7)))),
    );
    expect(await idsIn(other())).toEqual(['change-1', 'change-3']);
  });

  it('and a journal that was removed stays so', async () => {
    await scene.journal.append(LEARNER, changes(1, 2));
    await beforeRename(() => other().remove(LEARNER));
    const { state } = await scene.journal.rewrite(LEARNER, new Map([['change-2', '{"by":"own"}']]));
    expect(state.count).toBe(0);
    expect(await readdir(dirname(scene.journalFile))).toEqual([]);
  });
});

it('a source that fails half-way leaves the old file and no temporary one', async () => {
  await scene.journal.append(LEARNER, changes(1, 2));
  const before = await readFile(scene.journalFile);
  const failing = async function* () {
    yield createJournalEntry(1, change(1));
    throw new Error('The snapshot ended too early.');
  };
  await expect(replaceJournal(scene.journalFile, await knownFile(), failing())).rejects.toMatchObject({
    code: 'write-failed',
  });
  expect(await readFile(scene.journalFile)).toEqual(before);
  expect(await readdir(dirname(scene.journalFile))).toHaveLength(1);
});

it.skipIf(process.platform === 'win32')(
  'loses nothing that one process appends while another one rewrites the journal again and again',
  async () => {
    await scene.journal.append(LEARNER, [change(0)]);
    const script = join(scene.folder, 'append.ts');
    await writeFile(
      script,
      `import { createJournal } from ${JSON.stringify(resolve('src/main/services/journal/journal.ts'))};
    const journal = createJournal(process.argv[2]!);
    void (async () => {
      for (let index = 0; index < 150; index += 1) {
        const change = { id: 'other-' + String(index).padStart(4, '0'), kind: 'note' as const, body: 'x'.repeat(index * 10) };
        // Refused where the other process comes first every time: then, as a window does, it is sent again.
        for (let sent = false; !sent; )
          sent = await journal.append(${JSON.stringify(LEARNER)}, [change]).then(() => true, () => false);
        process.stdout.write('.');
      }
    })();`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script, dirname(scene.journalFile)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: resolve('.'),
    });
    let acknowledged = 0;
    child.stdout.on('data', (dots: Buffer) => (acknowledged += dots.length));
    // Not at its exit: what it wrote last may be read after that.
    const ended = new Promise<number | null>((done) => child.once('close', done));
    let running = true;
    void ended.then(() => (running = false));
    let rewritings = 0;
    while (running)
      await scene.journal.rewrite(LEARNER, new Map([['change-0', JSON.stringify({ round: (rewritings += 1) })]]));
    expect(await ended).toBe(0);
    expect([acknowledged, rewritings > 2]).toEqual([150, true]);
    const { entries, state } = await createJournal(dirname(scene.journalFile)).read(LEARNER, 0, 2_000);
    expect(state).toMatchObject({ count: 151, damagedLines: [] });
    expect(entries.map((entry) => entry.change.id).sort()).toEqual([
      'change-0',
      ...Array.from({ length: 150 }, (_, index) => `other-${String(index).padStart(4, '0')}`),
    ]);
    expect(JSON.parse(entries.find((entry) => entry.change.id === 'change-0')?.change.body ?? '')).toEqual({
      round: rewritings,
    });
  },
);
