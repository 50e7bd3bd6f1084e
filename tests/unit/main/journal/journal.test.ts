import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, stat, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalChange } from '../../../../src/contract/journal-entry';
import { createJournal } from '../../../../src/main/services/journal/journal';
import type { JournalCopy } from '../../../../src/main/services/journal/journal-file';
import {
  createJournalEntry,
  decodeJournalLine,
  encodeJournalLine,
} from '../../../../src/main/services/journal/journal-line';
import { crowding } from '../../../support/crowding';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { appendTo, LEARNER, OTHER_LEARNER, PAGE } from '../snapshots/snapshot-scene';

let base: string;
let folder: string;
let file: string;

beforeEach(async () => {
  base = await makeFolder('journal');
  folder = join(base, 'journals');
  file = join(folder, `${LEARNER}.jsonl`);
});

afterEach(async () => {
  await removeFolder(base);
});

function change(number: number, kind: JournalChange['kind'] = 'statement', body = `{"n":${number}}`): JournalChange {
  return { id: `change-${String(number).padStart(6, '0')}`, kind, body };
}

function changes(from: number, to: number): JournalChange[] {
  return Array.from({ length: to - from + 1 }, (_, index) => change(from + index));
}

async function idsOf(journal = createJournal(folder)): Promise<string[]> {
  const { entries } = await journal.read(LEARNER, 0, 2_000);
  return entries.map((entry) => entry.change.id);
}

async function sequencesOf({ entries }: JournalCopy): Promise<number[]> {
  const sequences: number[] = [];
  for await (const { sequence } of entries) sequences.push(sequence);
  return sequences;
}

/** How many bytes are read of open files meanwhile. */
async function bytesReadDuring(work: () => Promise<void>): Promise<number> {
  const prototype = await fileHandlePrototype();
  const { read } = prototype as { read(...given: unknown[]): Promise<{ readonly bytesRead: number }> };
  let sum = 0;
  const watched = vi.spyOn(prototype, 'read').mockImplementation(async function (this: FileHandle, ...given) {
    const result = await read.apply(this, given);
    sum += result.bytesRead;
    return result as Awaited<ReturnType<FileHandle['read']>>;
  });
  try {
    await work();
  } finally {
    watched.mockRestore();
  }
  return sum;
}

