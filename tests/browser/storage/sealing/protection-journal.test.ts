import { describe, expect, it } from 'vitest';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note } from '../../../support/builders/statement-builders';
import {
  CANARY,
  reseal,
  everythingOf,
  expectNothingInClear,
  notes,
  PIN,
  protect,
  writtenRecord,
} from '../../support/protected-scene';
import { contents, deleteLearnerDatabase, historyOf, openSession, saveNotes } from '../../support/storage-scene';

describe('a protected record and its journal', () => {
  it('comes back from the journal alone, still sealed, and opens with the PIN', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    await protect(session);
    await reseal(session, host);
    session.close();
    await deleteLearnerDatabase(owner.id);

    const again = await openSession(owner.id, host);
    expect((await again.sync.synchronise()).outcome).toBe('restored');
    expect(JSON.stringify(await contents(owner.id))).not.toContain(CANARY);
    const record = await again.protection.lockedBy();
    const key = record && (await openKey({ learnerId: owner.id }, record, { pin: PIN }));
    expect(await again.notes.all()).toEqual([]);
    again.useCipher(key ? new RecordCipher(owner.id, key) : null);
    expect(await again.notes.all()).toHaveLength(5);
  });

  it('gives a journal that was deleted a new epoch, its key first, and everything sealed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    await protect(session);
    await reseal(session, host);
    host.deleteJournal(owner.id);
    expect((await session.sync.synchronise()).outcome).toBe('refilled');
    await session.sync.flush();
    const entries = host.entriesOf(owner.id);
    expect(entries.slice(0, 2).map(({ change }) => change.kind)).toEqual(['epoch', 'key']);
    expect(JSON.stringify(entries)).not.toContain(CANARY);
    expect(entries.filter(({ change }) => change.kind === 'note')).toHaveLength(5);
  });

  it('counts as begun again where plaintext comes back in the journal, and is sealed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { key } = await protect(session);
    await reseal(session, host);
    const [late] = notes(1).map((each) => ({ ...each, id: identifier(9_000), noteId: identifier(9_100) }));
    await host.append(owner.id, [{ id: identifier(9_000), kind: 'note', body: JSON.stringify(late) }]);
    expect((await session.sync.synchronise()).outcome).toBe('restored');
    expect((await session.protection.state()).unfinished).toBe(true);
    session.useCipher(new RecordCipher(owner.id, key));
    await reseal(session, host);
    await expectNothingInClear(owner.id, host);
    expect((await session.protection.state()).unfinished).toBe(false);
    expect(await session.notes.all()).toHaveLength(6);
  });

  it('is not called sealed where an entry of the journal is too long for that: all others are', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    // No note of the app's: from a file, or an old version.
    await saveNotes(session.notes, [note({ text: 'ទឹក'.repeat(20_000), quote: `Too long. ${'ទឹក'.repeat(16_000)}` })]);
    await session.sync.flush();
    await protect(session);
    await expect(reseal(session, host)).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect((await session.protection.state()).unfinished).toBe(true);
    expect(JSON.stringify(host.entriesOf(owner.id))).toContain('Too long.');
    await expectNothingInClear(owner.id, host);
  });

  it('is not called sealed where a snapshot can not be read now: all else is, and the rest once it can', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    host.unreadableSnapshots = 1;
    await protect(session);
    await expect(reseal(session, host)).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect((await session.protection.state()).unfinished).toBe(true);
    await expectNothingInClear(owner.id, host);
    host.unreadableSnapshots = 0;
    await reseal(session, host);
    expect((await session.protection.state()).unfinished).toBe(false);
  });

  it('nor where one can not be read as they are listed: what it alone holds is not rewritten then', async () => {
    const host = new InMemoryHost();
    const { session } = await writtenRecord(host);
    await protect(session);
    host.areSnapshotsBusy = true;
    await expect(reseal(session, host)).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect((await session.protection.state()).unfinished).toBe(true);
    host.areSnapshotsBusy = false;
    await reseal(session, host);
    expect((await session.protection.state()).unfinished).toBe(false);
  });

  it('is plain again everywhere when the PIN is removed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const before = [await session.notes.all(), await historyOf(session, identifier(6_001))];
    const { record, key } = await protect(session);
    await reseal(session, host);
    await session.protection.saveKey({
      ...record,
      status: 'removed',
      begun: true,
      updatedAt: '2026-11-23T01:00:00.000Z',
    });
    session.useCipher(new RecordCipher(owner.id, null, [key]));
    // Words that stay sealed in an earlier state open with the PIN, should it ever be restored: nothing waits for them.
    host.unreadableSnapshots = 1;
    await reseal(session, host);
    session.useCipher(null);
    expect([await session.notes.all(), await historyOf(session, identifier(6_001))]).toEqual(before);
    expect(await everythingOf(owner.id, host)).not.toContain('"sealed"');
    const [marked] = notes(2).slice(1);
    expect(host.entriesOf(owner.id).map(({ change }) => change.body)).toContain(JSON.stringify(marked));
    expect(await session.protection.lockedBy()).toBeNull();
  });

  it('keeps what is sealed with a key that was given up, and opens it when the PIN is found', async () => {
    const host = new InMemoryHost();
    const { session } = await writtenRecord(host);
    const { record, key } = await protect(session);
    await reseal(session, host);
    await session.protection.saveKey({ ...record, status: 'set-aside', updatedAt: '2026-11-23T01:00:00.000Z' });
    session.useCipher(null);
    expect(await session.protection.lockedBy()).toBeNull();
    expect(await session.notes.all()).toEqual([]);
    expect(await session.notes.unreadable()).toBe(5);
    await saveNotes(session.notes, [note({ text: 'Written since.' })]);

    // A new PIN leaves them as they are, since nobody can open them.
    const next = await protect(session);
    await reseal(session, host);
    expect(await session.notes.all()).toHaveLength(1);
    expect(await session.notes.unreadable()).toBe(5);

    // The old PIN is found: everything is sealed with the present key.
    session.useCipher(next.cipher.withKey(key));
    await reseal(session, host);
    session.useCipher(next.cipher);
    expect(await session.notes.all()).toHaveLength(6);
    expect(await session.notes.unreadable()).toBe(0);
  });

  it('without a PIN is never asked for one, whatever stands in the journal', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    for (const [index, body] of ['null', '[]', '{"keyId":"x","updatedAt":"y"}', 'not json'].entries()) {
      await host.append(owner.id, [{ id: `key-broken-${index}`, kind: 'key', body }]);
    }
    await session.sync.synchronise();
    expect(await session.protection.state()).toEqual({ keys: [], unfinished: false });
    expect(await session.protection.lockedBy()).toBeNull();
    expect(await session.notes.all()).toHaveLength(5);
  });
});
