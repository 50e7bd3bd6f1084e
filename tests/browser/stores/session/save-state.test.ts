import { expect, it } from 'vitest';
import { openWindow } from '../../support/app-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };

it('calls nothing saved while a change is too long for the journal', async () => {
  const window = openWindow();
  const learnerId = await window.create('Present');
  await window.notes.add(PLACE, 'Short.');
  await expect.poll(() => window.save.state).toBe('saved');

  // Six units each as JSON.
  await window.notes.add(PLACE, '\u0002'.repeat(60_000));
  await expect.poll(() => window.save.state).toBe('local');
  expect(window.notices()).toContain('journalTooLong');
  expect(window.host.entriesOf(learnerId).filter(({ change }) => change.kind === 'note')).toHaveLength(1);

  await window.notes.add(PLACE, 'Another.');
  await expect
    .poll(() => window.host.entriesOf(learnerId).filter(({ change }) => change.kind === 'note').length)
    .toBe(2);
  await window.sent();
  expect(window.save.state).toBe('local');
});
