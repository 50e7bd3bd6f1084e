import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note } from '../../../support/builders/statement-builders';
import { CANARY, reseal, newKey, protect, writtenRecord } from '../../support/protected-scene';
import { lookInto, newLearner } from '../../support/storage-scene';

describe('sealed notes', () => {
  it('do not open in another row, for another learner, or changed', async () => {
    const [owner, other] = [newLearner(), newLearner()];
    const { key } = await newKey(owner.id);
    const cipher = new RecordCipher(owner.id, key);
    const sealed = await cipher.storeNote(note({ text: CANARY }));
    expect(sealed).toMatchObject({ text: '', quote: '', sealed: expect.any(String) });
    expect(await cipher.openNote(sealed)).toEqual(note({ text: CANARY }));
    expect(await cipher.openNote({ ...sealed, id: identifier(99) })).toBeNull();
    expect(await new RecordCipher(other.id, key).openNote(sealed)).toBeNull();
    const text = sealed.sealed ?? '';
    // The last symbols hold bits that mean nothing.
    for (let at = 0; at < text.length - 4; at += 1) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await cipher.openNote({ ...sealed, sealed: changed }), `symbol ${at}`).toBeNull();
    }
    for (const broken of ['', 'A', 'AAAA', '!!!!', text.slice(0, 40)])
      expect(await cipher.openNote({ ...sealed, sealed: broken })).toBeNull();
  });

  it('that can not be opened cost that note alone, and are counted', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 4);
    await protect(session);
    await reseal(session, host);
    const rows = (await lookInto(owner.id, async (database) =>
      database.table('latestNotes').toArray(),
    )) as NoteRevision[];
    await lookInto(owner.id, async (database) => {
      for (const table of ['latestNotes', 'noteRevisions'])
        await database.table(table).put({ ...rows[0], sealed: rows[1]?.sealed });
    });
    expect(await session.notes.all()).toHaveLength(3);
    expect(await session.notes.unreadable()).toBe(1);
  });

  it('come with the warnings that were dismissed, and leave no mark in clear where they do not open', async () => {
    const owner = newLearner();
    const cipher = new RecordCipher(owner.id, (await newKey(owner.id)).key);
    const written = note({ dismissed: ['telephone'] });
    const sealed = await cipher.storeNote(written);
    expect(await cipher.openNote(sealed)).toEqual(written);
    const moved = { ...sealed, id: identifier(99) };
    expect(await cipher.storeNote({ ...moved, tags: ['bail'] })).toEqual(moved);
  });

  it('are never sealed twice, and a key is never used with the same nonce', async () => {
    const { key } = await newKey(newLearner().id);
    const cipher = new RecordCipher(newLearner().id, key);
    const [first, second] = await Promise.all([cipher.storeNote(note()), cipher.storeNote(note())]);
    expect(first.sealed).not.toBe(second.sealed);
    expect(await cipher.storeNote(first)).toBe(first);
  });
});
