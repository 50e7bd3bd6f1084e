import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

/** What somebody does in one of two browsers: `at` chooses the note, of those that it shows. */
const deed = fc.record({
  window: fc.nat({ max: 1 }),
  kind: fc.constantFrom('add', 'go on', 'replace', 'mark', 'tag', 'tag', 'delete', 'compare'),
  at: fc.nat(),
  isOffline: fc.boolean(),
  isAwaited: fc.boolean(),
  isRead: fc.boolean(),
});

/** The word of a deed. All are as long: a text that begins with another one's counts as going on from it. */
const wordOf = (index: number): string => `word${String(index).padStart(2, '0')}`;
const wordsIn = (text: string): readonly string[] => text.match(/word\d+/gu) ?? [];

async function twoBrowsers(host: InMemoryHost): Promise<readonly [AppWindow, AppWindow]> {
  const first = openWindow(host);
  await first.create();
  await first.notes.add(PLACE, wordOf(0));
  await first.sent();
  const other = openWindow(host);
  const { learner } = first.atWork();
  await other.heldRecord.open(learner, 2);
  await until(() => other.record.loaded);
  for (const window of [first, other]) {
    await window.session.current?.sync.synchronise();
    await window.notes.loadAll();
  }
  return [first, other];
}

/** Does a deed; returns words that somebody knowingly took away. */
async function act(
  window: AppWindow,
  { kind, at }: { readonly kind: string; readonly at: number },
  word: string,
): Promise<readonly string[]> {
  const { notes } = window;
  const note = notes.all[at % (notes.all.length || 1)];
  if (kind === 'compare') {
    await window.session.current?.sync.synchronise();
    window.session.markChanged();
  } else if (!note || kind === 'add') await notes.add(PLACE, word);
  else if (kind === 'go on') await notes.edit(note, `${note.text} ${word}`);
  else if (kind === 'mark') await notes.mark(note, at % 2 === 0 ? 'yellow' : 'green');
  else if (kind === 'tag') await notes.tag(note, (tags) => [...tags, word]);
  else {
    await (kind === 'replace' ? notes.edit(note, word) : notes.remove(note));
    return wordsIn(note.text);
  }
  return [];
}

async function settled(window: AppWindow): Promise<void> {
  await window.sent();
  await window.closing.settled();
  await window.sent();
}

/** Compares each window with the journal; true where both have the same notes then, and none to merge. */
async function met(windows: readonly AppWindow[]): Promise<boolean> {
  for (const window of windows) {
    await window.session.current?.sync.flush();
    await window.session.current?.sync.synchronise();
    window.session.markChanged();
    await settled(window);
    await window.notes.loadAll();
  }
  const listed = await Promise.all(windows.map(({ session }) => session.current?.notes.forked()));
  const seen = windows.map(({ notes }) =>
    JSON.stringify([...notes.all].sort((a, b) => (a.noteId < b.noteId ? -1 : 1))),
  );
  return listed.every((ids) => ids?.length === 0) && new Set(seen).size === 1;
}

it('two browsers on one host lose no word, whatever is done in which, and come to the same notes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 12, maxLength: 24 }), async (deeds) => {
      const host = new InMemoryHost();
      const windows = await twoBrowsers(host);
      const written = new Set([wordOf(0)]);
      const takenAway = new Set<string>();
      for (const [index, each] of deeds.entries()) {
        const window = windows[each.window] ?? windows[0];
        const word = wordOf(index + 1);
        if (each.isOffline) host.fail('unreachable', 'journal.append');
        if (['add', 'go on', 'replace'].includes(each.kind)) written.add(word);
        for (const gone of await act(window, each, word)) takenAway.add(gone);
        if (each.isAwaited) await settled(window);
        host.recover();
        if (each.isRead) await window.notes.loadAll();
      }
      // Both compare until there is nothing more to merge.
      await expect.poll(() => met(windows), { timeout: 20_000 }).toBe(true);
      for (const { notes } of windows) {
        const found = new Set(notes.all.flatMap(({ text }) => wordsIn(text)));
        expect([...written].filter((word) => !takenAway.has(word) && !found.has(word))).toEqual([]);
      }
      windows.forEach((window) => window.close());
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
