import { describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow, PLACE } from '../../support/app-scene';
import { historyOf, saveNotes, until } from '../../support/storage-scene';

describe('a note that is changed after the clock was set back', () => {
  it.each(['edit', 'remove', 'restore'] as const)('keeps its %s after the app is opened anew', async (change) => {
    const host = new InMemoryHost();
    let time = Date.UTC(2026, 10, 25);
    const window = openWindow(host, { now: () => time });
    await window.create();
    const note = await window.notes.add(PLACE, 'First.');
    time = Date.UTC(2019, 0, 1);
    if (change === 'edit') await window.notes.edit(note, 'Second.');
    else {
      const removed = await window.notes.remove(note);
      if (change === 'restore') await window.notes.restore(removed);
    }
    await window.sent();
    window.close();

    const again = openWindow(host, { now: () => time });
    await again.begin();
    await again.notes.loadAll();

    const texts = again.notes.all.map(({ text }) => text);
    expect(texts).toEqual(change === 'remove' ? [] : [change === 'edit' ? 'Second.' : 'First.']);
  });
});

describe('a note whose field is emptied', () => {
  it('keeps its words; only a highlight can be without any', async () => {
    const window = openWindow();
    await window.create();
    await window.notes.openSection('a/first');
    const note = await window.notes.add(PLACE, 'Worth keeping.');
    expect(await window.notes.edit(note, ' ')).toEqual(note);
    const highlight = await window.notes.add({ ...PLACE, quote: 'Words', colour: 'green' }, 'About them.');
    await window.notes.edit(highlight, '');
    expect(window.notes.ofSection.map(({ text }) => text)).toEqual(['Worth keeping.', '']);
  });
});

describe('a new note that is too long', () => {
  it('is cut between two characters', async () => {
    const window = openWindow();
    await window.create();
    const { text } = await window.notes.add(PLACE, `${'a'.repeat(59_999)}🙂`);
    expect([text.length, text.isWellFormed()]).toEqual([59_999, true]);
  });
});

describe('all notes, once they are loaded', () => {
  it('have the only one again when it is brought back', async () => {
    const window = openWindow();
    await window.create();
    const note = await window.notes.add(PLACE, 'The only one.');
    await window.notes.loadAll();
    const removed = await window.notes.remove(note);
    expect(window.notes.all).toEqual([]);
    await window.notes.restore(removed);
    expect(window.notes.all.map(({ text }) => text)).toEqual(['The only one.']);
  });

  it('stand while they are read anew because some came from elsewhere, and then have those too', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.create();
    await window.notes.add(PLACE, 'Mine.');
    await window.notes.loadAll();
    await saveNotes(window.session.current?.notes, [
      {
        ...(window.notes.all[0] ?? never()),
        id: '018f3c1e-7b2a-7c3d-8e4f-0123456789a1',
        noteId: '018f3c1e-7b2a-7c3d-8e4f-0123456789a2',
        text: 'From elsewhere.',
      },
    ]);
    const shown: (readonly string[])[] = [];
    watch(
      () => window.notes.all.map(({ text }) => text),
      (texts) => shown.push(texts),
      { flush: 'sync' },
    );
    window.session.markChanged();
    await until(() => window.notes.all.length === 2);
    expect(shown).toEqual([['From elsewhere.', 'Mine.']]);
  });
});

