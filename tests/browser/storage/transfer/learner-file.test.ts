import { describe, expect, it } from 'vitest';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../../src/domain/learner-file/reading';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { keyTag } from '../../../../src/domain/protection/note-content';
import { compareRevisions } from '../../../../src/domain/notes/note';
import { learnerFilePieces } from '../../../../src/renderer/src/storage/transfer/learner-file-export';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { withLearnerDatabase } from '../../../../src/renderer/src/storage/database/generations';
import {
  mergeIntoDatabase,
  mergeIntoRecord,
  missingFromRecord,
} from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../../support/builders/statement-builders';
import { newKey, protect } from '../../support/protected-scene';
import {
  beginLearner,
  contents as rowsOf,
  historyOf,
  newLearner,
  openSession,
  saveNotes,
} from '../../support/storage-scene';
import { replay } from '../../../support/builders/replays';

function fileOf(
  learner: LearnerFileContents['learner'],
  changes: Partial<LearnerFileContents> = {},
): LearnerFileContents {
  return { ...sampleContents(), learner, ...changes };
}

async function exported(learnerId: string, cipher: RecordCipher | null = null): Promise<LearnerFileContents> {
  return withLearnerDatabase(learnerId, async (database) => {
    const reader = new LearnerFileReader();
    for await (const { text } of learnerFilePieces(database, '2026-11-21T01:00:00.000Z', cipher))
      reader.push(new TextEncoder().encode(text));
    return reader.finish();
  });
}

