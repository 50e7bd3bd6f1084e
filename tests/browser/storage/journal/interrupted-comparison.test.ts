import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import type { JournalPort } from '../../../../src/renderer/src/storage/journal/port';
import { reconcile } from '../../../../src/renderer/src/storage/journal/reconciliation';
import { readConcurrent } from '../../../../src/renderer/src/storage/record/concurrent-notes';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { createJournalPort } from '../../../../src/renderer/src/stores/host/journal-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note } from '../../../support/builders/statement-builders';
import { beginLearner, newLearner, openDatabase, saveNotes } from '../../support/storage-scene';

/** A port that gives few entries a page, and ends for good before it gives the one after `last`. */
function entryByEntry(host: InMemoryHost, last = Infinity, entries = 1): JournalPort {
  const port = createJournalPort(host);
  return {
    ...port,
    async read(learnerId, after) {
      if (after >= last) throw new Error('The window was closed.');
      const { changes } = await port.read(learnerId, after);
      return { changes: changes.slice(0, entries), lastSequence: after + Math.min(entries, changes.length) };
    },
  };
}

const NOTE = identifier(700);
const text = (number: number, words: string): NoteRevision =>
  note({ id: identifier(700 + number), noteId: NOTE, text: words, editedAt: `2026-11-20T0${number}:00:00.000Z` });
const BASE = text(0, 'Begun.');
const HERE = text(1, 'Written here.');
const THERE = text(2, 'Written in the other browser.');
const LATER = text(3, 'Written here, with theirs in sight.');

async function scene(): Promise<{
  readonly host: InMemoryHost;
  readonly session: LearnerSession;
  readonly database: LearnerDatabase;
  readonly learnerId: string;
  /** Entries in the journal. */
  readonly count: number;
  readonly append: (...revisions: readonly NoteRevision[]) => Promise<void>;
}> {
  const host = new InMemoryHost();
  const owner = newLearner();
  const session = await beginLearner(owner, host);
  await saveNotes(session.notes, [BASE]);
  await session.mirror.flush();
  const database = await openDatabase(owner.id);
  const port = createJournalPort(host);
  await reconcile(database, owner.id, port);
  return {
    host,
    session,
    database,
    learnerId: owner.id,
    count: (await port.state(owner.id)).lastSequence,
    append: (...revisions) =>
      host.append(
        owner.id,
        revisions.map((each) => ({ id: each.id, kind: 'note', body: JSON.stringify(each) })),
      ),
  };
}

const other = note({ id: identifier(750), noteId: identifier(750), text: 'Another note.' });
const PAIR = { noteId: NOTE, base: BASE.id, here: HERE.id, elsewhere: THERE.id };

describe('a comparison of several pages that is interrupted', () => {
  it('finds the note that was changed on both sides, whose sides stand on either side of the interruption', async () => {
    const { host, session, database, learnerId, count, append } = await scene();
    await append(THERE);
    await saveNotes(session.notes, [HERE]);
    // What was sent counts more than was read: another browser has written.
    await append(HERE);
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    expect(await database.noteRevisions.get(THERE.id)).toEqual(THERE);
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([PAIR]);
  });

  it('finds it where what was written here waits to be sent', async () => {
    const { host, session, database, learnerId, count, append } = await scene();
    await append(THERE, other);
    await saveNotes(session.notes, [HERE]);
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([PAIR]);
  });

  it('takes nothing for written at once that was written here with the other’s words in sight', async () => {
    const { host, session, database, learnerId, count, append } = await scene();
    await append(THERE, other);
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    await saveNotes(session.notes, [LATER]);
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([]);
  });

  it('of the whole journal finds it too', async () => {
    const { host, session, database, learnerId, count, append } = await scene();
    await append(THERE, other);
    await saveNotes(session.notes, [HERE]);
    await database.meta.delete('journal');
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([PAIR]);
  });
});

describe('a comparison that was interrupted', () => {
  it('pairs the text from before, and the one that was written since with theirs in sight', async () => {
    const { host, session, database, learnerId, count, append } = await scene();
    const further = text(4, 'Written in the other browser, further.');
    await append(THERE, further);
    await saveNotes(session.notes, [HERE]);
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    await saveNotes(session.notes, [LATER]);
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([
      PAIR,
      { noteId: NOTE, base: THERE.id, here: LATER.id, elsewhere: further.id },
    ]);
  });

  it('takes nothing for written here that its first run brought, where it begins again', async () => {
    const { host, database, learnerId, count, append } = await scene();
    const id = identifier(760);
    const added = note({ id, noteId: id, text: 'Another note.' });
    const deleted = { ...added, id: identifier(761), editedAt: '2026-11-22T01:00:00.000Z', deleted: true };
    await append(added, deleted);
    // Rows that are lost: the whole journal is read.
    await database.noteRevisions.delete(BASE.id);
    await expect(reconcile(database, learnerId, entryByEntry(host, count + 1))).rejects.toThrow('closed');
    expect(await database.noteRevisions.get(id)).toEqual(added);
    await reconcile(database, learnerId, entryByEntry(host));
    expect(await readConcurrent(database)).toEqual([]);
    expect(await database.meta.get('comparedNotes')).toBeUndefined();
  });
});

describe('a comparison of several pages', () => {
  it.each([
    ['the own text is older', HERE],
    ['the own text is newer', text(9, 'Written here.')],
  ])('takes no earlier state from elsewhere for one that both sides knew, where %s', async (_, here) => {
    const { host, session, database, learnerId, append } = await scene();
    const marked: NoteRevision = { ...text(3, THERE.text), colour: 'green' };
    const tagged: NoteRevision = { ...text(4, THERE.text), colour: 'green', tags: ['court'] };
    await append(THERE, marked, tagged);
    await saveNotes(session.notes, [here]);
    await reconcile(database, learnerId, entryByEntry(host, Infinity, 2));
    expect(await readConcurrent(database)).toEqual([
      { noteId: NOTE, base: BASE.id, here: here.id, elsewhere: tagged.id },
    ]);
  });
});

describe('a database that lost notes', () => {
  it('takes none that comes back for news from elsewhere, though a later state waits to be sent', async () => {
    const { host, session, database, learnerId } = await scene();
    await saveNotes(session.notes, [HERE]);
    await session.mirror.flush();
    await saveNotes(session.notes, [LATER]);
    await database.noteRevisions.delete(HERE.id);
    await reconcile(database, learnerId, createJournalPort(host));
    expect(await database.noteRevisions.get(HERE.id)).toEqual(HERE);
    expect(await readConcurrent(database)).toEqual([]);
  });
});
