import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { freeBytesAt } from '../../../../src/main/services/snapshots/snapshot-folder';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { encodeJournalLine, createJournalEntry } from '../../../../src/main/services/journal/journal-line';
import { bundledScript } from '../../../support/bundled-script';
import { appendTo, change, changes, idsIn, LEARNER, OTHER_LEARNER, PAGE, useSnapshotScene } from './snapshot-scene';

const scene = useSnapshotScene();

/** A snapshot of three changes, a journal that went on, and the snapshot's path. */
async function withSnapshot(): Promise<{ readonly id: string; readonly path: string; readonly bytes: Buffer }> {
  await appendTo(scene.journal, [...changes(1, 2), change(3, 'learner', '{"latinName":"សុខ ដារ៉ា"}')]);
  const { snapshot } = await scene.take('manual');
  await appendTo(scene.journal, [change(4)]);
  const path = join(scene.snapshotFolder, `${snapshot.snapshotId}.jsonl.gz`);
  return { id: snapshot.snapshotId, path, bytes: readFileSync(path) };
}

/** Whether the snapshot as it is now is refused, by list and restore alike, with the journal left as it was. */
async function expectRefused(id: string, label: string): Promise<void> {
  const before = await readFile(scene.journalFile);
  scene.restart();
  expect(
    (await scene.snapshots.list(LEARNER)).snapshots.find(({ snapshotId }) => snapshotId === id)?.content,
    label,
  ).toBeNull();
  await expect(scene.snapshots.restore(LEARNER, PAGE, id), label).rejects.toMatchObject({ code: 'snapshot-damaged' });
  expect(await readFile(scene.journalFile), label).toEqual(before);
}

