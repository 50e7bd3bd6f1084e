import { describe, expect, it, vi } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { bankOf, reflection, singleChoice } from '../../../support/builders/series-builders';
import { type AppWindow, noteTexts, openWindow, PLACE } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

const ASKED = [reflection('a/r1'), reflection('a/r2')] as const;
const CONTENT = bankOf(...Array.from({ length: 8 }, (_, index) => singleChoice(`a/q${index}`)), ...ASKED);
const THERE = 'An afternoon of words, written in the other one.';

/** Two windows of one browser, or two browsers on one host. */
async function pair(kind: 'window' | 'browser'): Promise<readonly [AppWindow, AppWindow]> {
  const host = new InMemoryHost();
  const [one, two] = [openWindow(host), openWindow(host)];
  await one.create();
  const { learner } = one.atWork();
  if (kind === 'window') await two.begin();
  else await two.heldRecord.open(learner, 2);
  await until(() => two.record.loaded);
  return [one, two];
}

/** Has a window know in its database, and not on its screen, what was written in the other. */
async function heard({ session }: AppWindow): Promise<void> {
  await session.current?.sync.synchronise();
}

async function texts(window: AppWindow): Promise<readonly string[]> {
  await window.sent();
  await heard(window);
  window.session.markChanged();
  await window.closing.settled();
  return noteTexts(window);
}

describe.each(['window', 'browser'] as const)('words of another %s that are not in sight here', (kind) => {
  it('stay where the reflection is emptied and written again', async () => {
    const [one, two] = await pair(kind);
    await one.quiz.begin(CONTENT, 'attempt');
    const { attempt } = one.quiz;
    const question = ASKED.find(({ id }) => id === attempt?.reflectionId);
    if (!attempt || !question) throw new Error('No reflection.');
    const here = await one.reflections.write(attempt, question, null, 'A first thought.');
    await one.sent();
    await heard(two);
    await two.reflections.write(attempt, question, await two.reflections.find(attempt, question), THERE);
    await two.sent();
    await heard(one);
    const emptied = await one.reflections.write(attempt, question, here, '');
    expect(await texts(one)).toEqual([THERE]);
    await one.reflections.write(attempt, question, emptied, 'Another thought.');
    expect(await texts(one)).toEqual([THERE, 'Another thought.']);
    expect(one.notices()).toContain('noteChangedTwice');
    expect(await texts(two)).toEqual([THERE, 'Another thought.']);
  });

  it('stay where the focal point is emptied and written again', async () => {
    const [one, two] = await pair(kind);
    for (const [window, text] of [
      [one, 'Sok\n012 345'],
      [two, 'Chan Dara\n099 888 777'],
    ] as const) {
      await heard(window);
      await window.focalPoint.read();
      window.focalPoint.beginEdit();
      await window.focalPoint.write(PLACE, text);
      await window.sent();
    }
    await heard(one);
    await one.focalPoint.write(PLACE, '');
    await one.focalPoint.write(PLACE, 'Vanna\n011');
    expect(await texts(one)).toEqual(['Chan Dara\n099 888 777', 'Vanna\n011']);
  });

  it('bring the note back that a card deletes which does not show them', async () => {
    const [one, two] = await pair(kind);
    const note = await one.notes.add({ ...PLACE, colour: 'yellow' }, 'Begun.');
    await one.sent();
    await heard(two);
    await two.notes.edit(note, THERE);
    await two.notes.tag(note, () => ['court']);
    await two.sent();
    await heard(one);
    await one.notes.remove(note);
    expect(await texts(one)).toEqual([THERE]);
    expect(one.notices()).toContain('deletedNoteBack');
    expect(one.notes.all[0]).toMatchObject({ noteId: note.noteId, colour: 'yellow', tags: ['court'] });
  });

  it('leave a note deleted that shows them, whatever else was changed', async () => {
    const [one, two] = await pair(kind);
    const note = await one.notes.add(PLACE, 'Begun.');
    await one.sent();
    await heard(two);
    await two.notes.tag(note, () => ['court']);
    await two.sent();
    await heard(one);
    await one.notes.remove(note);
    expect(await texts(one)).toEqual([]);
  });

  it('come into sight again where the disk is full for the note beside, and has room for the next save', async () => {
    const [one, two] = await pair(kind);
    const note = await one.notes.add(PLACE, 'Begun.');
    await one.sent();
    await heard(two);
    await two.notes.edit(note, THERE);
    await two.sent();
    await heard(one);
    const { current } = one.atWork();
    const save = current.notes.save.bind(current.notes);
    vi.spyOn(current.notes, 'save')
      .mockImplementationOnce(save)
      .mockRejectedValueOnce(new DOMException('No room.', 'QuotaExceededError'));
    const mine = await one.notes.edit(note, 'Mine.');
    expect([one.save.state, one.notices()]).toEqual(['failed', ['storage.full']]);
    await one.notes.edit(mine, 'Mine. And more.');
    await one.notes.loadAll();
    expect(one.notes.all.map(({ text }) => text)).toEqual(['Mine. And more.', THERE]);
  });
});

it('words of another window are there at the next start where this one is killed when its own were saved', async () => {
  const [one, two] = await pair('window');
  const note = await one.notes.add(PLACE, 'Begun.');
  await one.sent();
  await heard(two);
  await two.notes.edit(note, THERE);
  await two.sent();
  await heard(one);
  const { current, learner } = one.atWork();
  const save = current.notes.save.bind(current.notes);
  vi.spyOn(current.notes, 'save').mockImplementationOnce(async (revisions) => {
    await save(revisions);
    current.close();
  });
  await one.notes.edit(note, 'Mine.').catch(() => undefined);
  const again = openWindow(one.host);
  await again.heldRecord.open(learner);
  await until(() => again.record.loaded);
  expect(await texts(again)).toEqual([THERE, 'Mine.']);
});
