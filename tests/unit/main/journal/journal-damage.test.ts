import { execFileSync, spawn } from 'node:child_process';
import { appendFile, mkdir, readFile, rename, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalChange } from '../../../../src/contract/journal-entry';
import { createJournal } from '../../../../src/main/services/journal/journal';
import { journalUnreadable, journalUnwritable } from '../../../../src/main/services/journal/journal-failure';
import { createJournalEntry, encodeJournalLine } from '../../../../src/main/services/journal/journal-line';
import { bundledScript } from '../../../support/bundled-script';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { appendTo, LEARNER, PAGE } from '../snapshots/snapshot-scene';

let parent: string;
let folder: string;
let file: string;

beforeEach(async () => {
  parent = await makeFolder('journal-damage');
  folder = join(parent, 'journals');
  file = join(folder, `${LEARNER}.jsonl`);
});

afterEach(async () => {
  await removeFolder(parent);
});

function change(number: number, body = `{"text":"ចំណាំ ${number}"}`): JournalChange {
  return { id: `change-${number}`, kind: 'note', body };
}

async function idsOf(): Promise<string[]> {
  return (await createJournal(folder).read(LEARNER, 0, 2_000)).entries.map((entry) => entry.change.id);
}

describe('a damaged journal', () => {
  it('loses the last record alone when it is cut at any byte, and the next append starts on a fresh line', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, [change(1), change(2)]);
    const lengthBefore = (await readFile(file)).length;
    await appendTo(journal, [change(3)]);
    const whole = await readFile(file);
    for (let length = lengthBefore; length <= whole.length; length += 1) {
      await writeFile(file, whole);
      await truncate(file, length);
      // Only the line feed missing, or nothing at all: the record's checksum still holds.
      const survives = length >= whole.length - 1;
      const isTorn = length > lengthBefore && !survives;
      const { state } = await createJournal(folder).read(LEARNER, 0, 100);
      expect(state, `cut at ${length}`).toMatchObject({ count: survives ? 3 : 2, damagedLines: isTorn ? [3] : [] });
      const after = await appendTo(createJournal(folder), [change(4)]);
      expect(after.count, `cut at ${length}`).toBe(survives ? 4 : 3);
      expect(await idsOf(), `cut at ${length}`).toEqual([
        'change-1',
        'change-2',
        ...(survives ? ['change-3'] : []),
        'change-4',
      ]);
      // The torn bytes are still there: nothing damaged is ever deleted.
      if (isTorn) expect((await readFile(file)).subarray(0, length)).toEqual(whole.subarray(0, length));
    }
  });

  it('loses a line in the middle alone, names it and keeps its bytes', async () => {
    await appendTo(createJournal(folder), [change(1), change(2), change(3)]);
    const lines = (await readFile(file, 'utf8')).split('\n');
    lines[1] = lines[1]?.replace('ចំណាំ 2', 'ចំណាំ 9') ?? '';
    await writeFile(file, lines.join('\n'));
    const { state } = await createJournal(folder).read(LEARNER, 0, 10);
    expect(state).toMatchObject({ count: 2, lastSequence: 3, damagedLines: [2], epoch: '' });
    expect(await idsOf()).toEqual(['change-1', 'change-3']);
    await appendTo(createJournal(folder), [change(2)]);
    expect(await idsOf()).toEqual(['change-1', 'change-3', 'change-2']);
    expect(await readFile(file, 'utf8')).toContain(lines[1]);
  });

  it('is read anew where a line was damaged behind its back, with the file’s size and time as they were', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, [change(1), change(2), change(3)]);
    const moment = new Date('2026-11-25T08:00:00Z');
    await utimes(file, moment, moment);
    expect((await journal.state(LEARNER)).damagedLines).toEqual([]);
    await writeFile(file, (await readFile(file, 'utf8')).replace('ចំណាំ 2', 'ចំណាំ 9'));
    await utimes(file, moment, moment);
    await expect(journal.read(LEARNER, 0, 10)).rejects.toMatchObject({ code: 'journal-unreadable' });
    const { entries, state } = await journal.read(LEARNER, 0, 10);
    expect(entries.map((entry) => entry.change.id)).toEqual(['change-1', 'change-3']);
    expect(state.damagedLines).toEqual([2]);
  });

  it.each([
    ['zeros, as a power cut leaves them', '\0'.repeat(4_096)],
    ['another program’s text', 'hello'],
    ['JSON of another shape', '{"sequence":3}'],
    ['an array', '[]'],
    ['a prototype key', '{"__proto__":{"sequence":3}}'],
    ['a sequence that does not rise', encodeJournalLine(createJournalEntry(1, change(5))).trimEnd()],
    ['a change that it holds already', encodeJournalLine(createJournalEntry(7, change(1))).trimEnd()],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0xc0])],
    ['five megabytes without a line feed', 'x'.repeat(5 * 1024 * 1024)],
  ])('survives a line of %s', async (_, content) => {
    await appendTo(createJournal(folder), [change(1)]);
    await appendFile(file, Buffer.concat([Buffer.from(content), Buffer.from('\n')]));
    const state = await appendTo(createJournal(folder), [change(2)]);
    expect(state).toMatchObject({ count: 2, lastSequence: 2, damagedLines: [2] });
    expect(await idsOf()).toEqual(['change-1', 'change-2']);
  });

  it('names at most a hundred damaged lines', async () => {
    await appendTo(createJournal(folder), [change(1)]);
    await appendFile(file, 'damaged\n'.repeat(500));
    expect((await createJournal(folder).read(LEARNER, 0, 1)).state.damagedLines).toHaveLength(100);
  });

  it('says `journal-unreadable` where a folder has the file’s name, and recovers when it is gone', async () => {
    await mkdir(file, { recursive: true });
    const journal = createJournal(folder);
    const unreadable = { code: 'journal-unreadable', details: { learnerId: LEARNER } };
    await expect(journal.read(LEARNER, 0, 1)).rejects.toMatchObject(unreadable);
    await expect(appendTo(journal, [change(1)])).rejects.toMatchObject(unreadable);
    expect(await journal.list()).toEqual([{ learnerId: LEARNER, state: null, learner: null }]);
    await removeFolder(file);
    expect((await appendTo(journal, [change(1)])).count).toBe(1);
  });

  it('says `journal-unreadable` where the folder of journals is a file', async () => {
    await writeFile(folder, '');
    await expect(createJournal(folder).list()).rejects.toMatchObject({ code: 'journal-unreadable' });
  });

  it('says `journal-unwritable` where the folder cannot be made', async () => {
    await symlink(join(parent, 'nowhere', 'at', 'all'), join(parent, 'disk'));
    await expect(appendTo(createJournal(join(parent, 'disk', 'journals')), [change(1)])).rejects.toMatchObject({
      code: 'journal-unwritable',
    });
  });

  it.skipIf(process.platform === 'win32').each([
    ['its file', () => file, 'elsewhere.jsonl'],
    ['its folder', () => folder, 'elsewhere'],
  ])('never goes out of the data folder by a link in place of %s', async (_, link, name) => {
    const journal = createJournal(folder);
    await appendTo(journal, [change(1)]);
    const outside = join(parent, name);
    await rename(link(), outside);
    await symlink(outside, link());
    const target = name === 'elsewhere' ? join(outside, basename(file)) : outside;
    const before = await readFile(target, 'utf8');
    for (const opened of [journal, createJournal(folder)]) {
      await expect(appendTo(opened, [change(2)])).rejects.toMatchObject({ code: 'journal-unreadable' });
      await expect(opened.read(LEARNER, 0, 10)).rejects.toMatchObject({ code: 'journal-unreadable' });
      expect(await opened.list()).toEqual([{ learnerId: LEARNER, state: null, learner: null }]);
    }
    expect(await readFile(target, 'utf8')).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('makes no file where a link points to nothing', async () => {
    await mkdir(folder);
    const outside = join(parent, 'elsewhere.jsonl');
    await symlink(outside, file);
    await expect(appendTo(createJournal(folder), [change(1)])).rejects.toMatchObject({
      code: 'journal-unreadable',
    });
    await expect(stat(outside)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.skipIf(process.platform === 'win32')(
    'says `journal-unreadable` for a named pipe, and waits for nobody',
    async () => {
      await mkdir(folder);
      execFileSync('mkfifo', [file]);
      const journal = createJournal(folder);
      expect(await journal.list()).toEqual([{ learnerId: LEARNER, state: null, learner: null }]);
      await expect(appendTo(journal, [change(1)])).rejects.toMatchObject({ code: 'journal-unreadable' });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'says `journal-unreadable` for a device, which would have no end',
    async () => {
      await mkdir(folder);
      await symlink('/dev/zero', file);
      await expect(appendTo(createJournal(folder), [change(1)])).rejects.toMatchObject({
        code: 'journal-unreadable',
      });
    },
  );

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EFBIG', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'journal-unwritable'],
    ['EIO', 'journal-unwritable'],
  ])('words the system’s %s as `%s`, without a path', (system, code) => {
    const cause = Object.assign(new Error(`${system}: write '/home/member/secret'`), { code: system });
    const worded = journalUnwritable(cause, LEARNER);
    expect(worded).toMatchObject({ code, details: { learnerId: LEARNER, reason: system } });
    expect(worded.message).not.toContain('/home');
  });

  it.each([
    [
      Object.assign(new Error("EIO: read '/home/member/secret'"), { code: 'EIO' }),
      'The journal could not be read (EIO).',
    ],
    [new Error('The file changed while it was read.'), 'The journal could not be read (damaged).'],
  ])('words a failed read by the system’s code, or as damage: %s', (cause, message) => {
    expect(journalUnreadable(cause, LEARNER)).toMatchObject({
      code: 'journal-unreadable',
      message,
      details: { learnerId: LEARNER },
    });
  });

  it('keeps what it has on a disk that fills up half-way through an append, and goes on when there is room', async (context) => {
    if (process.platform !== 'linux') return context.skip('a small file system can be mounted on Linux only');
    await mkdir(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      return context.skip('this user may not mount a small file system');
    }
    try {
      const journal = createJournal(folder);
      await appendTo(journal, [change(1)]);
      await expect(appendTo(journal, [change(2, 'x'.repeat(200_000))])).rejects.toMatchObject({
        code: 'disk-full',
      });
      const state = await appendTo(journal, [change(3)]);
      expect(state).toMatchObject({ count: 2, lastSequence: 2, damagedLines: [], epoch: '' });
      expect(await idsOf()).toEqual(['change-1', 'change-3']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('says `read-only` on a read-only disk', async (context) => {
    await appendTo(createJournal(folder), [change(1)]);
    if (process.platform !== 'linux') return context.skip('a read-only file system can be mounted on Linux only');
    try {
      execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
      execFileSync('mount', ['-o', 'remount,bind,ro', folder], { stdio: 'ignore' });
    } catch {
      return context.skip('this user may not mount a read-only file system');
    }
    try {
      const journal = createJournal(folder);
      await expect(appendTo(journal, [change(2)])).rejects.toMatchObject({ code: 'read-only' });
      expect((await journal.read(LEARNER, 0, 10)).state.count).toBe(1);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('holds all that was acknowledged before the process was killed', async () => {
    const script = join(parent, 'kill.ts');
    await writeFile(
      script,
      `import { createJournal } from ${JSON.stringify(resolve('src/main/services/journal/journal.ts'))};
      const journal = createJournal(process.argv[2]!);
      const [learner, page] = ${JSON.stringify([LEARNER, PAGE])};
      void (async () => {
        await journal.take(learner, page);
        let state = await journal.state(learner);
        for (let index = 0; ; index += 1) {
          state = await journal.append(learner, page, state, [{ id: 'change-' + index, kind: 'note', body: 'x'.repeat(5_000) }]);
          process.stdout.write(index + '\\n');
        }
      })();`,
    );
    const child = spawn(process.execPath, [await bundledScript(script, parent), folder]);
    let acknowledged = '';
    await new Promise<void>((done) => {
      child.stdout.on('data', (data: Buffer) => {
        acknowledged += data.toString();
        if (acknowledged.split('\n').length > 30) child.kill('SIGKILL');
      });
      child.once('close', () => done());
    });
    const count = acknowledged.split('\n').length - 1;
    const held = await idsOf();
    expect(held.length).toBeGreaterThanOrEqual(count);
    expect(held.slice(0, count)).toEqual(Array.from({ length: count }, (_, index) => `change-${index}`));
  });
});
