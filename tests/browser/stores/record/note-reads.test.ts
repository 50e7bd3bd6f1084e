import { describe, expect, it } from 'vitest';
import { countRequests } from '../../support/counted-requests';
import { openWindow } from '../../support/app-scene';
import { protect } from '../../support/protected-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', quote: 'last resort' };

/** A window with a note that was saved so many times. */
async function writtenNote(saves: number, isProtected = false) {
  const window = openWindow();
  await window.create();
  if (isProtected && window.session.current) await protect(window.session.current);
  let note = await window.notes.add(PLACE, 'Begun.');
  for (let count = 1; count < saves; count += 1)
    note = await window.notes.edit(note, `Begun, and gone on with ${count} times.`);
  await window.sent();
  return { window, note };
}

/** A save, until the journal has it. */
async function savedOnce({ window, note }: Awaited<ReturnType<typeof writtenNote>>): Promise<void> {
  await window.notes.edit(note, 'Once more.');
  await window.sent();
}

describe('a save of a note', () => {
  it.each([
    ['plain', false],
    ['sealed', true],
  ])('that is %s reads its newest state and none of its history, however long that is', async (_, isProtected) => {
    const young = await writtenNote(1, isProtected);
    const first = await countRequests(() => savedOnce(young));
    const old = await writtenNote(60, isProtected);
    const later = await countRequests(() => savedOnce(old));
    expect(first.names.filter((name) => name.startsWith('noteRevisions.noteId.'))).toEqual([]);
    expect(first.names.filter((name) => name === 'latestNotes.get')).toHaveLength(2);
    expect(later).toEqual(first);
  });
});
