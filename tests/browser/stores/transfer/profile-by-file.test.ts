import { describe, expect, it } from 'vitest';
import { isProfile } from '../../../../src/domain/learner-file/shapes';
import { InMemoryHost } from '../../../support/in-memory-journal';
import { learnerFile } from '../../../support/learner-files';
import { identifier, learner } from '../../../support/statement-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';

/** A file that holds a profile alone. */
function fileOf(profile: object): Blob {
  const contents = { createdAt: '2026-11-21T01:00:00.000Z', position: null, statements: [], notes: [] };
  return new Blob([learnerFile({ ...contents, learner: learner(profile) })]);
}

/** A file of the window's learner, changed an hour later, with these preferences beside the two that all have. */
function fileWith({ session }: AppWindow, preferences: object): Blob {
  if (!session.learner) throw new Error('No record is open.');
  const updatedAt = new Date(Date.parse(session.learner.updatedAt) + 3_600_000).toISOString();
  return fileOf({ ...session.learner, preferences: { ...learner().preferences, ...preferences }, updatedAt });
}

async function bring({ learnerFile: transfer }: AppWindow, file: Blob): Promise<void> {
  await transfer.preview(file);
  await transfer.merge();
  expect(transfer.work.phase).toBe('merged');
}

describe('a file whose preferences are named like a name', () => {
  it.each([['Somebody Else'], [{ a: 1 }], [5], [null]])('changes no name: %j', async (latinName) => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.create('Sok Dara');
    await bring(window, fileWith(window, { latinName, theme: 'dark' }));
    await window.session.update({ preferences: { textSize: 125 } });
    const expected = { latinName: 'Sok Dara', preferences: { theme: 'dark', textSize: 125 } };
    expect(window.session.learner).toMatchObject(expected);
    await window.sent();
    window.close();

    const again = openWindow(host);
    await again.begin();
    expect(again.session.learner).toMatchObject(expected);
  });

  it('and that is moved in changes none at the next change of a setting', async () => {
    const window = openWindow();
    await window.create('Dara');
    const preferences = { ...learner().preferences, latinName: 'Somebody Else' };
    await bring(window, fileOf({ id: identifier(4711), latinName: 'Chan Vanna', preferences }));
    await window.session.update({ preferences: { textSize: 125 } });
    expect(window.session.learner?.latinName).toBe('Chan Vanna');
  });
});

it('files that bring ever more unknown preferences leave a profile that can be saved and read', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  for (const each of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const unknown = Object.fromEntries(Array.from({ length: 190 }, (_, at) => [`${each}${at}`, at]));
    await bring(window, fileWith(window, unknown));
    await window.session.update({ preferences: { textSize: window.session.preferences.textSize === 100 ? 125 : 100 } });
  }
  expect(isProfile(window.session.learner)).toBe(true);
  expect(isProfile(await window.session.current?.profile.learner())).toBe(true);
});
