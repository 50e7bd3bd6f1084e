import { describe, expect, it } from 'vitest';
import { isProfile } from '../../../../src/domain/learner-file/shapes';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { exportRecord } from '../../../../src/renderer/src/storage/transfer';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { identifier, learner } from '../../../support/builders/statement-builders';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { deleteLearnerDatabase } from '../../support/storage-scene';

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

  it('and that is brought in at a first run changes none at the next change of a setting', async () => {
    const window = openWindow();
    await window.begin();
    const preferences = { ...learner().preferences, latinName: 'Somebody Else' };
    await window.learnerFile.preview(fileOf({ id: identifier(4711), latinName: 'Chan Vanna', preferences }));
    await window.learnerFile.addLearner();
    await window.session.update({ preferences: { textSize: 125 } });
    expect(window.session.learner?.latinName).toBe('Chan Vanna');
  });
});

it('a file says which names it changes, those of organisation and group among them', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  await window.session.update({ organisation: 'Ministry', group: 'Group 1' });
  const { learner: own } = window.atWork();
  const updatedAt = new Date(Date.parse(own.updatedAt) + 3_600_000).toISOString();
  const { group: _, ...others } = own;
  const file = fileOf({ ...others, organisation: 'Office', updatedAt });
  await window.learnerFile.preview(file);
  expect(window.learnerFile.work).toMatchObject({
    preview: { newer: { names: [{ field: 'organisation', name: 'Office' }], preferences: false, position: false } },
  });
  await window.learnerFile.merge();
  expect(window.session.learner).toMatchObject({ organisation: 'Office', group: 'Group 1' });
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

describe('a record that was moved to another computer', () => {
  /** The learner file that the window saves. */
  async function saved({ session }: AppWindow): Promise<Blob> {
    if (!session.current) throw new Error('No record is open.');
    const options = { createdAt: '2026-11-20T02:00:00.000Z', cipher: null };
    return exportRecord(session.current.learnerId, options, async (pieces) => {
      const parts: string[] = [];
      for await (const { text } of pieces) parts.push(text);
      return new Blob(parts);
    });
  }

  /** The window is closed, and the next one is of another computer. */
  async function goElsewhere(window: AppWindow, learnerId: string): Promise<void> {
    await window.sent();
    window.close();
    await deleteLearnerDatabase(learnerId);
    await new LearnerRegistry().endRemoval(learnerId);
  }

  it('comes back and leaves the name that was corrected here after it was saved', async () => {
    const office = openWindow(new InMemoryHost());
    const learnerId = await office.create('Sok Darra');
    await office.notes.add(PLACE, 'A note.');
    await office.sent();
    const monday = await saved(office);
    await office.session.update({ latinName: 'Sok Dara' });
    const corrected = office.session.learner;
    if (!corrected) throw new Error('No record is open.');
    await goElsewhere(office, learnerId);

    const home = openWindow(new InMemoryHost());
    await home.begin();
    await home.learnerFile.preview(monday);
    await home.learnerFile.addLearner();
    await home.session.update({ preferences: { textSize: 125 } });
    const wednesday = await saved(home);
    await goElsewhere(home, learnerId);

    const back = openWindow(office.host);
    await back.heldRecord.open(corrected);
    await back.learnerFile.preview(wednesday);
    expect(back.learnerFile.work).toMatchObject({
      preview: { newer: { names: [], preferences: true, position: false } },
    });
    await back.learnerFile.merge();
    expect(back.session.learner).toMatchObject({ latinName: 'Sok Dara', preferences: { textSize: 125 } });
  });
});
