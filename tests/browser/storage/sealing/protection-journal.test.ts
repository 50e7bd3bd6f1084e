import { describe, expect, it } from 'vitest';
import { changedKey } from '../../../../src/domain/protection/protection';
import { sendWaitingOutboxes } from '../../../../src/renderer/src/storage';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { keyChangeId } from '../../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { journalPort } from '../../support/journal-port';
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
  rewriteAll,
  reflection,
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
    const [record] = await again.protection.lockedBy();
    const key = record && (await openKey({ learnerId: owner.id }, record, { pin: PIN }));
    expect(await again.notes.all()).toEqual([]);
    again.useCipher(key ? new RecordCipher(owner.id, key) : null);
    expect(await again.notes.all()).toHaveLength(5);
    expect((await again.statements.attempt(identifier(60)))?.answers['a/q1']?.answer).toMatchObject({
      text: `Reflection, ${CANARY}`,
    });
  });

  it('gives a journal that was deleted its key first, and everything sealed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    await protect(session);
    await reseal(session, host);
    host.deleteJournal(owner.id);
    expect((await session.sync.synchronise()).outcome).toBe('refilled');
    await session.sync.flush();
    const entries = host.entriesOf(owner.id);
    expect(entries[0]?.change.kind).toBe('key');
    expect(JSON.stringify(entries)).not.toContain(CANARY);
    expect(entries.filter(({ change }) => change.kind === 'note')).toHaveLength(5);
  });

  it('is found protected by another browser, which locks, and seals its own rows at its first unlock', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { record, key } = await protect(session);
    await reseal(session, host);
    const plain = notes(2);
    session.close();
    // The other browser: another database, which has rows of its own in clear.
    await deleteLearnerDatabase(owner.id);
    const other = await openSession(owner.id, host);
    await saveNotes(
      other.notes,
      plain.map((each, index) => ({ ...each, id: identifier(9_000 + index), noteId: identifier(9_100 + index) })),
    );
    expect(await other.protection.lockedBy()).toEqual([]);
    await other.sync.synchronise();
    expect(await other.protection.lockedBy()).toEqual([record]);
    expect((await other.protection.state()).unfinished).toBe(true);
    other.useCipher(new RecordCipher(owner.id, key));
    await reseal(other, host);
    await expectNothingInClear(owner.id, host);
    expect(await other.notes.all()).toHaveLength(7);
  });

  it('knows that it has to seal what another browser wrote in clear before it heard of the PIN', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { key } = await protect(session);
    await reseal(session, host);
    const [late] = notes(1).map((each) => ({ ...each, id: identifier(9_000), noteId: identifier(9_100) }));
    const written = reflection(CANARY, 90);
    await host.append(owner.id, [
      { id: identifier(9_000), kind: 'note', body: JSON.stringify(late) },
      ...written.map((each) => ({ id: each.id, kind: 'statement' as const, body: JSON.stringify(each) })),
    ]);
    expect((await session.sync.synchronise()).outcome).toBe('restored');
    expect((await session.protection.state()).unfinished).toBe(true);
    session.useCipher(new RecordCipher(owner.id, key));
    await reseal(session, host);
    await expectNothingInClear(owner.id, host);
    expect((await session.protection.state()).unfinished).toBe(false);
    expect(await session.notes.all()).toHaveLength(6);
  });

  it('whose sealing was cut off sends no words in clear while another learner is at work', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const unsent = note({ text: `Unsent, ${CANARY}` });
    await saveNotes(session.notes, [unsent]);
    const { key } = await protect(session);
    session.close();
    await sendWaitingOutboxes(journalPort(host), () => false);
    expect(JSON.stringify(host.entriesOf(owner.id))).not.toContain('Unsent');

    const again = await openSession(owner.id, host);
    again.useCipher(new RecordCipher(owner.id, key));
    await reseal(again, host);
    again.close();
    await sendWaitingOutboxes(journalPort(host), () => false);
    expect(host.entriesOf(owner.id).map(({ change }) => change.id)).toContain(unsent.id);
    await expectNothingInClear(owner.id, host);
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
    await session.protection.saveKey(
      { ...record, status: 'removed', updatedAt: '2026-11-23T01:00:00.000Z' },
      record,
      true,
    );
    session.useCipher(new RecordCipher(owner.id, null, [key]));
    // Words that stay sealed in an earlier state open with the PIN, should it ever be restored: nothing waits for them.
    host.unreadableSnapshots = 1;
    await reseal(session, host);
    session.useCipher(null);
    expect([await session.notes.all(), await historyOf(session, identifier(6_001))]).toEqual(before);
    expect(await everythingOf(owner.id, host)).not.toContain('"sealed"');
    const [marked] = notes(2).slice(1);
    expect(host.entriesOf(owner.id).map(({ change }) => change.body)).toContain(JSON.stringify(marked));
    expect(await session.protection.lockedBy()).toEqual([]);
  });

  it('asks for no removed PIN because of words that an abandoned key sealed, nor for those of a hostile file', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { record: lost } = await protect(session);
    await reseal(session, host);
    await session.protection.saveKey(
      changedKey(lost, { status: 'set-aside' }, '2026-11-22T01:00:00.000Z'),
      lost,
      false,
    );
    session.useCipher(null);
    const { record, key, cipher } = await protect(session);
    await reseal(session, host, cipher);
    const removed = changedKey(record, { status: 'removed' }, '2026-11-23T01:00:00.000Z');
    await session.protection.saveKey(removed, record, true);
    session.useCipher(new RecordCipher(owner.id, null, [key]));
    await reseal(session, host);
    await session.sync.flush();

    session.close();
    await deleteLearnerDatabase(owner.id);

    const forged = { ...note({ text: '', noteId: 'forged' }), id: identifier(7_000), sealed: btoa('x'.repeat(60)) };
    await host.append(owner.id, [{ id: forged.id, kind: 'note', body: JSON.stringify(forged) }]);
    const again = await openSession(owner.id, host);
    await again.sync.synchronise();
    const { keys, unfinished } = await again.protection.state();
    expect([keys.length, unfinished]).toEqual([2, true]);
    expect(await again.protection.lockedBy()).toEqual([]);
  });

  it('asks for the PIN once more where another browser removed it while rows here are still sealed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { record, key } = await protect(session);
    await reseal(session, host);
    const removed = { ...record, status: 'removed' as const, updatedAt: '2026-11-23T01:00:00.000Z' };
    await host.append(owner.id, [{ id: `key-${record.keyId}-later`, kind: 'key', body: JSON.stringify(removed) }]);
    await session.sync.synchronise();
    expect(await session.protection.lockedBy()).toEqual([removed]);
    session.useCipher(new RecordCipher(owner.id, null, [key]));
    await reseal(session, host);
    expect(await session.protection.lockedBy()).toEqual([]);
    session.useCipher(null);
    expect(await session.notes.all()).toHaveLength(5);
  });

  it('takes the words over as soon as the browser that removed the PIN has opened them in the journal, and asks for none', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const before = [await session.notes.all(), await session.statements.attempt(identifier(60))];
    const { record, key } = await protect(session);
    await reseal(session, host);
    session.useCipher(null);
    const removed = changedKey(record, { status: 'removed' }, '2026-11-23T01:00:00.000Z');
    await host.append(owner.id, [{ id: `key-${record.keyId}-later`, kind: 'key', body: JSON.stringify(removed) }]);
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
    expect(await session.protection.lockedBy()).toEqual([removed]);

    await rewriteAll(host, owner.id, new RecordCipher(owner.id, null, [key]));
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: true });
    expect(await session.protection.lockedBy()).toEqual([]);
    expect([await session.notes.all(), await session.statements.attempt(identifier(60))]).toEqual(before);
    const asked = host.asked.length;
    expect(await session.sync.synchronise()).toMatchObject({ outcome: 'agree', rebuilt: false });
    expect(host.asked.slice(asked).map(({ name }) => name)).toEqual(['journal.state']);
  });

  it.each([
    ['in clear where no PIN is set', {}],
    ['to be sealed where another PIN is', { hasNextPin: true }],
    ['even where that the PIN was lost is news too', { isNews: true }],
  ])('takes over what another browser had from a learner file after the PIN was lost, %s', async (_, given) => {
    const { hasNextPin = false, isNews = false } = given as { hasNextPin?: boolean; isNews?: boolean };
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const before = await session.notes.all();
    const { record, key } = await protect(session);
    await reseal(session, host);
    const setAside = changedKey(record, { status: 'set-aside' }, '2026-11-23T01:00:00.000Z');
    if (!isNews) await session.protection.saveKey(setAside, record, false);
    session.useCipher(null);
    if (hasNextPin) {
      await protect(session);
      await reseal(session, host);
    }
    await session.sync.flush();
    await rewriteAll(host, owner.id, new RecordCipher(owner.id, null, [key]));
    await session.sync.synchronise();
    expect(await session.notes.all()).toEqual([]);

    const told = changedKey(setAside, {}, setAside.updatedAt);
    await host.append(owner.id, [{ id: keyChangeId(told), kind: 'key', body: JSON.stringify(told) }]);
    expect(await session.sync.synchronise()).toMatchObject({ rebuilt: true });
    expect(await session.notes.all()).toEqual(before);
    if (hasNextPin) {
      expect((await session.protection.state()).unfinished).toBe(true);
      await reseal(session, host);
      expect(JSON.stringify(await contents(owner.id))).not.toContain(CANARY);
    }
    const asked = host.asked.length;
    await session.sync.synchronise();
    expect(host.asked.slice(asked).map(({ name }) => name)).toEqual(['journal.state']);
  });

  it('keeps what is sealed with a key that was given up, and opens it when the PIN is found', async () => {
    const host = new InMemoryHost();
    const { session } = await writtenRecord(host);
    const { record, key } = await protect(session);
    await reseal(session, host);
    await session.protection.saveKey(
      { ...record, status: 'set-aside', updatedAt: '2026-11-23T01:00:00.000Z' },
      record,
      false,
    );
    session.useCipher(null);
    expect(await session.protection.lockedBy()).toEqual([]);
    expect(await session.notes.all()).toEqual([]);
    expect(await session.notes.unreadable()).toBe(5);
    expect((await session.statements.attempt(identifier(60)))?.answers['a/q1']?.answer).toEqual({
      kind: 'text',
      text: '',
    });
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
    expect(await session.protection.lockedBy()).toEqual([]);
    expect(await session.notes.all()).toHaveLength(5);
  });
});
