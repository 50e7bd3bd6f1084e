import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../../../src/renderer/src/storage';
import { readCursor } from '../../../../src/renderer/src/storage/sync/cursor';
import { RecordSync } from '../../../../src/renderer/src/storage/sync/record-sync';
import { NoteStore } from '../../../../src/renderer/src/storage/record/note-store';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { journalPort } from '../../support/journal-port';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase, saveNotes, until } from '../../support/storage-scene';

const reads = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => statement(read('a/first', 1), from + index));

/** A window of a learner on a host's journal. */
async function openWindow(learnerId: string, host: InMemoryHost) {
  const database = await openDatabase(learnerId);
  return {
    database,
    statements: new StatementStore(database),
    notes: new NoteStore(database),
    sync: new RecordSync(database, learnerId, journalPort(host)),
  };
}

const appends = (host: InMemoryHost) =>
  host.asked
    .filter(({ name }) => name === 'journal.append')
    .map(({ input }) => (input as { readonly changes: readonly unknown[] }).changes.length);

describe('sending to the journal', () => {
  it('sends nothing where nothing waits', async () => {
    const host = new InMemoryHost();
    const { sync } = await openWindow(newLearner().id, host);
    await sync.flush();
    expect(host.asked.map(({ name }) => name)).toEqual(['journal.open']);
  });

  it('sends everything in the order in which it was done, in batches', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { statements, notes, sync } = await openWindow(learner.id, host);
    const all = reads(0, 1_050);
    await statements.append(all.slice(0, 300));
    await saveNotes(notes, [note()]);
    await statements.append(all.slice(300));

    await sync.flush();

    expect(host.idsOf(learner.id)).toEqual([...all.slice(0, 300), note(), ...all.slice(300)].map(({ id }) => id));
    expect(appends(host)).toEqual([500, 500, 51]);
    expect(await sync.waiting()).toBe(0);
    expect(host.entriesOf(learner.id).map(({ change }) => JSON.parse(change.body) as unknown)).toContainEqual(note());
  });

  it('keeps a batch of long notes below what one request may hold', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { notes, sync } = await openWindow(learner.id, host);
    // Khmer takes three bytes a letter: two hundred such notes are 36 MB, more than the host accepts at once.
    const long = Array.from({ length: 60 }, (_, index) =>
      note({ id: identifier(100 + index), noteId: identifier(500 + index), text: 'ក'.repeat(60_000) }),
    );
    await saveNotes(notes, long);

    await sync.flush();

    expect(host.idsOf(learner.id)).toEqual(long.map(({ id }) => id));
    expect(appends(host).length).toBeGreaterThan(1);
  });

  it('resolves only after the host has acknowledged', async () => {
    const host = new InMemoryHost();
    const { statements, sync } = await openWindow(newLearner().id, host);
    await statements.append(reads(0, 1));
    const release = host.hold();
    let done = false;

    const flushing = sync.flush().then(() => {
      done = true;
    });
    await until(() => host.asked.length === 1);
    expect(done).toBe(false);
    expect(await sync.waiting()).toBe(1);

    release();
    await flushing;
    expect(await sync.waiting()).toBe(0);
  });

  it('sends what was added during a running flush before that flush resolves for whoever asked then', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { statements, sync } = await openWindow(learner.id, host);
    const [first, second] = [reads(0, 1), reads(1, 1)];
    await statements.append(first);
    const release = host.hold();
    const flushing = sync.flush();
    await until(() => host.asked.length === 1);

    await statements.append(second);
    const later = sync.flush();
    release();
    await Promise.all([flushing, later]);

    expect(host.idsOf(learner.id)).toEqual([...first, ...second].map(({ id }) => id));
    expect(await sync.waiting()).toBe(0);
  });

  it('sends what was added when a flush had looked for the last time and was not over yet', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { statements, sync } = await openWindow(learner.id, host);
    const [first, second] = [reads(0, 1), reads(1, 1)];
    await statements.append(first);
    let later: Promise<void> | undefined;
    const locking = vi.spyOn(navigator.locks, 'request').mockImplementationOnce(async (...given: unknown[]) => {
      // A lock is never given in the step that asks for it.
      await Promise.resolve();
      await (given.at(-1) as () => Promise<unknown>)();
      await statements.append(second);
      later = sync.flush();
    });

    await sync.flush();
    await later;
    locking.mockRestore();

    expect(host.idsOf(learner.id)).toEqual([...first, ...second].map(({ id }) => id));
  });

  it('sends what was added while it read what another browser had written', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { statements, sync } = await openWindow(learner.id, host);
    const [first, second] = [reads(0, 1), reads(1, 1)];
    await statements.append(reads(2, 1));
    await sync.flush();
    await host.append(learner.id, [{ id: identifier(900), kind: 'statement', body: '{}' }]);
    await statements.append(first);
    const { isAsked, release } = host.holdOne('journal.read');
    const flushing = sync.flush();
    await isAsked;

    await statements.append(second);
    const later = sync.flush();
    release();
    await Promise.all([flushing, later]);

    expect(host.idsOf(learner.id)).toContain(second[0]?.id);
  });

  it('sends what comes after more changes than a batch that are too long for the journal', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    await database.outbox.bulkAdd(
      reads(1_000, 500).map(({ id }) => ({ id, kind: 'statement' as const, body: '{}', keptHere: true })),
    );
    const [next] = reads(0, 1);
    await statements.append(next ? [next] : []);

    await sync.flush();

    expect(host.idsOf(learner.id)).toEqual([next?.id]);
    expect([await sync.waiting(), await sync.tooLong()]).toEqual([0, 500]);
  });

  it('tells the host the epoch even where a first version left a mark without one', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    await statements.append(reads(0, 1));
    await sync.flush();
    await database.meta.put({ key: MARK_KEY, value: { count: 1, lastSequence: 1, readTo: 1 } });
    await statements.append(reads(1, 1));
    await sync.flush();
    const sent = host.asked.filter(({ name }) => name === 'journal.append').map(({ input }) => input);
    expect(sent).toMatchObject([{}, { epoch: '' }]);
  });

  it('keeps everything when the host fails, and the next flush sends it', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { statements, sync } = await openWindow(learner.id, host);
    const all = reads(0, 3);
    await statements.append(all);
    host.fail('disk-full', 'journal.append');

    await expect(sync.flush()).rejects.toMatchObject({ name: 'HostError', code: 'disk-full' });
    expect(await sync.waiting()).toBe(3);
    expect(host.idsOf(learner.id)).toEqual([]);

    host.recover();
    await sync.flush();
    expect(host.idsOf(learner.id)).toEqual(all.map(({ id }) => id));
    expect(await sync.waiting()).toBe(0);
  });

  it('ends, and keeps everything, where the host says at each try that the journal was set back', async () => {
    const learner = newLearner();
    const { database, statements } = await openWindow(learner.id, new InMemoryHost());
    await statements.append(reads(0, 1));
    const append = () => Promise.reject(new StorageError('moved', 'It was set back.'));
    const port = { ...journalPort(new InMemoryHost()), append };
    const sync = new RecordSync(database, learner.id, port);
    await expect(sync.flush()).rejects.toMatchObject({ code: 'moved' });
    expect(await sync.waiting()).toBe(1);
  });

  it('stores once what the host had written and could not acknowledge', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    const all = reads(0, 3);
    await statements.append(all);
    const waiting = (await database.outbox.toArray()).map(({ id, kind, body }) => ({ id, kind, body }));
    await host.append(learner.id, waiting.slice(0, 2));

    await sync.flush();

    expect(host.idsOf(learner.id)).toEqual(all.map(({ id }) => id));
    expect(await sync.waiting()).toBe(0);
  });

  it('says that the database is outdated when it was closed', async () => {
    const { database, sync } = await openWindow(newLearner().id, new InMemoryHost());
    database.close({ disableAutoOpen: true });
    await expect(sync.flush()).rejects.toMatchObject({ name: 'StorageError', code: 'outdated' });
    await expect(sync.waiting()).rejects.toMatchObject({ code: 'outdated' });
  });

  it('loses and doubles nothing when two windows append and flush at the same time', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const windows = [await openWindow(learner.id, host), await openWindow(learner.id, host)];
    const all = reads(0, 120);

    await Promise.all(
      windows.map(async ({ statements, sync }, index) => {
        for (const each of all.filter((_, at) => at % 2 === index)) {
          await statements.append([each]);
          await sync.flush();
        }
      }),
    );

    const ids = host.idsOf(learner.id);
    expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id)));
    expect(ids).toHaveLength(all.length);
    // The windows take turns: no change was sent twice.
    expect(appends(host).reduce((sum, count) => sum + count, 0)).toBe(all.length);
  });
});