/** Deterministic numbers below a bound. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) yield state / 2_147_483_648;
}

it.skipIf(process.platform === 'win32')(
  'a named pipe in place of a snapshot counts as damaged, and holds nothing up',
  async () => {
    const { id, path } = await withSnapshot();
    await rm(path);
    execFileSync('mkfifo', [path]);
    await expectRefused(id, 'pipe');
    expect((await scene.take('before-import')).taken).toBe(true);
    await scene.snapshots.remove(LEARNER);
    expect((await scene.snapshots.list()).snapshots).toEqual([]);
  },
);

describe('a damaged snapshot', () => {
  it('is refused whichever of 80 bits is flipped, unless its text is the same all the same', async () => {
    const { id, path, bytes } = await withSnapshot();
    const text = gunzipSync(bytes);
    const random = numbers(7);
    let refused = 0;
    for (let flip = 0; flip < 80; flip += 1) {
      const damaged = Buffer.from(bytes);
      const at = Math.floor((random.next().value as number) * bytes.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor((random.next().value as number) * 8));
      // Some bits of gzip's own header (time, system) carry nothing.
      const same = ((): boolean => {
        try {
          return gunzipSync(damaged).equals(text);
        } catch {
          return false;
        }
      })();
      await writeFile(path, damaged);
      if (same) continue;
      await expectRefused(id, `bit flipped in byte ${at}`);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(70);
  });

  it('is refused when it is cut at any of 40 places', async () => {
    const { id, path, bytes } = await withSnapshot();
    for (let cut = 0; cut < 40; cut += 1) {
      const length = Math.floor((cut / 40) * bytes.length);
      await writeFile(path, bytes.subarray(0, length));
      await expectRefused(id, `cut at ${length}`);
    }
  });

  const header = (change: Record<string, unknown>) => (bytes: Buffer) => {
    const [first = '', ...lines] = gunzipSync(bytes).toString('utf8').split('\n');
    return gzipSync([JSON.stringify({ ...(JSON.parse(first) as object), ...change }), ...lines].join('\n'));
  };
  const text = (change: (text: string) => string) => (bytes: Buffer) =>
    gzipSync(change(gunzipSync(bytes).toString('utf8')));

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is another format', () => Buffer.from('%PDF-1.7')],
    ['is the bare text', (bytes) => gunzipSync(bytes)],
    ['is zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['has a version to come', header({ version: 2 })],
    ['has another format’s name', header({ format: 'child-justice-series-learner' })],
    ['has a wrong hash', header({ sha256: '0'.repeat(64) })],
    ['has a wrong count', header({ state: { count: 2, lastSequence: 3, epoch: '' } })],
    ['is another learner’s', header({ learnerId: OTHER_LEARNER })],
    ['has a field that no version knows', header({ path: '/etc/passwd' })],
    ['has a prototype key', text((plain) => plain.replace('{', '{"__proto__":{"polluted":true},'))],
    ['begins with a byte order mark', text((plain) => `\uFEFF${plain}`)],
    ['is UTF-16', (bytes) => gzipSync(Buffer.from(gunzipSync(bytes).toString('utf8'), 'utf16le'))],
    ['lacks a line', text((plain) => plain.split('\n').toSpliced(2, 1).join('\n'))],
    [
      'has two lines swapped',
      text((plain) => {
        const lines = plain.split('\n');
        return [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n');
      }),
    ],
    ['lacks its last line feed', text((plain) => plain.slice(0, -1))],
    ['has a line more', text((plain) => plain + encodeJournalLine(createJournalEntry(9, change(9))))],
    ['is a bomb without a line feed', () => gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('is refused where it %s', async (_, damage) => {
    const { id, path, bytes } = await withSnapshot();
    await writeFile(path, damage(bytes));
    await expectRefused(id, 'damaged');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is noticed by a host that had read it, with the file’s size and time as they were', async () => {
    const { id, path, bytes } = await withSnapshot();
    const moment = new Date('2026-11-25T08:00:00Z');
    await utimes(path, moment, moment);
    expect((await scene.snapshots.list(LEARNER)).snapshots[0]?.content).not.toBeNull();
    await writeFile(path, bytes.fill(0, bytes.length - 20));
    await utimes(path, moment, moment);
    expect((await stat(path)).mtime).toEqual(moment);
    expect((await scene.snapshots.list(LEARNER)).snapshots[0]?.content).toBeNull();
    await expect(scene.snapshots.restore(LEARNER, PAGE, id)).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('hides no other, and the newest whole one counts', async () => {
    const { id, path } = await withSnapshot();
    await scene.take('manual');
    await writeFile(path, 'damaged');
    scene.restart();
    expect(
      (await scene.snapshots.list(LEARNER)).snapshots.map(({ snapshotId, content }) => [
        snapshotId === id,
        content === null,
      ]),
    ).toEqual([
      [false, false],
      [true, true],
    ]);
    await appendTo(scene.journal, [change(5)]);
    expect((await scene.take('manual')).snapshot.number).toBe(3);
  });
});

describe('a snapshot that cannot be written', () => {
  it.for([
    { code: 'disk-nearly-full', knowledge: 'tells', freeBytes: freeBytesAt },
    { code: 'disk-full', knowledge: 'does not tell', freeBytes: async () => null },
  ])(
    'says `$code` on a small disk that $knowledge how much it has free, leaves nothing behind, and fails no append',
    async ({ code, freeBytes }, context) => {
      scene.freeBytes = freeBytes;
      if (process.platform !== 'linux') return context.skip('a small file system can be mounted on Linux only');
      await mkdir(scene.snapshotFolder, { recursive: true });
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'tmpfs', scene.snapshotFolder], {
          stdio: 'ignore',
        });
      } catch {
        return context.skip('this user may not mount a small file system');
      }
      try {
        await appendTo(scene.journal, [change(1)]);
        const small = await scene.take('manual');
        const noise = Array.from({ length: 3 }, (_, index) => change(10 + index, 'note', noiseOf(80_000, index)));
        expect((await appendTo(scene.journal, noise)).count).toBe(4);
        await expect(scene.snapshots.take(LEARNER, 'before-import')).rejects.toMatchObject({ code });
        expect(await scene.files()).toEqual([`${small.snapshot.snapshotId}.jsonl.gz`]);
        // Without the state before being kept nothing is set back.
        await expect(scene.snapshots.restore(LEARNER, PAGE, small.snapshot.snapshotId)).rejects.toMatchObject({ code });
        expect(await idsIn(scene.journal)).toHaveLength(4);
      } finally {
        execFileSync('umount', [scene.snapshotFolder]);
      }
    },
  );

  it('says `read-only` on a read-only disk, where what is there can still be read', async (context) => {
    const { id } = await withSnapshot();
    if (process.platform !== 'linux') return context.skip('a read-only file system can be mounted on Linux only');
    try {
      execFileSync('mount', ['--bind', scene.snapshotFolder, scene.snapshotFolder], { stdio: 'ignore' });
      execFileSync('mount', ['-o', 'remount,bind,ro', scene.snapshotFolder], { stdio: 'ignore' });
    } catch {
      return context.skip('this user may not mount a read-only file system');
    }
    try {
      await expect(scene.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject({ code: 'read-only' });
      await expect(scene.snapshots.rewrite(LEARNER, PAGE, new Map([['change-1', '"sealed"']]))).rejects.toMatchObject({
        code: 'read-only',
      });
      await expect(scene.snapshots.remove(LEARNER)).rejects.toMatchObject({
        code: expect.stringMatching(/read-only|file-busy|no-access/u) as string,
      });
      expect(
        (await scene.snapshots.list(LEARNER)).snapshots.map(({ snapshotId, content }) => [
          snapshotId,
          content?.state.count,
        ]),
      ).toEqual([[id, 3]]);
      expect(await scene.journal.list()).toHaveLength(1);
    } finally {
      execFileSync('umount', [scene.snapshotFolder]);
    }
  });

  it.each([
    [
      'a file has the folder’s name',
      async () => {
        await mkdir(join(scene.folder, 'snapshots'));
        await writeFile(scene.snapshotFolder, '');
      },
    ],
    [
      'the folder cannot be made',
      async () => symlink(join(scene.folder, 'nowhere', 'at', 'all'), join(scene.folder, 'snapshots')),
    ],
  ])('is told with a code where %s, and the journal goes on', async (_, obstruct) => {
    await appendTo(scene.journal, [change(1)]);
    await obstruct();
    await expect(scene.snapshots.take(LEARNER, 'manual')).rejects.toMatchObject({ name: 'OperationFailure' });
    await scene.snapshots.takeDaily(LEARNER);
    expect(scene.logged).toEqual(['The daily snapshot was not taken']);
    expect((await appendTo(scene.journal, [change(2)])).count).toBe(2);
  });
});

describe('a host that is killed', () => {
  /** Runs work in a process of its own and kills it after it has said so many lines. */
  async function killAfter(work: string, lines: number): Promise<void> {
    const script = join(scene.folder, 'work.ts');
    await writeFile(
      script,
      `import { createJournal } from ${JSON.stringify(resolve('src/main/services/journal/journal.ts'))};
      import { createSnapshots } from ${JSON.stringify(resolve('src/main/services/snapshots/snapshots.ts'))};
      const [folder, learner] = [process.argv[2]!, ${JSON.stringify(LEARNER)}];
      const journal = createJournal(folder + '/journals');
      let now = Date.UTC(2026, 10, 25);
      const snapshots = createSnapshots({ folder: folder + '/snapshots', journal, logger: { error: () => undefined }, now: () => (now += 60_000) });
      const page = ${JSON.stringify(PAGE)};
      void (async () => { await journal.take(learner, page); for (let round = 0; ; round += 1) { ${work}; process.stdout.write(round + '\\n'); } })();`,
    );
    const child = spawn(process.execPath, [await bundledScript(script, scene.folder), scene.folder]);
    let said = '';
    await new Promise<void>((done) => {
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        // In the middle of the next round.
        if (said.split('\n').length > lines) setTimeout(() => child.kill('SIGKILL'), (lines * 7) % 11);
      });
      child.once('close', () => done());
    });
    expect(said.split('\n').length).toBeGreaterThan(lines);
  }

  it.each([1, 4])('while it takes snapshots leaves whole ones only (kill %d)', async (lines) => {
    await appendTo(
      scene.journal,
      Array.from({ length: 40 }, (_, index) => change(index, 'note', noiseOf(20_000, index))),
    );
    await killAfter(
      "await journal.append(learner, page, await journal.state(learner), [{ id: 'one-more-' + round, kind: 'note', body: '{}' }]); await snapshots.take(learner, 'manual')",
      lines,
    );
    scene.restart();
    const { snapshots } = await scene.snapshots.list(LEARNER);
    expect(snapshots.length).toBeGreaterThanOrEqual(lines);
    expect(snapshots.filter(({ content }) => content === null)).toEqual([]);
  });

  it.each([1, 4])('while it restores leaves the journal of before or after (kill %d)', async (lines) => {
    await appendTo(
      scene.journal,
      Array.from({ length: 20 }, (_, index) => change(index, 'note', noiseOf(20_000, index))),
    );
    const small = await scene.take('manual');
    await appendTo(
      scene.journal,
      Array.from({ length: 20 }, (_, index) => change(100 + index, 'note', noiseOf(20_000, index))),
    );
    const large = await scene.take('manual');
    const ids = JSON.stringify([small.snapshot.snapshotId, large.snapshot.snapshotId]);
    await killAfter(`await snapshots.restore(learner, page, ${ids}[round % 2]!)`, lines);
    const journal = createJournal(join(scene.folder, 'journals'));
    expect((await journal.state(LEARNER)).damagedLines).toEqual([]);
    const held = (await idsIn(journal)).filter((id) => id.startsWith('change-'));
    expect([20, 40]).toContain(held.length);
    scene.restart();
    expect((await scene.snapshots.list(LEARNER)).snapshots.filter(({ content }) => content === null)).toEqual([]);
  });

  it('while it rewrites leaves whole files, and the next run does the rest', async () => {
    for (let round = 0; round < 4; round += 1) {
      await appendTo(scene.journal, [change(round, 'note', `"plain ${noiseOf(20_000, round)}"`)]);
      await scene.take('manual');
    }
    const work =
      "await snapshots.rewrite(learner, page, new Map([0, 1, 2, 3].map((number) => ['change-' + number, JSON.stringify('sealed ' + round + ' ' + 'x'.repeat(20_000))])))";
    await killAfter(work, 2);
    scene.restart();
    expect((await scene.snapshots.list(LEARNER)).snapshots.map(({ content }) => content?.state.count)).toEqual([
      4, 3, 2, 1,
    ]);
    await scene.snapshots.rewrite(
      LEARNER,
      PAGE,
      new Map([0, 1, 2, 3].map((number) => [`change-${number}`, '"sealed at last"'])),
    );
    for (const name of await readdir(scene.snapshotFolder))
      if (name.endsWith('.gz')) expect(scene.text(name)).not.toMatch(/plain|sealed \d/u);
    expect(await readFile(scene.journalFile, 'utf8')).not.toMatch(/plain|sealed \d/u);
  });
});

/** Text that does not compress. */
function noiseOf(length: number, seed: number): string {
  const random = numbers(seed + 1);
  let text = '';
  while (text.length < length) text += Math.floor((random.next().value as number) * 2 ** 31).toString(36);
  return text.slice(0, length);
}
