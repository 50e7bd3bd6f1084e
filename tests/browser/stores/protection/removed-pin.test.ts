import { afterEach, describe, expect, it, vi } from 'vitest';
import { sendWaitingOutboxes } from '../../../../src/renderer/src/storage';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher, type RecordKey } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { journalPort } from '../../support/journal-port';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { keyTag, keyTagsOf } from '../../../../src/domain/protection/sealed-words';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { note } from '../../../support/builders/statement-builders';
import { noteTexts } from '../../support/app-scene';
import {
  CANARY,
  lockedAgain,
  NoOtherWindows,
  PIN,
  place,
  protectedWindow,
  removePinElsewhere,
  setAsideElsewhere,
  setPinElsewhere,
  withNote,
  withPin,
} from '../../support/locked-scene';
import { rewriteAll } from '../../support/protected-scene';
import { contents, until } from '../../support/storage-scene';

const NEXT_PIN = 'blue hill 12';
const LATE = `Late ${CANARY}`;

type Scene = ReturnType<typeof protectedWindow>;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Everything that is stored of a learner in the database and the journal. */
async function stored(host: InMemoryHost, learnerId: string): Promise<string> {
  return JSON.stringify([await contents(learnerId), host.entriesOf(learnerId)]);
}

/** The key of the journal, opened. */
async function opened(host: InMemoryHost, learnerId: string): Promise<{ readonly key: RecordKey }> {
  const line = host.entriesOf(learnerId).findLast(({ change }) => change.kind === 'key');
  const key = await openKey({ learnerId }, JSON.parse(line?.change.body ?? '') as KeyRecord, { pin: PIN });
  if (!key) throw new Error('The PIN is another one.');
  return { key };
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

describe('a browser in which a record is open while another one removes its PIN', () => {
  it('opens what it has sealed, and seals nothing again, though it writes before it hears of it', async () => {
    const scene = await withPin();
    const { window, work, learnerId } = scene;
    await removePinElsewhere(window.host, learnerId);
    await window.notes.add(place, LATE);
    await expect.poll(() => window.session.isProtected).toBe(false);
    await expect.poll(() => work.progress.phase).toBe('done');
    expect(window.session.state.phase).toBe('open');
    expect(await stored(window.host, learnerId)).not.toContain('"sealed"');
    expect(await noteTexts(window)).toEqual([CANARY, LATE]);
    expect(window.notices()).toContain('pinRemoved');
    const again = await openedAgain(scene);
    expect(again.window.session.state.phase).toBe('open');
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY, LATE]);
  });

  it('ends a sealing that is under way, and opens what that has sealed', async () => {
    const scene = await withPin();
    const { window, work, learnerId } = scene;
    await lockedAgain(scene);
    // Comes from a browser that knows of no PIN, and is sealed at the unlock.
    const plain = note({ text: `Plain ${CANARY}` });
    await window.host.append(learnerId, [{ id: plain.id, kind: 'note', body: JSON.stringify(plain) }]);
    const held = window.host.holdOne('snapshot.list');
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await held.isAsked;
    await removePinElsewhere(window.host, learnerId);
    await window.notes.add(place, LATE);
    await expect.poll(() => window.session.isProtected).toBe(false);
    held.release();
    await expect.poll(() => work.progress.phase).toBe('done');
    expect(await stored(window.host, learnerId)).not.toContain('"sealed"');
  });

  it('seals no note again where the other one lost the PIN and goes on without the sealed ones', async () => {
    const { window, learnerId } = await withPin();
    await setAsideElsewhere(window.host, learnerId);
    const plain = note({ text: 'Written since.' });
    await window.host.append(learnerId, [{ id: plain.id, kind: 'note', body: JSON.stringify(plain) }]);
    await window.notes.add(place, LATE);
    await until(() => window.session.state.phase === 'open' && !window.session.isProtected);
    await until(() => window.record.loaded);
    expect(JSON.stringify(window.host.entriesOf(learnerId))).toContain('Written since.');
    expect(await noteTexts(window)).toEqual(['Written since.']);
  });

  it('asks for the next PIN where one is set there, and shows every note with it', async () => {
    const scene = await withPin();
    const { window, learnerId } = scene;
    await removePinElsewhere(window.host, learnerId, NEXT_PIN);
    await window.session.update({ preferences: { autoLockMinutes: 5 } });
    await until(() => window.session.state.phase === 'locked');
    expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wrong' });
    expect(await scene.unlock.unlock(NEXT_PIN)).toEqual({ outcome: 'open' });
    await until(() => window.record.loaded);
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(await window.session.current?.notes.unreadable()).toBe(0);
  });
});