describe('a change of a note while the journal takes its time', () => {
  it.each(['add', 'edit', 'mark', 'tag', 'renameTag', 'remove'] as const)(
    'is over with the database (%s), and is called saved only once the journal has it',
    async (change) => {
      const host = new InMemoryHost();
      const window = openWindow(host);
      const learnerId = await window.create();
      const note = await window.notes.add({ ...PLACE, quote: 'Words' }, 'First.');
      const tagged = await window.notes.tag(note, () => ['court']);
      await window.sent();
      const before = host.idsOf(learnerId).length;
      const release = host.hold();
      const states: string[] = [];
      watch(
        () => window.save.state,
        (state) => states.push(state),
        { flush: 'sync' },
      );

      const { notes } = window;
      if (change === 'add') await notes.add(PLACE, 'Second.');
      else if (change === 'edit') await notes.edit(tagged, 'Second.');
      else if (change === 'mark') await notes.mark(tagged, 'green');
      else if (change === 'tag') await notes.tag(tagged, () => ['police']);
      else if (change === 'renameTag') await notes.renameTag('court', 'police');
      else await notes.remove(tagged);

      expect(states).toEqual(['saving']);
      expect(host.idsOf(learnerId)).toHaveLength(before);
      release();
      await until(() => window.save.state === 'saved');
      expect(host.idsOf(learnerId)).toHaveLength(before + 1);
      expect(states).toEqual(['saving', 'saved']);
    },
  );
});

it('changes of one note at the same moment go on from one another, and are all kept', async () => {
  const window = openWindow();
  await window.create();
  const note = await window.notes.add(PLACE, 'Begun.');
  await Promise.all([
    window.notes.tag(note, (tags) => [...tags, 'bail']),
    window.notes.tag(note, (tags) => [...tags, 'court']),
    window.notes.mark(note, 'yellow'),
    window.notes.edit(note, 'Begun. And more.'),
  ]);
  const states = await historyOf(window.session.current, note.noteId);
  expect(states.at(-1)).toMatchObject({ text: 'Begun. And more.', colour: 'yellow', tags: ['bail', 'court'] });
  expect(states.map(({ basedOn }) => basedOn)).toEqual([[], ...states.slice(0, -1).map(({ id }) => [id])]);
});

it('a change is not called saved when the journal has the one before it', async () => {
  const host = new InMemoryHost();
  const window = openWindow(host);
  const learnerId = await window.create();
  await window.notes.add(PLACE, 'First.');
  await window.sent();
  // What another browser has appended is read after the next change was sent.
  await host.append(learnerId, [{ id: 'elsewhere', kind: 'position', body: '{}' }]);
  const reading = host.holdOne('journal.read');
  await window.notes.add(PLACE, 'Second.');
  await reading.isAsked;
  await window.notes.add(PLACE, 'Third.');
  const states: string[] = [];
  watch(
    () => window.save.state,
    (state) => states.push(state),
    { flush: 'sync' },
  );
  const appending = host.holdOne('journal.append');
  reading.release();
  await appending.isAsked;
  expect([window.save.state, states]).toEqual(['saving', []]);
  appending.release();
  await window.sent();
  expect(states).toEqual(['saved']);
});

it('a change that was not saved stays told when the journal has the one before it', async () => {
  const host = new InMemoryHost();
  const window = openWindow(host);
  await window.create();
  await window.sent();
  const appending = host.holdOne('journal.append');
  const note = await window.notes.add(PLACE, 'First.');
  await appending.isAsked;
  const adding = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
  await expect(window.notes.remove(note)).rejects.toMatchObject({ code: 'full' });
  adding.mockRestore();
  appending.release();
  await window.session.current?.sync.flush();
  expect(window.save.state).toBe('failed');
  expect(window.notices()).toEqual(['storage.full']);
  await window.notes.remove(note);
  await window.sent();
  expect([window.save.state, window.notices()]).toEqual(['saved', []]);
});

it('a change that is under way while the record is closed gets into nobody else’s', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  const note = await window.notes.add(PLACE, 'Of the first learner.');
  const session = window.session.current ?? never();
  const asked = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<undefined>();
  session.notes.latest = async () => {
    asked.resolve(undefined);
    await answer.promise;
    return note;
  };
  const edited = window.notes.edit(note, 'Changed too late.');
  await asked.promise;
  window.machine.send({ type: 'lost' });
  await window.create('Chan Sophea');
  answer.resolve(undefined);
  await expect(edited).rejects.toThrow();
  await window.notes.loadAll();
  expect(window.notes.all).toEqual([]);
});

function never(): never {
  throw new Error('The test expected something there.');
}
