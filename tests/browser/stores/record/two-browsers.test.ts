import { describe, expect, it } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { protect } from '../../support/protected-scene';
import { saveNotes, until } from '../../support/storage-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', quote: 'last resort' };
const HERE = 'Written in the first browser.';
const THERE = 'Written in the other browser.';

/** Two browsers on one host: the second generation stands for the other browser's own database. */
async function twoBrowsers({ isProtected = false } = {}) {
  const host = new InMemoryHost();
  const first = openWindow(host);
  await first.create();
  if (isProtected && first.session.current) await protect(first.session.current);
  const note = await first.notes.add({ ...PLACE, colour: 'yellow' }, 'Begun.');
  await first.sent();
  const other = openWindow(host);
  const { learner, current } = first.atWork();
  await other.heldRecord.open(learner, 2);
  if (isProtected) await other.heldRecord.unlockSession(current.cipher());
  await until(() => other.record.loaded);
  await compared(other);
  for (const window of [first, other]) await window.notes.openSection(PLACE.sectionId);
  return { host, first, other, note };
}

/** Resolves when the window has compared its database with the journal once more. */
async function compared({ session }: AppWindow): Promise<void> {
  await session.current?.sync.synchronise();
}

/** What the window shows of the section: texts with their colours. */
const shown = ({ notes }: AppWindow): readonly string[] =>
  notes.ofSection.map(({ text, colour }) => (colour ? `${text} (${colour})` : text)).sort();

const both = [HERE, `${THERE} (yellow)`];

describe('two browsers on one host that change the same note', () => {
  it.each([
    ['plain', false],
    ['protected by a PIN', true],
  ])('show both texts of a record that is %s, and the one that saved last is told', async (_, isProtected) => {
    const { first, other, note } = await twoBrowsers({ isProtected });
    await first.notes.edit(note, HERE);
    await first.sent();
    await other.notes.edit(note, THERE);
    await other.sent();
    await until(() => shown(other).length === 2);
    expect(shown(other)).toEqual(both);
    await until(() => other.notices().includes('noteChangedTwice'));

    // The first one hears of it with the answer to what it saves next.
    await first.notes.add({ ...PLACE, sectionId: 'a/second' }, 'Something else.');
    await first.sent();
    await until(() => shown(first).length === 2);
    expect(shown(first)).toEqual(both);
    expect(first.notices()).toEqual(['changesMerged']);
  });

  it('show both after a comparison, where the one only reads', async () => {
    const { host, first, other, note } = await twoBrowsers();
    await first.notes.edit(note, HERE);
    await first.sent();
    await other.notes.edit(note, THERE);
    await other.sent();
    await until(() => shown(other).length === 2 && other.save.state === 'saved');
    const learner = first.session.learner;
    first.close();
    if (learner) {
      const again = openWindow(host);
      await again.heldRecord.open(learner);
      await again.notes.openSection(PLACE.sectionId);
      await until(() => shown(again).length === 2);
      expect(shown(again)).toEqual(both);
    }
  });

  it('keep what one typed while the host did not answer, though it is older', async () => {
    const { host, first, other, note } = await twoBrowsers();
    host.fail('unreachable', 'journal.append');
    await other.notes.edit(note, THERE);
    await other.sent();
    host.recover();
    await first.notes.edit(note, HERE);
    await first.sent();
    await other.heldRecord.sendWaiting(session(other));
    await until(() => shown(other).length === 2);
    expect(shown(other)).toEqual([`${HERE} (yellow)`, THERE]);
    await until(() => other.notices().includes('noteChangedTwice'));
  });

  it('set each text beside once, however often they take turns in open editors', async () => {
    const { first, other, note } = await twoBrowsers();
    let [here, there]: NoteRevision[] = [note, note];
    const isSettled = ({ notes, save }: AppWindow, beside: string): boolean =>
      notes.ofSection.some(({ text, colour }) => text === beside && !colour) && save.state === 'saved';
    for (const [before, turn] of [
      ['', '1'],
      ['1', '12'],
      ['12', '123'],
    ]) {
      here = await first.notes.edit(here as NoteRevision, `First ${turn}`);
      await first.sent();
      if (before) await until(() => isSettled(first, `Other ${before}`));
      there = await other.notes.edit(there as NoteRevision, `Other ${turn}`);
      await other.sent();
      await until(() => isSettled(other, `First ${turn}`));
    }
    expect(shown(other)).toEqual(['First 123', 'Other 123 (yellow)']);
  });

  it('keep the colour of the one and the words of the other, and nobody is told of two texts', async () => {
    const { first, other, note } = await twoBrowsers();
    await first.notes.edit(note, HERE);
    await first.sent();
    await other.notes.mark(note, 'green');
    await other.sent();
    await until(() => shown(other).includes(`${HERE} (green)`));
    expect(shown(other)).toHaveLength(1);
    expect(other.notices()).not.toContain('noteChangedTwice');
  });

  it('keep words that the other deleted without having seen them', async () => {
    const { first, other, note } = await twoBrowsers();
    await first.notes.edit(note, HERE);
    await first.sent();
    await other.notes.remove(note);
    await other.sent();
    await until(() => shown(other).includes(`${HERE} (yellow)`));
    expect(shown(other)).toHaveLength(1);
  });

  it('merge at the next opening what a window that was closed too early left', async () => {
    const { host, first, other, note } = await twoBrowsers();
    await first.notes.edit(note, HERE);
    await first.sent();
    const learner = other.session.learner;
    // Saved and sent without a store that would merge.
    await saveNotes(session(other).notes, [
      { ...note, id: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab', text: THERE, editedAt: '2026-11-30T00:00:00.000Z' },
    ]);
    await session(other).sync.flush();
    other.close();
    const again = openWindow(host);
    if (learner) await again.heldRecord.open(learner, 2);
    await again.notes.openSection(PLACE.sectionId);
    await until(() => shown(again).length === 2);
    expect(shown(again)).toEqual(both);
  });
});

function session({ session: { current } }: AppWindow) {
  if (!current) throw new Error('No record is open.');
  return current;
}
