import { expect, it, vi } from 'vitest';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { changedLearner } from '../../../../src/domain/learner/profile-edits';
import { openWindow } from '../../support/app-scene';
import { LearnerRegistry, StorageError } from '../../../../src/renderer/src/storage';

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

it.each([
  ['a text size', { preferences: { textSize: 125 } }],
  ['a language', { language: 'km' }],
] as const)('%s that never reached the journal leaves the name that another browser corrected', async (_, change) => {
  const window = openWindow();
  const id = await window.create('Sok Dra');
  await window.sent();
  const { learner } = window.atWork();
  window.host.fail('unreachable', 'journal.append');
  await window.session.update(change);
  window.close();
  window.host.recover();
  const corrected = changedLearner(learner, { latinName: 'Sok Dara' }, '2026-11-20T20:00:00.000Z');
  await window.host.append(id, [{ id: 'corrected-elsewhere', kind: 'learner', body: JSON.stringify(corrected) }]);

  const again = openWindow(window.host);
  await again.begin();
  expect(again.session.learner).toMatchObject({ ...change, latinName: 'Sok Dara' });
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
