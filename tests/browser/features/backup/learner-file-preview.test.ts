import { describe, expect, it } from 'vitest';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import type { Learner } from '../../../../src/domain/learner/learner';
import { changedLearner } from '../../../../src/domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../src/domain/record/position';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { withPin } from '../../support/locked-scene';
import { previewText } from '../../support/preview-text';
import { newKey } from '../../support/protected-scene';

const NOTHING = 'Everything in the file is in this record already.';
const position: ReadingPosition = {
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#b2',
  sentence: 'A child is “every human being”.',
  at: '2026-11-20T00:00:00.000Z',
};

/** What the preview says of a file of the learner at work that holds no step and no note, but these. */
async function previewed(
  window: AppWindow,
  change: Partial<Learner>,
  place: ReadingPosition | null = null,
  keys: Pick<LearnerFileContents, 'keys'> = {},
): Promise<string> {
  const { learner } = window.atWork();
  const file = {
    createdAt: '2026-11-21T01:00:00.000Z',
    learner: { ...learner, ...change },
    position: place,
    statements: [],
    notes: [],
    ...keys,
  };
  await window.learnerFile.preview(new Blob([learnerFile(file)]));
  return previewText(window);
}

it('the preview of a file names the day on which it was made where the learner is, not in London', async () => {
  const inPhnomPenh = (milliseconds: number): string =>
    new Date(milliseconds + 7 * 3_600_000).toISOString().slice(0, 10);
  const window = openWindow(undefined, { dayOf: inPhnomPenh });
  await window.create('Present');
  const { learner } = window.atWork();
  const file = { createdAt: '2026-11-20T23:30:00.000Z', learner, position: null, statements: [], notes: [] };
  await window.learnerFile.preview(new Blob([learnerFile(file)]));
  expect(await previewText(window)).toMatch(/Made on 21 November 2026: .+, certificates included\./u);
});

describe('the preview of a file that brings no step and no note', () => {
  it('says that everything is here where that is so, with nothing to bring in', async () => {
    const window = openWindow();
    await window.create('Present');
    const same = await previewed(window, {});
    expect(same).toContain(NOTHING);
    expect(same).toContain('Close');
    expect(same).not.toContain('Bring it in');
    const older = await previewed(window, { latinName: 'Older', updatedAt: '2001-01-01T00:00:00.000Z' });
    expect(older).toContain(NOTHING);
    expect(older).not.toContain('newer');
  });

  it('names a newer name, and bringing it in does what was said', async () => {
    const window = openWindow();
    await window.create('Present');
    const says = await previewed(window, { latinName: 'Newer', updatedAt: '2026-11-20T12:00:00.000Z' });
    expect(says).not.toContain(NOTHING);
    expect(says).toContain('The name in Latin letters is newer in the file. Brought in, it becomes: Newer.');
    expect(says).not.toContain('Khmer letters');
    expect(says).not.toContain('settings');
    expect(says).toContain('Bring it in');
    expect(says).not.toContain('Close');
    await window.learnerFile.merge();
    expect(window.session.learner?.latinName).toBe('Newer');
  });

  it('names each name that changes and no other: added, removed, or both other', async () => {
    const window = openWindow();
    await window.create('Sok Darra');
    const begun = window.session.learner;
    if (!begun) throw new Error('Nobody is at work.');
    await window.session.update({ latinName: 'Sok Dara' });
    const at = (hour: number): string => `2026-11-20T${hour}:00:00.000Z`;

    // The Latin name in the file is older than the one here.
    const added = changedLearner(begun, { khmerName: 'សុខ ដារ៉ា' }, at(12));
    const says = await previewed(window, added);
    expect(says).toContain('The name in Khmer letters is newer in the file. Brought in, it becomes: សុខ ដារ៉ា.');
    expect(says).not.toContain('Latin letters');
    await window.learnerFile.merge();
    expect(window.session.learner).toMatchObject({ latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' });

    const both = await previewed(
      window,
      changedLearner(added, { latinName: 'Keo Dara', khmerName: 'កែវ ដារ៉ា' }, at(13)),
    );
    expect(both).toContain('it becomes: Keo Dara.');
    expect(both).toContain('it becomes: កែវ ដារ៉ា.');

    expect(await previewed(window, changedLearner(added, { khmerName: '' }, at(14)))).toContain(
      'The name in Khmer letters was removed in the file',
    );
    await window.learnerFile.merge();
    expect(window.session.learner).toMatchObject({ latinName: 'Sok Dara', khmerName: '' });
  });

  it('says that what a PIN encrypted comes in encrypted, and where it is opened', async () => {
    const window = openWindow();
    const learnerId = await window.create('Present');
    const { record } = await newKey(learnerId);
    const says = await previewed(window, {}, null, { keys: [record] });
    expect(says).toContain('under Settings, PIN and lock');
    expect(says).not.toContain(NOTHING);
    expect(says).toContain('Every activity and every note in the file is in this record already.');
    expect(says).toContain('Bring it in');
    expect(await previewed(window, {})).not.toContain('encrypted');
  });

  it('says so of a record with a PIN too, but not of what that PIN opens', async () => {
    const { window, learnerId } = await withPin();
    const { record } = await newKey(learnerId);
    const own = (await window.session.current?.protection.state())?.keys ?? [];
    expect(own).toHaveLength(1);
    expect(await previewed(window, {}, null, { keys: own })).not.toContain('under Settings, PIN and lock');
    expect(await previewed(window, {}, null, { keys: [...own, record] })).toContain('under Settings, PIN and lock');
  });

  it.each([
    ['colours and text size', { preferences: { theme: 'dark', textSize: 150 } }],
    ['the language', { language: 'km' }],
  ] as const)('names newer settings: %s', async (_, change) => {
    const window = openWindow();
    await window.create('Present');
    const says = await previewed(window, { ...change, updatedAt: '2026-11-20T12:00:00.000Z' });
    expect(says).not.toContain(NOTHING);
    expect(says).toContain('The settings in the file are newer');
    expect(says).not.toContain('The name in');
  });

  it('names a newer reading place', async () => {
    const window = openWindow();
    await window.create('Present');
    const says = await previewed(window, {}, position);
    expect(says).not.toContain(NOTHING);
    expect(says).toContain('The reading place in the file is newer');
  });
});
