import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';

/** What somebody does in one of three windows, none of which hears of what the others write. */
const deed = fc.record({
  window: fc.nat({ max: 2 }),
  kind: fc.constantFrom('add', 'go on', 'go on', 'replace', 'delete', 'mark', 'tag', 'rename', 'read'),
  at: fc.nat(),
  isAwaited: fc.boolean(),
});

/** The word of a deed. All are as long: a text that begins with another one's counts as going on from it. */
const wordOf = (index: number): string => `word${String(index).padStart(2, '0')}`;
const wordsIn = (text: string): readonly string[] => text.match(/word\d+/gu) ?? [];

async function act(
  { notes }: AppWindow,
  { kind, at }: { readonly kind: string; readonly at: number },
  word: string,
): Promise<unknown> {
  const note = notes.all[at % (notes.all.length || 1)];
  if (kind === 'read') return notes.loadAll();
  if (!note || kind === 'add') return notes.add(PLACE, word);
  if (kind === 'mark') return notes.mark(note, at % 2 === 0 ? 'yellow' : 'green');
  if (kind === 'tag') return notes.tag(note, (tags) => [...tags, `t${at % 3}`]);
  if (kind === 'rename') return notes.renameTag(`t${at % 3}`, `t${(at + 1) % 3}`);
  if (kind === 'delete') return notes.remove(note);
  return notes.edit(note, kind === 'go on' ? `${note.text} ${word}` : word);
}

it('three windows of one browser lose no word that was not in sight where it was replaced or deleted, and come to an end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 24 }), async (deeds) => {
      const host = new InMemoryHost();
      const first = openWindow(host);
      await first.create();
      await first.notes.add(PLACE, wordOf(0));
      const others = [openWindow(host), openWindow(host)];
      const { learner } = first.session;
      for (const { heldRecord } of others) if (learner) await heldRecord.open(learner);
      const windows = [first, ...others];
      for (const { notes } of windows) await notes.loadAll();
      const written = new Set([wordOf(0)]);
      const takenAway = new Set<string>();
      const underWay: Promise<unknown>[] = [];
      for (const [index, each] of deeds.entries()) {
        const window = windows[each.window] ?? first;
        const shown = window.notes.all[each.at % (window.notes.all.length || 1)];
        if (['add', 'go on', 'replace'].includes(each.kind) || (!shown && !['read', 'rename'].includes(each.kind)))
          written.add(wordOf(index + 1));
        if (['replace', 'delete'].includes(each.kind))
          wordsIn(shown?.text ?? '').forEach((word) => takenAway.add(word));
        underWay.push(act(window, each, wordOf(index + 1)));
        if (each.isAwaited) await underWay.at(-1);
      }
      await Promise.all(underWay);
      await first.notes.loadAll();
      const found = new Set(first.notes.all.flatMap(({ text }) => wordsIn(text)));
      expect([...written].filter((word) => !takenAway.has(word) && !found.has(word))).toEqual([]);
      windows.forEach((window) => window.close());
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