describe('the mark of how far the journal was read', () => {
  it('follows what this database alone appended', async () => {
    const learner = newLearner();
    const { database, statements, sync } = await openWindow(learner.id, new InMemoryHost());
    await statements.append(reads(0, 3));
    await sync.flush();
    expect(await readMark(database)).toEqual({ count: 3, lastSequence: 3, readTo: 3, epoch: '' });
    await statements.append(reads(3, 1));
    await sync.flush();
    expect(await readMark(database)).toEqual({ count: 4, lastSequence: 4, readTo: 4, epoch: '' });
  });

  it('stays until what another browser appended in between was read, which the next flush tries again', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    await statements.append(reads(0, 3));
    await sync.flush();
    await host.append(learner.id, [{ id: identifier(900), kind: 'statement', body: '{}' }]);

    await statements.append(reads(3, 1));
    host.fail('unreachable', 'journal.read');
    await sync.flush();
    expect(await readMark(database)).toEqual({ count: 5, lastSequence: 5, readTo: 3, epoch: '' });
    host.recover();
    await sync.flush();
    expect(await readMark(database)).toEqual({ count: 5, lastSequence: 5, readTo: 5, epoch: '' });
  });

  it.each<[string, (host: InMemoryHost, learnerId: string) => void]>([
    [
      'its end was cut off',
      (host, learnerId) => {
        host.cutOff(learnerId, 2);
      },
    ],
    [
      'a line can not be read any more',
      (host, learnerId) => {
        host.damageLine(learnerId, 1);
      },
    ],
    [
      'it was deleted',
      (host, learnerId) => {
        host.deleteJournal(learnerId);
      },
    ],
  ])('asks for a full comparison where the journal holds less than it did: %s', async (_, damage) => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    await statements.append(reads(0, 3));
    await sync.flush();
    damage(host, learner.id);

    // Two more: a journal that lost its last two stands where it stood before.
    await statements.append(reads(3, 2));
    await sync.flush();
    expect(await readMark(database)).toMatchObject({ readTo: 0 });
  });
});
