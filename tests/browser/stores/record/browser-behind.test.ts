import { describe, expect, it, vi } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { protect } from '../../support/protected-scene';
import { until } from '../../support/storage-scene';

const BEGUN = 'Begun.';
const WORDS = 'Begun. And a page of words, saved and sent long before.';

/** Every note as it is shown: its text, its tags and its colour. */
const shown = ({ notes }: AppWindow): readonly string[] =>
  notes.all.map(({ text, tags = [], colour }) => [text, ...tags, ...(colour ? [colour] : [])].join(' | ')).sort();

/**
 * Two browsers on one host. In the first one words were written and sent; the second, open since before, does something
 * to the note as it was, which arrives; what it would read then doesn't.
 */
async function scene(
  act: (other: AppWindow, note: NoteRevision) => Promise<unknown>,
  { isProtected = false } = {},
): Promise<{
  host: InMemoryHost;
  first: AppWindow;
  other: AppWindow;
  note: NoteRevision;
  again: () => Promise<AppWindow>;
}> {
  const host = new InMemoryHost();
  const first = openWindow(host);
  await first.create();
  if (isProtected && first.session.current) await protect(first.session.current);
  const note = await first.notes.add(PLACE, BEGUN);
  await first.sent();
  const { learner, current } = first.atWork();
  const open = async (): Promise<AppWindow> => {
    const window = openWindow(host);
    await window.heldRecord.open(learner, 2);
    if (isProtected) await window.heldRecord.unlockSession(current.cipher());
    await until(() => window.record.loaded);
    await window.session.current?.sync.synchronise();
    window.session.markChanged();
    return window;
  };
  const other = await open();
  for (const window of [first, other]) await window.notes.loadAll();
  await first.notes.edit(await first.notes.edit(note, 'Begun. And'), WORDS);
  await first.sent();
  host.fail('unreachable', 'journal.read');
  await act(other, note);
  await other.sent();
  return { host, first, other, note, again: open };
}

/** Waits until a window shows these notes. */
async function expectShown(window: AppWindow, notes: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      await window.sent();
      await window.notes.loadAll();
      return shown(window);
    })
    .toEqual(notes);
}

const tag = async ({ notes }: AppWindow, note: NoteRevision): Promise<unknown> =>
  notes.tag(note, (tags) => [...tags, 'bail']);
const type = async ({ notes }: AppWindow, note: NoteRevision): Promise<unknown> => notes.edit(note, `${BEGUN} OK`);

describe('words that are saved and sent, of a note to which a browser that is open since before does something', () => {
  it.each([
    ['plain', false],
    ['protected by a PIN', true],
  ])('stay with its tag, where it is closed before it read them, in a record that is %s', async (_, isProtected) => {
    const { host, first, other } = await scene(tag, { isProtected });
    other.close();
    host.recover();
    await first.notes.add(PLACE, 'Something else.');
    await expectShown(first, [`${WORDS} | bail`, 'Something else.']);
    expect(first.notices()).not.toContain('noteChangedTwice');
  });

  it('stay where the first one does something to the note itself, in the other one too when it opens again', async () => {
    const { host, first, other, note, again } = await scene(tag);
    other.close();
    host.recover();
    await first.notes.mark(note, 'yellow');
    await expectShown(first, [`${WORDS} | bail | yellow`]);
    const reopened = await again();
    await expectShown(reopened, [`${WORDS} | bail | yellow`]);
    await first.notes.add(PLACE, 'Something else.');
    await expectShown(first, [`${WORDS} | bail | yellow`, 'Something else.']);
  });

  it('stay where both are open and a read fails, and the two merges are one', async () => {
    const { host, first, other, note } = await scene(tag);
    host.recover();
    await first.notes.mark(note, 'yellow');
    await expectShown(first, [`${WORDS} | bail | yellow`]);
    await other.notes.add(PLACE, 'Something else.');
    await expectShown(other, [`${WORDS} | bail | yellow`, 'Something else.']);
    const ofNote = host
      .entriesOf(first.session.learner?.id ?? '')
      .filter(({ change }) => change.kind === 'note' && change.body.includes(`"noteId":"${note.noteId}"`));
    // Begun, written twice, tagged, marked, merged.
    expect(ofNote).toHaveLength(6);
  });

  it('stay beside what it typed, which is said, and are beside once when it opens again', async () => {
    const { host, first, other, note, again } = await scene(type);
    other.close();
    host.recover();
    await first.notes.add(PLACE, 'Something else.');
    await expectShown(first, [`${BEGUN} OK`, WORDS, 'Something else.'].sort());
    expect(first.notices()).toContain('noteChangedTwice');
    await first.notes.edit(note, `${BEGUN} OK Noted.`);
    await expectShown(first, [`${BEGUN} OK Noted.`, WORDS, 'Something else.'].sort());
    const reopened = await again();
    await expectShown(reopened, [`${BEGUN} OK Noted.`, WORDS, 'Something else.'].sort());
  });

  it('are beside once where both browsers find it out by themselves', async () => {
    const { host, first, other } = await scene(type);
    // Neither hears of what the other makes of it.
    await Promise.all([first, other].map(async (window) => window.session.current?.sync.synchronise().catch(() => undefined)));
    host.recover();
    host.fail('unreachable', 'journal.append');
    for (const window of [first, other]) {
      await window.session.current?.sync.synchronise();
      window.session.markChanged();
      await expectShown(window, [`${BEGUN} OK`, WORDS].sort());
    }
    host.recover();
    for (const window of [first, other, first]) {
      if (window.session.current) await window.heldRecord.sendWaiting(window.session.current);
      await window.session.current?.sync.synchronise();
      window.session.markChanged();
    }
    for (const window of [first, other]) await expectShown(window, [`${BEGUN} OK`, WORDS].sort());
  });

  it('stay where they come in between the read and the save of a change', async () => {
    const { host, first, other } = await scene(async (window, note) => {
      const { current } = window.session;
      const latest = current?.notes.latest.bind(current.notes);
      if (current && latest)
        vi.spyOn(current.notes, 'latest').mockImplementationOnce(async (noteId) => {
          const found = await latest(noteId);
          window.host.recover();
          await current.sync.synchronise();
          return found;
        });
      await tag(window, note);
      expect(current?.notes.latest).toHaveBeenCalled();
    });
    host.recover();
    await expectShown(other, [`${WORDS} | bail`]);
    await first.session.current?.sync.synchronise();
    first.session.markChanged();
    await expectShown(first, [`${WORDS} | bail`]);
    expect([...first.notices(), ...other.notices()]).not.toContain('noteChangedTwice');
  });

  it('stay where it renames a tag of all notes', async () => {
    const { host, first, other, note } = await scene(async ({ notes }, { noteId }) => {
      const known = notes.all.find((each) => each.noteId === noteId);
      if (known) await notes.tag(known, () => ['court']);
      await notes.renameTag('court', 'tribunal');
    });
    other.close();
    host.recover();
    await first.notes.mark(note, 'yellow');
    await expectShown(first, [`${WORDS} | tribunal | yellow`]);
  });
});