function byId<Fact extends { readonly id: string }>(facts: readonly Fact[]): Fact[] {
  return [...facts].sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('a learner file and the database', () => {
  it('brings everything into an empty database, and out of it again', async () => {
    const owner = newLearner();
    const file = fileOf(owner);
    await mergeIntoRecord(owner.id, file);
    const back = await exported(owner.id);
    expect({ ...back, statements: byId(back.statements), notes: byId(back.notes) }).toEqual({
      ...file,
      statements: byId(file.statements),
      notes: byId(file.notes),
    });
  });

  describe('with notes that it carries sealed', () => {
    const wrap = { salt: 'AAAA', iterations: 1_000, wrapped: 'AAAA' };
    const at = '2026-11-20T01:00:00.000Z';
    const keyOf = (keyId: string, status: KeyRecord['status']): KeyRecord => ({
      version: 1,
      keyId,
      status,
      pin: wrap,
      recovery: wrap,
      createdAt: at,
      updatedAt: at,
    });
    /** A note that a key sealed, as far as can be told without it. */
    const sealedBy = ({ keyId }: KeyRecord, number: number) =>
      note({
        id: identifier(200 + number),
        noteId: identifier(300 + number),
        text: '',
        quote: '',
        sealed: btoa(
          String.fromCharCode(
            1,
            ...(keyTag(keyId).match(/../gu) ?? []).map((byte) => Number.parseInt(byte, 16)),
          ).padEnd(60, '0'),
        ),
      });

    it.each(['active', 'removed', 'set-aside'] as const)('has their key, though that is %s', async (status) => {
      const owner = newLearner();
      const session = await beginLearner(owner, new InMemoryHost());
      const { record, cipher } = await protect(session);
      const other = await newKey(owner.id, 'another PIN');
      const sealed = await new RecordCipher(owner.id, other.key).storeNote(note({ text: 'Sealed.' }));
      const unused = keyOf(identifier(71), 'set-aside');
      await withLearnerDatabase(owner.id, async (database) => {
        await database.meta.put({ key: 'key', value: [record, { ...other.record, status }, unused] });
        await mergeIntoDatabase(database, fileOf(owner, { statements: [], notes: [sealed] }), { cipher });
      });
      const file = await exported(owner.id, cipher);
      expect(file.keys?.map(({ keyId }) => keyId)).toEqual([other.record.keyId]);
      expect((await exported(owner.id, cipher.withKey(other.key))).keys).toBeUndefined();

      const elsewhere = newLearner();
      await mergeIntoRecord(elsewhere.id, { ...file, learner: elsewhere });
      const { protection } = await openSession(elsewhere.id, new InMemoryHost());
      expect(await protection.lockedBy()).toBeNull();
      const [brought] = (await protection.state()).keys;
      expect(brought).toMatchObject({ status: 'set-aside' });
      expect(brought && (await openKey({ learnerId: owner.id }, brought, { pin: 'another PIN' }))).not.toBeNull();
    });

    it('has the record’s own key, and those of an earlier file, however many keys a file brought', async () => {
      const owner = newLearner();
      const own = keyOf(identifier(70), 'set-aside');
      const earlier = keyOf(identifier(69), 'active');
      const keys = Array.from({ length: 20 }, (_, number) =>
        keyOf(`ffffffff-ffff-7fff-bfff-ffff000000${String(10 + number)}`, 'set-aside'),
      );
      await withLearnerDatabase(owner.id, async (database) => {
        await database.meta.put({ key: 'key', value: [own] });
        await mergeIntoDatabase(database, fileOf(owner, { notes: [sealedBy(own, 1)] }));
        await mergeIntoDatabase(database, fileOf(owner, { keys: [earlier], notes: [sealedBy(earlier, 2)] }));
        const notes = keys.map((key, number) => sealedBy(key, 10 + number));
        await mergeIntoDatabase(database, fileOf(owner, { keys, notes }));
      });
      const found = (await exported(owner.id)).keys ?? [];
      expect(found).toHaveLength(20);
      expect(found.map(({ keyId }) => keyId)).toEqual(expect.arrayContaining([own.keyId, earlier.keyId]));
    });
  });

  it('makes the projections that a replay gives', async () => {
    const owner = newLearner();
    const session = await beginLearner(owner, new InMemoryHost());
    await session.statements.append([statement(read('a/second'), 500)]);
    const file = fileOf(owner);
    await mergeIntoRecord(owner.id, file);
    expect(await session.statements.load()).toEqual(replay([...file.statements, statement(read('a/second'), 500)]));
    expect((await session.statements.attemptsOf('a')).map(({ id }) => id)).toEqual([identifier(50)]);
  });

  it('changes nothing when it is imported twice', async () => {
    const owner = newLearner();
    const file = fileOf(owner);
    const first = await mergeIntoRecord(owner.id, file);
    expect(first).toMatchObject({ statements: file.statements.length, notes: file.notes.length });
    const before = await rowsOf(owner.id);
    const second = await mergeIntoRecord(owner.id, file);
    expect(second).toEqual({ statements: 0, notes: 0, conflictCopies: 0 });
    expect({ ...(await rowsOf(owner.id)), outbox: [] }).toEqual({ ...before, outbox: [] });
  });

  it('gives the same whichever of two files comes first', async () => {
    const [one, two] = [newLearner(), newLearner()];
    const older = { statements: [statement(read('a/first'), 1)], notes: [note({ text: 'older' })], position: null };
    const newer = {
      statements: [statement(read('a/second'), 2)],
      notes: [note({ id: identifier(8), text: 'newer', editedAt: '2026-11-22T01:00:00.000Z', basedOn: [note().id] })],
      position: null,
    };
    for (const [owner, files] of [
      [one, [older, newer]],
      [two, [newer, older]],
    ] as const) {
      for (const file of files) await mergeIntoRecord(owner.id, fileOf(owner, file));
    }
    const [a, b] = [await rowsOf(one.id), await rowsOf(two.id)];
    for (const table of ['statements', 'projections', 'attempts', 'noteRevisions', 'latestNotes'])
      expect(a[table]).toEqual(b[table]);
    expect(a['latestNotes']).toMatchObject([{ text: 'newer' }]);
  });

  it('lets the newer revision of a note stand and keeps the older in its history', async () => {
    const owner = newLearner();
    const host = new InMemoryHost();
    const session = await beginLearner(owner, host);
    const here = note({
      id: identifier(60),
      text: 'written here, newer',
      editedAt: '2026-11-25T01:00:00.000Z',
      basedOn: [sampleContents().notes.at(-1)?.id ?? ''],
    });
    await saveNotes(session.notes, [here]);
    await mergeIntoRecord(owner.id, fileOf(owner));
    expect((await session.notes.all()).map(({ text }) => text)).toEqual(['written here, newer']);
    expect(await historyOf(session, here.noteId)).toEqual([...sampleContents().notes, here].sort(compareRevisions));
  });

  it('sends what it brought to the journal', async () => {
    const owner = newLearner();
    const host = new InMemoryHost();
    const session = await beginLearner(owner, host);
    const file = fileOf({ ...owner, latinName: 'Sok Dara Chan', updatedAt: '2026-11-24T01:00:00.000Z' });
    await mergeIntoRecord(owner.id, file);
    await session.sync.flush();
    expect(host.idsOf(owner.id)).toEqual(
      expect.arrayContaining([...file.statements, ...file.notes].map(({ id }) => id)),
    );
    expect(host.entriesOf(owner.id).findLast(({ change }) => change.kind === 'learner')?.change.body).toContain(
      'Sok Dara Chan',
    );
    expect((await (await openSession(owner.id, host)).sync.synchronise()).outcome).toBe('agree');
  });

  it('changes nothing when it is cancelled half-way', async () => {
    const owner = newLearner();
    await beginLearner(owner, new InMemoryHost());
    const before = await rowsOf(owner.id);
    const many = Array.from({ length: 3_000 }, (_, index) => statement(read('a/first'), index));
    const controller = new AbortController();
    const merged = mergeIntoRecord(owner.id, fileOf(owner, { statements: many }), {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > 0.4) controller.abort();
      },
    });
    await expect(merged).rejects.toMatchObject({ name: 'AbortError' });
    expect(await rowsOf(owner.id)).toEqual(before);
  });

  it('is looked at without a change', async () => {
    const owner = newLearner();
    const session = await beginLearner(owner, new InMemoryHost());
    const file = fileOf(owner);
    await session.statements.append(file.statements.slice(0, 3));
    const before = await rowsOf(owner.id);
    const missing = await missingFromRecord(owner.id, file);
    expect(missing).toMatchObject({ statements: file.statements.length - 3, notes: file.notes.length });
    expect(await rowsOf(owner.id)).toEqual(before);
  });

  it('is not made of a database without a profile', async () => {
    const owner = newLearner();
    await openSession(owner.id, new InMemoryHost());
    await expect(exported(owner.id)).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' });
  });
});
