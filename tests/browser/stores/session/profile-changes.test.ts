import { expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/in-memory-journal';
import { openWindow } from '../../support/app-scene';

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
