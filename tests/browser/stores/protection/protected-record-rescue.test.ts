import { describe, expect, it } from 'vitest';
import type { Learner } from '../../../../src/domain/learner/learner';
import { changedKey } from '../../../../src/domain/protection/protection';
import { mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import type { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { useProtection } from '../../../../src/renderer/src/stores/protection/protection';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { identifier, note } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { CANARY, newKey, reseal, notes, PIN, protect } from '../../support/protected-scene';
import { openRescue } from '../../support/rescue-scene';
import { beginLearner, deleteLearnerDatabase, newLearner, openSession, saveNotes } from '../../support/storage-scene';

describe('a record with a PIN that is saved without being opened', () => {
  async function protectedRecord(host: InMemoryHost): Promise<Learner & { readonly cipher: RecordCipher }> {
    const owner = newLearner();
    const session = await beginLearner(owner, host);
    await saveNotes(session.notes, notes(3));
    await session.sync.flush();
    const { cipher } = await protect(session);
    await reseal(session, host);
    session.close();
    return { ...owner, cipher };
  }

  it('stays sealed, row by row as here, and goes back into a record that has the key', async () => {
    const host = new InMemoryHost();
    const owner = await protectedRecord(host);
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({ phase: 'saved', isProtected: true });
    expect(files.file()).not.toContain(CANARY);
    const file = readInPieces(files.file());
    await deleteLearnerDatabase(owner.id);
    await mergeIntoRecord(owner.id, file);
    const session = await openSession(owner.id, host);
    expect(await session.notes.all()).toEqual([]);
    session.useCipher(owner.cipher);
    expect((await session.notes.all()).map(({ quote }) => quote)).toEqual(notes(3).map(({ quote }) => quote));
  });

  it('opens on another computer with the PIN, under Settings', async () => {
    const host = new InMemoryHost();
    const owner = await protectedRecord(host);
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    const file = readInPieces(files.file());
    await deleteLearnerDatabase(owner.id);
    const elsewhere = new InMemoryHost();
    const session = await beginLearner(owner, elsewhere);
    session.close();
    await mergeIntoRecord(owner.id, file);
    const window = openWindow(elsewhere);
    await window.heldRecord.open(owner);
    expect(window.session.state.phase).toBe('open');
    const protection = useProtection();
    await protection.load();
    expect(protection.status).toEqual({ sealedNotes: 3, earlierNotes: 0, hasEarlierKey: true });
    expect((await protection.openEarlier('not the PIN')).outcome).toBe('wrong');
    expect((await protection.openEarlier(PIN)).outcome).toBe('open');
    expect((await window.session.current?.notes.all())?.map(({ quote }) => quote)).toEqual(
      notes(3).map(({ quote }) => quote),
    );
  });

  it('leaves out a note that was not sealed yet', async () => {
    const host = new InMemoryHost();
    const owner = await protectedRecord(host);
    await host.append(owner.id, [
      {
        id: identifier(8_000),
        kind: 'note',
        body: JSON.stringify(note({ id: identifier(8_000), text: `${CANARY}, this moment` })),
      },
    ]);
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({ phase: 'saved', isProtected: true });
    expect(files.file()).not.toContain(CANARY);
    expect(readInPieces(files.file()).notes).toHaveLength(3);
  });
});

describe('a file that brings keys', () => {
  it('opens with the PIN too where that was removed here meanwhile', async () => {
    const host = new InMemoryHost();
    const owner = newLearner();
    const session = await beginLearner(owner, host);
    const { record, cipher } = await protect(session);
    await session.protection.saveKey(changedKey(record, { status: 'removed' }, '2026-11-21T02:00:00.000Z'));
    await reseal(session, host, cipher.withoutSealing());
    session.close();
    const sealed = await cipher.storeNote(note({ id: identifier(8_001), text: 'From an old file.' }));
    await mergeIntoRecord(owner.id, { ...sampleContents(), learner: owner, notes: [sealed], keys: [record] });
    const window = openWindow(host);
    await window.heldRecord.open(owner);
    const protection = useProtection();
    await protection.load();
    expect(protection.status).toMatchObject({ sealedNotes: 1, hasEarlierKey: true });
    expect((await protection.openEarlier(PIN)).outcome).toBe('open');
    expect((await window.session.current?.notes.all())?.map(({ text }) => text)).toEqual(['From an old file.']);
  });

  it('opens with its PIN though another file locked the same key otherwise, once it is brought in again', async () => {
    const owner = newLearner();
    const session = await beginLearner(owner, new InMemoryHost());
    session.close();
    const { record } = await newKey(owner.id);
    const { begun: _, ...brought } = record;
    const { pin, recovery } = (await newKey(owner.id, 'the PIN of somebody else')).record;
    const bringIn = (key: typeof record): Promise<unknown> =>
      mergeIntoRecord(owner.id, { ...sampleContents(), learner: owner, keys: [key] });
    await bringIn({ ...record, pin, recovery });
    await bringIn(record);
    const again = await openSession(owner.id, new InMemoryHost());
    const stored = (): Promise<unknown> => again.protection.state().then(({ keys }) => keys);
    expect(await stored()).toEqual([{ ...brought, status: 'set-aside', updatedAt: '1970-01-01T00:00:00.001Z' }]);
    await bringIn(record);
    expect(await stored()).toEqual([{ ...brought, status: 'set-aside', updatedAt: '1970-01-01T00:00:00.001Z' }]);
  });

  it('puts no other PIN before a record, and changes no key that it has', async () => {
    const host = new InMemoryHost();
    const session = await beginLearner(newLearner(), host);
    const { record } = await protect(session);
    const forged = await newKey(session.learnerId, 'the PIN of somebody else');
    const later = { updatedAt: '2999-01-01T00:00:00.000Z', era: 3 };
    const { pin, recovery } = forged.record;
    const learner = { ...newLearner(), id: session.learnerId };
    await mergeIntoRecord(session.learnerId, {
      ...sampleContents(),
      learner,
      keys: [
        { ...record, ...later, pin, recovery, status: 'removed' },
        { ...forged.record, ...later },
      ],
    });
    const { keys } = await session.protection.state();
    expect(keys).toContainEqual(record);
    expect(keys.find(({ keyId }) => keyId === forged.record.keyId)).toMatchObject({
      status: 'set-aside',
      updatedAt: '1970-01-01T00:00:00.000Z',
    });
    expect(await session.protection.lockedBy()).toEqual(record);
    session.close();
  });
});
