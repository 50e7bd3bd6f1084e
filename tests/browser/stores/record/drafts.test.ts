import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { type AppWindow, noteTexts, openWindow, PLACE } from '../../support/app-scene';
import { countRequests } from '../../support/counted-requests';
import { CANARY, everythingOf, protect } from '../../support/protected-scene';
import { contents, historyOf, lookInto } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A record with a note, and what was sent of it. */
async function begun(): Promise<{ readonly window: AppWindow; readonly note: NoteRevision }> {
  const window = openWindow();
  await window.create();
  const note = await window.notes.add(PLACE, 'Begun.');
  await window.sent();
  return { window, note };
}

async function draftsOf({ session }: AppWindow): Promise<readonly NoteRevision[]> {
  return lookInto(session.learner?.id ?? '', (database) => database.table<NoteRevision>('drafts').toArray());
}

const textsOf = async ({ session }: AppWindow, { noteId }: NoteRevision): Promise<readonly string[]> =>
  (await historyOf(session.current, noteId)).map(({ text }) => text);

describe('a pause in typing', () => {
  it('overwrites the draft of the note, and asks neither the rest of the database nor the host for anything', async () => {
    const { window, note } = await begun();
    await window.notes.edit(note, 'Begun. A', 'typing');
    const asked = window.host.asked.length;
    const { names } = await countRequests(() => window.notes.edit(note, 'Begun. And', 'typing'));
    expect(names).toEqual(['meta.get', 'drafts.put']);
    expect(window.host.asked).toHaveLength(asked);
    expect(await draftsOf(window)).toMatchObject([{ text: 'Begun. And', basedOn: [note.id] }]);
    expect(await textsOf(window, note)).toEqual(['Begun.']);
    expect(window.save.state).toBe('saved');
  });

  it('becomes a revision each minute: ten minutes of typing are ten', async () => {
    const { window, note } = await begun();
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    for (let pause = 1; pause <= 10 * 60; pause += 1) {
      await window.notes.edit(note, `Begun. ${pause}`, 'typing');
      now += 1_000;
    }
    await window.notes.settleDrafts();
    expect((await textsOf(window, note)).length - 1).toBe(10);
    expect((await textsOf(window, note)).at(-1)).toBe('Begun. 600');
  });
});

describe('a draft', () => {
  it('becomes one revision when the editing ends, with its outbox row, and is gone', async () => {
    const { window, note } = await begun();
    await window.notes.edit(note, 'Begun. And', 'typing');
    await window.notes.edit(note, 'Begun. And on.');
    expect(await textsOf(window, note)).toEqual(['Begun.', 'Begun. And on.']);
    expect(await draftsOf(window)).toEqual([]);
    await window.sent();
    expect(JSON.stringify(window.host.entriesOf(window.session.learner?.id ?? ''))).toContain('Begun. And on.');
  });

  it.each<[string, (window: AppWindow, note: NoteRevision) => Promise<unknown>]>([
    ['a tag', ({ notes }, note) => notes.tag(note, () => ['court'])],
    ['a colour', ({ notes }, note) => notes.mark(note, 'green')],
    ['a deletion', ({ notes }, note) => notes.remove(note)],
    ['a renamed tag', ({ notes }) => notes.renameTag('court', 'courts')],
    ['a lock', ({ closing }) => closing.saveOpenWork()],
  ])('becomes a revision before %s', async (_, act) => {
    const { window, note } = await begun();
    await window.notes.edit(note, 'Begun. And', 'typing');
    await act(window, note);
    const states = await historyOf(window.session.current, note.noteId);
    expect(states[1]).toMatchObject({ text: 'Begun. And', basedOn: [note.id] });
    expect(states.at(-1)?.text).toBe('Begun. And');
    expect(await draftsOf(window)).toEqual([]);
  });

  it('that a crash left is a revision at the next opening, also of a record that is locked, and sealed there', async () => {
    const { window, note } = await begun();
    const { session } = window;
    if (session.current) await protect(session.current);
    await window.notes.edit(note, CANARY, 'typing');
    expect(await everythingOf(session.learner?.id ?? '', window.host)).not.toContain(CANARY);
    // The window is gone without its guards.
    session.current?.close();
    const again = openWindow(window.host);
    await again.begin();
    expect(again.session.state.phase).toBe('locked');
    expect(await draftsOf(again)).toEqual([]);
    const rows = await contents(session.learner?.id ?? '');
    expect(rows['outbox']).toContainEqual(expect.objectContaining({ kind: 'note' }));
    expect(rows['noteRevisions']).toHaveLength(2);
    again.machine.state = { phase: 'ended' };
  });

  it('of a note that is empty again before it ever was one leaves nothing', async () => {
    const { window } = await begun();
    const fresh = window.notes.begin(PLACE);
    await window.notes.write(fresh, 'A', 'typing');
    await window.notes.write(fresh, '', 'typing');
    await window.notes.settleDrafts();
    expect(await draftsOf(window)).toEqual([]);
    expect(await noteTexts(window)).toEqual(['Begun.']);
  });

  it('that the disk has no room for is told, stays as it was, and comes with the next pause', async () => {
    const { window, note } = await begun();
    await window.notes.edit(note, 'Begun. A', 'typing');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    await expect(window.notes.edit(note, 'Begun. An', 'typing')).rejects.toMatchObject({ name: 'StorageError' });
    put.mockRestore();
    expect(window.save.state).toBe('failed');
    expect(await draftsOf(window)).toMatchObject([{ text: 'Begun. A' }]);
    await window.notes.edit(note, 'Begun. And', 'typing');
    expect([window.save.state, window.notices()]).toEqual(['saved', []]);
    await window.notes.settleDrafts();
    expect(await textsOf(window, note)).toEqual(['Begun.', 'Begun. And']);
  });

  it('costs nothing where none is open', async () => {
    const { window } = await begun();
    expect((await countRequests(() => window.notes.settleDrafts())).names).toEqual([]);
  });
});