describe('a browser in which a record is closed while another one removes its PIN', () => {
  it('opens without one, with every note', async () => {
    const scene = await withPin();
    const { host } = scene.window;
    const again = await openedAgain(scene, () => removePinElsewhere(host, scene.learnerId));
    expect(again.window.session.state.phase).toBe('locked');
    expect(await again.unlock.unlock('anything 1')).toEqual({ outcome: 'open' });
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY]);
    expect(await stored(host, scene.learnerId)).not.toContain('"sealed"');
  });

  it('shows every note with the PIN that was set there afterwards', async () => {
    const scene = await withPin();
    const { host } = scene.window;
    const again = await openedAgain(scene, () => removePinElsewhere(host, scene.learnerId, NEXT_PIN));
    expect(again.window.session.state.phase).toBe('locked');
    expect(await again.unlock.unlock(NEXT_PIN)).toEqual({ outcome: 'open' });
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY]);
    expect(await again.window.session.current?.notes.unreadable()).toBe(0);
    expect(await stored(host, scene.learnerId)).not.toContain(CANARY);
  });
});

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
    expect(await again.unlock.unlock('anything 1')).toEqual({ outcome: 'open' });
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
    expect(await (await protection.prepare(NEXT_PIN))?.confirm()).toBe('saved');
    expect(await stored(window.host, learnerId)).not.toContain(CANARY);
    const { keys } = (await window.session.current?.protection.state()) ?? { keys: [] };
    const before = keys.find(({ status }) => status === 'removed');
    const tags = new Set(
      window.host
        .entriesOf(learnerId)
        .flatMap(({ change }) => (change.kind === 'note' ? keyTagsOf(JSON.parse(change.body) as NoteRevision) : [])),
    );
    expect(tags.size).toBe(1);
    expect(tags.has(keyTag(before?.keyId ?? ''))).toBe(false);
    expect(await noteTexts(window)).toEqual([CANARY]);
  });
});

describe('words that another browser sealed with a removed PIN before it heard of the removal', () => {
  it('ask for no PIN here any more, once that browser has opened them', async () => {
    const scene = await withPin();
    const { window, protection, learnerId } = scene;
    const { key } = await opened(window.host, learnerId);
    await protection.removePin(PIN);
    const late = await new RecordCipher(learnerId, key).storeNote(note({ text: LATE }));
    await window.host.append(learnerId, [{ id: late.id, kind: 'note', body: JSON.stringify(late) }]);
    await window.notes.add(place, 'Meanwhile');
    await until(() => window.session.state.phase === 'locked');
    expect(await scene.unlock.unlock('anything 1')).toMatchObject({ outcome: 'wrong' });
    await rewriteAll(window.host, learnerId, new RecordCipher(learnerId, null, [key]));
    expect(await scene.unlock.unlock('anything 1')).toEqual({ outcome: 'open' });
    await until(() => window.record.loaded);
    expect(await noteTexts(window)).toEqual([CANARY, LATE, 'Meanwhile']);
  });

  it('are not given up for such as nobody here opens', async () => {
    const scene = await withPin();
    const { host } = scene.window;
    const { learnerId } = scene;
    const again = await openedAgain(scene, async () => {
      await removePinElsewhere(host, learnerId, NEXT_PIN);
      await setAsideElsewhere(host, learnerId);
    });
    expect(await again.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => again.window.record.loaded);
    expect(await noteTexts(again.window)).toEqual([CANARY]);
  });
});

describe('sealed words that their key does not open', () => {
  it('stay as they are when the PIN is removed, and keep neither the removal nor the next PIN from its end', async () => {
    const scene = await withPin();
    const { window, protection, work, learnerId } = scene;
    const own = window.host.entriesOf(learnerId).findLast(({ change }) => change.kind === 'note');
    // As after bits have flipped, or from a file that somebody made: the words of one note in the row of another.
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

    expect(await (await again.protection.prepare(NEXT_PIN))?.confirm()).toBe('saved');
    expect(again.work.progress.phase).toBe('done');
    expect(await stored(window.host, learnerId)).not.toContain(CANARY);
  });
});

describe('a window that the news of a PIN passes by', () => {
  it('is locked where the record was set back elsewhere after the PIN was set, and shows every note with it', async () => {
    vi.stubGlobal('BroadcastChannel', NoOtherWindows);
    const { window, unlock, learnerId } = await withNote();
    await setPinElsewhere(window.host, learnerId);
    const taken = await window.host.invoke('snapshot.take', { learnerId, reason: 'manual' });
    if (!taken.ok || !taken.value.snapshot) throw new Error('No snapshot.');
    await window.host.invoke('snapshot.restore', { learnerId, snapshotId: taken.value.snapshot.snapshotId });
    await window.session.update({ preferences: { autoLockMinutes: 5 } });
    await until(() => window.session.state.phase === 'locked');
    expect(await unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => window.record.loaded);
    expect(await noteTexts(window)).toEqual([CANARY]);
  });

  it('is locked by the first words that it writes in clear, and they are sealed at the unlock', async () => {
    vi.stubGlobal('BroadcastChannel', NoOtherWindows);
    const scene = protectedWindow();
    const { window } = scene;
    const learnerId = await window.create();
    await setPinElsewhere(window.host, learnerId);
    window.host.fail('unreachable', 'journal.append');
    await window.notes.add(place, CANARY);
    window.host.recover();
    // As another learner's window does when it starts: it sends what waits here, and merges the key.
    await sendWaitingOutboxes(journalPort(window.host), () => false);
    await window.notes.add(place, LATE);
    await until(() => window.session.state.phase === 'locked');
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await expect.poll(() => scene.work.progress.phase).toBe('done');
    expect(await stored(window.host, learnerId)).not.toContain(CANARY);
    expect(await noteTexts(window)).toEqual([CANARY, LATE]);
  });
});
