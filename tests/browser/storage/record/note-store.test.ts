import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reactive } from 'vue';
import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../src/domain/notes/note';
import { NoteStore } from '../../../../src/renderer/src/storage/record/note-store';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { FIRST_MINUTE, identifier, note } from '../../../support/builders/statement-builders';
import { newKey } from '../../support/protected-scene';
import { newLearner, openDatabase, saveNotes } from '../../support/storage-scene';

/** A revision of a note, made so many minutes after the first. */
function revision(number: number, minute: number, overrides: Partial<NoteRevision> = {}): NoteRevision {
  return note({
    id: identifier(number),
    editedAt: new Date(FIRST_MINUTE + minute * 60_000).toISOString(),
    ...overrides,
  });
}

async function openStore() {
  const database = await openDatabase(newLearner().id);
  return { database, store: new NoteStore(database) };
}

/** As sealed with a key that nobody has. */
async function sealed(plain: NoteRevision): Promise<NoteRevision> {
  const { key } = await newKey(plain.noteId);
  return new RecordCipher(plain.noteId, key).storeNote(plain);
}

describe('a note store', () => {
  it('keeps every revision and shows the newest', async () => {
    const { database, store } = await openStore();
    const [first, second] = [revision(1, 0), revision(2, 5, { text: 'Ask about diversion first.' })];
    await saveNotes(store, [first]);
    await saveNotes(store, [second]);

    expect(await store.all()).toEqual([second]);
    expect(await store.ofSection('a/first')).toEqual([second]);
    expect(await store.ofSection('a/second')).toEqual([]);
    expect(await database.noteRevisions.toArray()).toEqual([first, second]);
    expect(
      (await database.outbox.orderBy('order').toArray()).map(({ id, kind, body }) => [id, kind, JSON.parse(body)]),
    ).toEqual([
      [first.id, 'note', first],
      [second.id, 'note', second],
    ]);
  });

  it('hides a deleted note, keeps its history, and shows it again when it is restored', async () => {
    const { database, store } = await openStore();
    const [written, deleted, restored] = [revision(1, 0), revision(2, 1, { deleted: true }), revision(3, 2)];
    await saveNotes(store, [written, deleted]);
    expect(await store.all()).toEqual([]);
    expect(await store.ofSection('a/first')).toEqual([]);
    expect(await database.noteRevisions.toArray()).toEqual([written, deleted]);

    await saveNotes(store, [restored]);
    expect(await store.all()).toEqual([restored]);
  });

  it('names the modules with notes in them: not those with deleted ones only, nor those with the note that is left out', async () => {
    const { store } = await openStore();
    await saveNotes(store, [
      revision(1, 0, { noteId: 'one', moduleId: 'a' }),
      revision(2, 0, { noteId: 'two', moduleId: 'a' }),
      revision(3, 0, { noteId: 'three', moduleId: 'b' }),
      revision(4, 0, { noteId: 'four', moduleId: 'c' }),
      revision(5, 0, { noteId: 'left out', moduleId: 'd' }),
    ]);
    await saveNotes(store, [
      revision(6, 1, { noteId: 'one', moduleId: 'a', deleted: true }),
      revision(7, 1, { noteId: 'three', moduleId: 'b', deleted: true }),
    ]);
    expect(await store.modulesWithNotes(['a', 'b', 'c', 'd', 'e'], 'left out')).toEqual(['a', 'c']);
  });

  it('shows a note whose newest state nothing here opens as its newest one that can be opened', async () => {
    const { database, store } = await openStore();
    const [first, second] = [revision(1, 0), revision(2, 1, { text: 'Ask about diversion first.' })];
    await saveNotes(store, [first, second, await sealed(revision(3, 2)), await sealed(revision(4, 3))]);
    const gone = [revision(5, 0, { noteId: 'gone' }), await sealed(revision(6, 1, { noteId: 'gone', deleted: true }))];
    await saveNotes(store, [...gone, await sealed(revision(7, 0, { noteId: 'sealed' }))]);
    const ended = [revision(8, 0, { noteId: 'ended' }), revision(9, 1, { noteId: 'ended', deleted: true })];
    await saveNotes(store, [...ended, await sealed(revision(10, 2, { noteId: 'ended' }))]);

    expect(await store.all()).toEqual([second]);
    expect(await store.ofSection('a/first')).toEqual([second]);
    expect(await store.find(first.noteId)).toEqual(second);
    expect([await store.find('gone'), await store.find('sealed')]).toEqual([null, null]);
    expect([await store.unreadable(), await store.shownEarlier()]).toEqual([3, 1]);
    expect((await database.latestNotes.get(first.noteId))?.id).toBe(identifier(4));
  });

  it('reads no history to show notes that can all be opened', async () => {
    const { database, store } = await openStore();
    await saveNotes(store, [revision(1, 0), revision(2, 1), revision(3, 0, { noteId: 'other' })]);
    let read = 0;
    database.noteRevisions.hook('reading', (row) => {
      read += 1;
      return row;
    });
    expect(await store.all()).toHaveLength(2);
    expect(await store.ofSection('a/first')).toHaveLength(2);
    expect(await store.find('other')).not.toBeNull();
    expect(read).toBe(0);
  });

  it('changes nothing when a revision is saved twice', async () => {
    const { database, store } = await openStore();
    await saveNotes(store, [revision(1, 0)]);
    await saveNotes(store, [revision(1, 0)]);
    expect(await database.noteRevisions.count()).toBe(1);
    expect(await database.outbox.count()).toBe(1);
    await saveNotes(store, [revision(1, 0), revision(2, 1)]);
    expect(await database.noteRevisions.count()).toBe(2);
    expect(await database.outbox.count()).toBe(2);
  });

  it('keeps nothing of several revisions when one of them can not be stored', async () => {
    const { database, store } = await openStore();
    const { id: _, ...withoutId } = revision(2, 1);
    await expect(saveNotes(store, [revision(1, 0), withoutId as NoteRevision])).rejects.toMatchObject({
      name: 'StorageError',
    });
    expect(await database.noteRevisions.count()).toBe(0);
    expect(await database.latestNotes.count()).toBe(0);
    expect(await database.outbox.count()).toBe(0);
    expect(await database.meta.count()).toBe(0);
  });

  it('stores plain values of what screens hand over as reactive ones', async () => {
    const { store } = await openStore();
    await saveNotes(store, [reactive(revision(1, 0))]);
    expect(await store.all()).toEqual([revision(1, 0)]);
  });

  it('lists notes in the order in which they were first written', async () => {
    const { store } = await openStore();
    const early = revision(1, 30, { noteId: identifier(10), createdAt: '2026-11-20T01:00:00.000Z' });
    const late = revision(2, 2, { noteId: identifier(9), createdAt: '2026-11-20T01:02:00.000Z' });
    await saveNotes(store, [late, early]);
    expect((await store.all()).map(({ id }) => id)).toEqual([early.id, late.id]);
  });

  it('shows the newest revision whatever the order in which revisions come', async () => {
    const drawn = fc.record({ noteNumber: fc.nat(2), minute: fc.nat(6), deleted: fc.boolean(), batch: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 20 }), fc.infiniteStream(fc.nat()), async (all, shuffle) => {
        const { database, store } = await openStore();
        const revisions = all.map(({ noteNumber, minute, deleted }, index) =>
          revision(100 + index, minute, { noteId: identifier(noteNumber), deleted }),
        );
        const mixed = revisions
          .map((each) => [shuffle.next().value as number, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each);
        for (const batch of [0, 1, 2, 3])
          await saveNotes(
            store,
            mixed.filter((each) => all[revisions.indexOf(each)]?.batch === batch),
          );

        const expected = [...latestRevisions(revisions).values()].filter(({ deleted }) => !deleted);
        expect((await store.all()).sort(compareRevisions)).toEqual(expected.sort(compareRevisions));
        expect(await database.noteRevisions.count()).toBe(revisions.length);
        database.close({ disableAutoOpen: true });
      }),
      { numRuns: 40 },
    );
  });
});
