import { describe, expect, it, vi } from 'vitest';
import { keyTag, keyTagOf } from '../../../../src/domain/protection/note-content';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { note } from '../../../support/builders/statement-builders';
import { noteTexts } from '../../support/app-scene';
import { CANARY, PIN, place, protectedWindow, withPin } from '../../support/locked-scene';
import { contents, until } from '../../support/storage-scene';

const NEXT_PIN = 'blue hill 12';
const LATE = `Late ${CANARY}`;

type Scene = ReturnType<typeof protectedWindow>;

/** Everything that is stored of a learner in the database and the journal. */
async function stored(host: InMemoryHost, learnerId: string): Promise<string> {
  return JSON.stringify([await contents(learnerId), host.entriesOf(learnerId)]);
}

/** Closes the window and opens its record in another one; what is done meanwhile is done while it is closed. */
async function openedAgain({ window }: Scene, meanwhile: () => Promise<void> = async () => undefined): Promise<Scene> {
  const { learner } = window.atWork();
  window.close();
  await meanwhile();
  const scene = protectedWindow(window.host);
  await scene.window.heldRecord.open(learner);
  return scene;
}

describe('a removal of the PIN', () => {
  it('that is cut off at the journal goes on at the next start, with the PIN', async () => {
    const scene = await withPin();
    const { window, protection, work, learnerId } = scene;
    window.host.fail('unreachable', 'journal.rewrite');
    expect(await protection.removePin(PIN)).toEqual({ outcome: 'open' });
    expect(work.progress.phase).toBe('stopped');
    expect(await noteTexts(window)).toEqual([CANARY]);
    const again = await openedAgain(scene, async () => {
      window.host.recover();
    });
    expect(again.window.session.state.phase).toBe('locked');
    expect(await again.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await expect.poll(() => again.work.progress.phase).toBe('done');
    expect(await stored(window.host, learnerId)).not.toContain('"sealed"');
    expect(await noteTexts(again.window)).toEqual([CANARY]);
  });

  it('that is cut off between the notes and the list of the newest is found at the next start, and shows every note', async () => {
    const scene = await withPin();
    const { window, protection, work } = scene;
    const list = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    expect(await protection.removePin(PIN)).toEqual({ outcome: 'open' });
    expect(work.progress.phase).toBe('stopped');
    list.mockRestore();
    const again = await openedAgain(scene);
    expect(again.window.session.state.phase).toBe('locked');
    expect(await again.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await expect.poll(() => again.work.progress.phase).toBe('done');
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY]);
    expect(await stored(window.host, scene.learnerId)).not.toContain('"sealed"');
  });

  it('that is cut off is ended before another PIN is set: nothing stays under the one before', async () => {
    const { window, protection, learnerId } = await withPin();
    window.host.fail('unreachable', 'journal.rewrite');
    await protection.removePin(PIN);
    const refused = await protection.prepare(NEXT_PIN);
    await expect(refused?.confirm()).rejects.toThrow();
    expect(window.session.isProtected).toBe(false);
    window.host.recover();
    await (await protection.prepare(NEXT_PIN))?.confirm();
    expect(await stored(window.host, learnerId)).not.toContain(CANARY);
    const { keys } = (await window.session.current?.protection.state()) ?? { keys: [] };
    const before = keys.find(({ status }) => status === 'removed');
    const tags = new Set(
      window.host
        .entriesOf(learnerId)
        .flatMap(({ change }) => (change.kind === 'note' ? [keyTagOf(JSON.parse(change.body) as NoteRevision)] : [])),
    );
    expect(tags.size).toBe(1);
    expect(tags.has(keyTag(before?.keyId ?? ''))).toBe(false);
    expect(await noteTexts(window)).toEqual([CANARY]);
  });
});

describe('a sealed note that its key does not open', () => {
  it('stays as it is when the PIN is removed, and keeps neither the removal nor the next PIN from its end', async () => {
    const scene = await withPin();
    const { window, protection, work, learnerId } = scene;
    const own = window.host.entriesOf(learnerId).findLast(({ change }) => change.kind === 'note');
    // As after bits have flipped, or from a file that somebody made: the content of one note in the row of another.
    const moved = { ...(JSON.parse(own?.change.body ?? '') as NoteRevision), id: note().noteId, noteId: note().id };
    await window.host.append(learnerId, [{ id: moved.id, kind: 'note', body: JSON.stringify(moved) }]);
    await window.notes.add(place, LATE);
    await window.sent();
    expect(await window.session.current?.notes.unreadable()).toBe(1);

    expect(await protection.removePin(PIN)).toEqual({ outcome: 'open' });
    expect(work.progress.phase).toBe('done');
    const again = await openedAgain(scene);
    expect(again.window.session.state.phase).toBe('open');
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY, LATE]);
    expect(JSON.stringify(window.host.entriesOf(learnerId))).toContain(moved.sealed);

    await (await again.protection.prepare(NEXT_PIN))?.confirm();
    expect(again.work.progress.phase).toBe('done');
    expect(await stored(window.host, learnerId)).not.toContain(CANARY);
  });
});
