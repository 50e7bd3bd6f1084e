import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../../../src/renderer/src/storage';
import { readCursor } from '../../../../src/renderer/src/storage/sync/cursor';
import { RecordSync, type SyncEvents } from '../../../../src/renderer/src/storage/sync/record-sync';
import { NoteStore } from '../../../../src/renderer/src/storage/record/note-store';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { journalPort } from '../../support/journal-port';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase, saveNotes, until } from '../../support/storage-scene';

const reads = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => statement(read('a/first', 1), from + index));

/** A window of a learner on a host's journal. */
async function openWindow(learnerId: string, host: InMemoryHost, events: SyncEvents = {}) {
  const database = await openDatabase(learnerId);
  return {
    database,
    statements: new StatementStore(database),
    notes: new NoteStore(database),
    sync: new RecordSync(database, learnerId, journalPort(host), () => null, events),
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
    expect(host.journalIds()).toEqual([]);
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

    expect(await sync.flush()).toBe(500);

    expect(host.idsOf(learner.id)).toEqual([next?.id]);
    expect(await sync.waiting()).toBe(0);
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

  it('writes nothing more, and keeps what waits, once another page has the turn', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const onElsewhere = vi.fn();
    const { database, statements, sync } = await openWindow(learner.id, host, { onElsewhere });
    await statements.append(reads(0, 1));
    await sync.flush();
    host.openElsewhere(learner.id);
    await statements.append(reads(1, 1));
    await expect(sync.flush()).rejects.toMatchObject({ name: 'StorageError', code: 'elsewhere' });
    expect(onElsewhere).toHaveBeenCalledTimes(1);
    expect([await sync.waiting(), host.idsOf(learner.id).length]).toEqual([1, 1]);
    // In this browser it is the row of the writer that refuses a page which thaws.
    await database.meta.put({ key: 'writer', value: 'another page' });
    await expect(statements.append(reads(2, 1))).rejects.toMatchObject({ code: 'elsewhere' });
    expect(await database.statements.count()).toBe(2);
  });
});

describe('the cursor', () => {
  it('stands at the end of what was sent', async () => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const { database, statements, sync } = await openWindow(learner.id, host);
    for (const count of [3, 1]) {
      await statements.append(reads(10 * count, count));
      await sync.flush();
      await until(async () => (await sync.waiting()) === 0);
      const { epoch, lastSequence, chain } = await host.stateOf(learner.id);
      expect(await readCursor(database)).toEqual({ epoch, lastSequence, chain });
    }
  });

  it.each<[string, (host: InMemoryHost, learnerId: string) => unknown]>([
    ['its end was cut off', (host, learnerId) => host.cutOff(learnerId, 2)],
    ['a line can not be read any more', (host, learnerId) => host.damageLine(learnerId, 1)],
    ['it was deleted', (host, learnerId) => host.deleteJournal(learnerId)],
    [
      'somebody wrote to it',
      (host, learnerId) => host.append(learnerId, [{ id: identifier(900), kind: 'statement', body: '{}' }]),
    ],
  ])('tells while the record is open that the journal has moved: %s', async (_, move) => {
    const learner = newLearner();
    const host = new InMemoryHost();
    const onFollowed = vi.fn();
    const { statements, sync } = await openWindow(learner.id, host, { onFollowed });
    await statements.append(reads(0, 3));
    await sync.flush();
    onFollowed.mockClear();
    await move(host, learner.id);

    // Two more: a journal that lost its last two is as long as it was before.
    await statements.append(reads(3, 2));
    await sync.flush();

    expect(onFollowed).toHaveBeenCalledTimes(1);
    expect(host.idsOf(learner.id)).toEqual(expect.arrayContaining(reads(0, 5).map(({ id }) => id)));
    expect(await sync.waiting()).toBe(0);
  });
});
