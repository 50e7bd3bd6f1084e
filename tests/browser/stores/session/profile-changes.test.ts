import { expect, it, vi } from 'vitest';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { changedLearner } from '../../../../src/domain/learner/profile-edits';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';
import { LearnerRegistry, StorageError } from '../../../../src/renderer/src/storage';

it('a setting changed in one window leaves the name that another window saved', async () => {
  const host = new InMemoryHost();
  const one = openWindow(host);
  const id = await one.create();
  const other = openWindow(host);
  await other.begin();
  // The other window may have read it by its next change, or not yet.
  await one.session.update({ latinName: 'Corrected Name', preferences: { autoLockMinutes: 5 } });
  await other.session.update({ preferences: { theme: 'dark' } });

  const both = { latinName: 'Corrected Name', preferences: { autoLockMinutes: 5, theme: 'dark' } };
  expect(await other.session.current?.profile.learner()).toMatchObject(both);
  expect(other.session.learner).toMatchObject(both);
  const sent = host.entriesOf(id).filter(({ change }) => change.kind === 'learner');
  expect(JSON.parse(sent.at(-1)?.change.body ?? '')).toMatchObject(both);
});

it('two changes at once both last, also where they come from two windows', async () => {
  const host = new InMemoryHost();
  const one = openWindow(host);
  await one.create();
  const other = openWindow(host);
  await other.begin();
  await Promise.all([
    one.session.update({ preferences: { theme: 'dark' } }),
    other.session.update({ preferences: { textSize: 175 } }),
    one.session.update({ preferences: { letterKeys: false } }),
  ]);
  expect(await one.session.current?.profile.learner()).toMatchObject({
    preferences: { theme: 'dark', textSize: 175, letterKeys: false },
  });
});

it('a setting is shown as saved when the journal has it too', async () => {
  const window = openWindow();
  await window.create();
  const held = window.host.holdOne('journal.append');
  const updated = window.session.update({ preferences: { weekGoalMinutes: 90 } });
  expect(window.save.state).toBe('saving');
  await held.isAsked;
  expect(window.save.state).toBe('saving');
  held.release();
  await updated;
  expect(window.save.state).toBe('saved');
});

it('a setting that can’t be saved is told, until another one is', async () => {
  const window = openWindow();
  await window.create();
  const { current } = window.session;
  if (!current) throw new Error('No record is open.');
  const failing = vi.spyOn(current.profile, 'changeLearner').mockRejectedValue(new StorageError('full', 'No room.'));
  expect(await window.session.update({ preferences: { weekGoalMinutes: 90 } })).toBe(false);
  expect(window.save.state).toBe('failed');
  expect(window.notices()).toEqual(['storage.full']);
  failing.mockRestore();
  await window.session.update({ preferences: { weekGoalMinutes: 90 } });
  expect(window.save.state).toBe('saved');
  expect(window.notices()).toEqual([]);
});

it('a setting that the list of learners can’t be given is saved all the same, and the list’s failure is told', async () => {
  const window = openWindow();
  await window.create();
  vi.spyOn(LearnerRegistry.prototype, 'save').mockRejectedValueOnce(new StorageError('full', 'No room.'));
  expect(await window.session.update({ preferences: { weekGoalMinutes: 90 } })).toBe(true);
  expect(window.save.state).toBe('saved');
  expect(window.notices()).toEqual(['storage.full']);
});

/** Two browsers on one host: the second generation stands for the other browser's own database. */
async function twoBrowsers(): Promise<readonly [AppWindow, AppWindow]> {
  const host = new InMemoryHost();
  const [first, other] = [openWindow(host), openWindow(host)];
  await first.create('Sok Dra');
  await first.sent();
  const { learner } = first.session;
  if (!learner) throw new Error('No record is open.');
  await other.heldRecord.open(learner, 2);
  await until(() => other.record.loaded);
  await other.session.current?.sync.synchronise();
  return [first, other];
}

it.each([
  ['a text size', { preferences: { textSize: 125 } }],
  ['a language', { language: 'km' }],
] as const)('%s chosen in one browser leaves the name that another one corrected before', async (_, change) => {
  const [first, other] = await twoBrowsers();
  await first.session.update({ latinName: 'Sok Dara' });
  await first.sent();
  // Nothing has told this browser of the name yet.
  await other.session.update(change);
  await other.sent();
  await until(() => other.session.learner?.latinName === 'Sok Dara');
  expect(other.session.learner).toMatchObject(change);

  // The first one hears of it with the answer to what it saves next.
  await first.notes.add({ moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' }, 'A note.');
  await first.sent();
  await expect.poll(() => first.session.current?.profile.learner()).toMatchObject({ ...change, latinName: 'Sok Dara' });
  // The journal has both changes, so nothing is lacking there that would be told.
  for (const { session } of [first, other]) await session.current?.sync.synchronise();
  for (const { session } of [first, other])
    expect(await session.current?.sync.synchronise()).toMatchObject({ outcome: 'agree' });
});

it('a file whose settings alone are newer is said to bring these, and leaves the name', async () => {
  const window = openWindow();
  await window.create('Sok Dra');
  const { learner } = window.session;
  if (!learner) throw new Error('No record is open.');
  await window.session.update({ latinName: 'Sok Dara' });
  const theirs = changedLearner(learner, { preferences: { theme: 'dark' } }, '2026-11-20T20:00:00.000Z');
  const contents = { createdAt: '2026-11-21T01:00:00.000Z', position: null, statements: [], notes: [] };
  await window.learnerFile.preview(new Blob([learnerFile({ ...contents, learner: theirs })]));
  const { work } = window.learnerFile;
  if (work.phase !== 'preview') throw new Error(work.phase);
  expect(work.preview.newer).toEqual({ names: [], preferences: true, position: false });
  await window.learnerFile.merge();
  expect(window.session.learner).toMatchObject({ latinName: 'Sok Dara', preferences: { theme: 'dark' } });
});