describe('the journal', () => {
  it('gives changes their sequence in the order in which they come, across appends', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, changes(1, 3));
    const state = await appendTo(journal, changes(4, 5));
    expect(state).toMatchObject({ learnerId: LEARNER, count: 5, lastSequence: 5, damagedLines: [], epoch: '' });
    const { entries } = await journal.read(LEARNER, 0, 100);
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(entries.map((entry) => entry.change)).toEqual(changes(1, 5));
  });

  it('writes one line an entry, as the contract words it', async () => {
    await appendTo(createJournal(folder), [change(1, 'note', 'ចំណាំ "quoted"\nsecond line')]);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\{"sequence":1,"change":\{.*\},"checksum":"[0-9a-f]{16}"\}\n$/);
    expect(text.split('\n')).toHaveLength(2);
    expect(decodeJournalLine(text.trimEnd())?.change.body).toBe('ចំណាំ "quoted"\nsecond line');
  });

  it('skips changes that it holds already, whether from before or from the same append', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, changes(1, 2));
    const state = await appendTo(journal, [change(2), change(3), change(3), change(1)]);
    expect(state.count).toBe(3);
    expect(await idsOf()).toEqual(changes(1, 3).map(({ id }) => id));
  });

  it('holds everything after it is opened again', async () => {
    await appendTo(createJournal(folder), changes(1, 4));
    const reopened = createJournal(folder);
    expect((await appendTo(reopened, changes(3, 5))).lastSequence).toBe(5);
    expect(await idsOf()).toEqual(changes(1, 5).map(({ id }) => id));
  });

  it('reads in pages, and an empty page after the end', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, changes(1, 7));
    expect((await journal.read(LEARNER, 0, 3)).entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect((await journal.read(LEARNER, 3, 3)).entries.map(({ sequence }) => sequence)).toEqual([4, 5, 6]);
    expect((await journal.read(LEARNER, 6, 3)).entries.map(({ sequence }) => sequence)).toEqual([7]);
    expect((await journal.read(LEARNER, 7, 3)).entries).toEqual([]);
  });

  it('ends a page early rather than answer tens of megabytes, and the rest follows', async () => {
    const journal = createJournal(folder);
    const large = Array.from({ length: 40 }, (_, index) => change(index + 1, 'note', 'x'.repeat(262_144)));
    await appendTo(journal, large);
    const seen: number[] = [];
    for (let pages = 0; seen.length < 40; pages += 1) {
      expect(pages).toBeLessThan(40);
      const { entries } = await journal.read(LEARNER, seen.at(-1) ?? 0, 2_000);
      expect(entries.length).toBeLessThan(40);
      seen.push(...entries.map(({ sequence }) => sequence));
    }
    expect(seen).toEqual(large.map((_, index) => index + 1));
    const copy = await journal.copy(LEARNER);
    expect(await sequencesOf(copy)).toEqual(seen);
  });

  it('is empty, not an error, for a learner without a file', async () => {
    const { entries, state } = await createJournal(folder).read(LEARNER, 0, 10);
    expect(entries).toEqual([]);
    expect(state).toEqual({ learnerId: LEARNER, count: 0, lastSequence: 0, damagedLines: [], epoch: '', chain: '' });
    expect(await createJournal(folder).list()).toEqual([]);
  });

  it('lists the journals with the newest profile of each, and no other file', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, [
      change(1, 'learner', '{"name":"old"}'),
      change(2),
      change(3, 'learner', '{"name":"new"}'),
    ]);
    await appendTo(journal, [change(1)], OTHER_LEARNER);
    await writeFile(join(folder, 'notes.txt'), 'not a journal');
    await writeFile(join(folder, 'copy of journal.jsonl'), 'not a journal');
    const listed = await createJournal(folder).list();
    expect(listed.map(({ learnerId, state, learner }) => [learnerId, state?.count, learner])).toEqual([
      [LEARNER, 3, '{"name":"new"}'],
      [OTHER_LEARNER, 1, null],
    ]);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    await appendTo(createJournal(folder), [change(1)]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('never makes a path of something that is no learner id', async () => {
    const journal = createJournal(folder);
    expect(() => journal.take('../../outside', PAGE)).toThrow();
    expect(() => journal.read(`${LEARNER}/../x`, 0, 1)).toThrow();
  });

  it('notices a file that another program changed, and reads it again', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, changes(1, 2));
    await appendFile(file, encodeJournalLine(createJournalEntry(3, change(3))));
    expect((await appendTo(journal, [change(3), change(4)])).lastSequence).toBe(4);
    await rm(file);
    expect((await journal.read(LEARNER, 0, 10)).state.count).toBe(0);
    expect((await appendTo(journal, [change(9)])).count).toBe(1);
  });

  it('is copied as it is at that moment, and without what comes later', async () => {
    const journal = createJournal(folder);
    await appendTo(journal, changes(1, 2));
    const [copy, other] = [await journal.copy(LEARNER), await journal.copy(LEARNER)];
    await appendTo(journal, changes(3, 3));
    expect([copy.state.count, await sequencesOf(copy)]).toEqual([2, [1, 2]]);
    // Another program's doing: a part of a copy is never taken for the whole.
    await truncate(file, 100);
    await expect(sequencesOf(other)).rejects.toMatchObject({ code: 'journal-unreadable' });
  });

  it('takes one of two appends that a page sends after the same point, and refuses the other', async () => {
    const journal = createJournal(folder);
    const state = await appendTo(journal, [change(1)]);
    const sent = [2, 3].map((number) => journal.append(LEARNER, PAGE, state, [change(number)]));
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'journal-moved' } }]);
    expect(await idsOf()).toEqual(changes(1, 2).map(({ id }) => id));
  });

  it('chains the checksums of its readable lines, as the contract words it', async () => {
    const journal = createJournal(folder);
    const states = [await appendTo(journal, [change(1)]), await appendTo(journal, changes(2, 3))];
    const { entries } = await journal.read(LEARNER, 0, 10);
    let chain = '';
    const chains = entries.map(({ checksum }) => {
      chain = createHash('sha256')
        .update(chain + checksum)
        .digest('hex')
        .slice(0, 16);
      return chain;
    });
    expect(states.map((state) => state.chain)).toEqual([chains[0], chains[2]]);
    expect((await createJournal(folder).list())[0]?.state).toEqual(states[1]);
  });

  it('equals a model after any series of appends, reopenings and repeats', async () => {
    const operation = fc.oneof(
      fc
        .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })
        .map((numbers) => ({ kind: 'append' as const, numbers })),
      fc.constant({ kind: 'reopen' as const }),
      fc.constant({ kind: 'tear' as const }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        await removeFolder(folder);
        let journal = createJournal(folder);
        const model: string[] = [];
        for (const step of operations) {
          if (step.kind === 'reopen') journal = createJournal(folder);
          else if (step.kind === 'tear') {
            if (model.length > 0) await appendFile(file, '{"sequence":');
          } else {
            const batch = step.numbers.map((number) => change(number));
            await appendTo(journal, batch);
            for (const { id } of batch) if (!model.includes(id)) model.push(id);
          }
        }
        const { entries, state } = await createJournal(folder).read(LEARNER, 0, 2_000);
        expect(entries.map((entry) => entry.change.id)).toEqual(model);
        expect(state.count).toBe(model.length);
        expect(state.lastSequence).toBe(model.length);
      }),
      { numRuns: 40, seed: 8_2026 },
    );
  });

  it.each([-1, 0, 1])(
    'reads every line whole where one ends %i bytes from where a piece of the file ends',
    async (bytes) => {
      await appendTo(createJournal(folder), [change(1)]);
      const piece = 1024 * 1024;
      const lineOf = (number: number, length: number): string =>
        encodeJournalLine(createJournalEntry(number, change(number, 'note', 'x'.repeat(length))));
      let text = await readFile(file, 'utf8');
      let number = 2;
      for (; text.length < piece - 300_000; number += 1) text += lineOf(number, 200_000);
      // The line feed is the byte behind the line.
      const room = piece + bytes + 1 - text.length;
      text += lineOf(number, room - lineOf(number, 0).length);
      expect(text.length).toBe(piece + bytes + 1);
      text += lineOf(number + 1, 3) + lineOf(number + 2, 3);
      await writeFile(file, text);
      expect(await idsOf()).toEqual(changes(1, number + 2).map(({ id }) => id));
      expect((await createJournal(folder).state(LEARNER)).damagedLines).toEqual([]);
    },
  );

  it('loads 10,000 entries quickly and appends to them without reading them again', async () => {
    await appendTo(createJournal(folder), [change(0)]);
    let lines = '';
    for (let number = 1; number <= 10_000; number += 1) {
      lines += encodeJournalLine(createJournalEntry(number + 1, change(number, 'statement', 'x'.repeat(400))));
    }
    await appendFile(file, lines);
    const journal = createJournal(folder);
    const crowd = crowding();
    const started = performance.now();
    expect((await journal.read(LEARNER, 9_000, 100)).entries).toHaveLength(100);
    // A sanity cap, ten times what was measured (about 100 ms).
    expect(performance.now() - started).toBeLessThan(2_000 * crowd);
    const read = await bytesReadDuring(async () => {
      for (let number = 20_000; number < 20_020; number += 1) await appendTo(journal, [change(number)]);
    });
    expect(read).toBe(0);
  });
});
