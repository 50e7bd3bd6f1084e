import { expect, it, vi } from 'vitest';
import { StorageError, type LearnerSession } from '../../../../src/renderer/src/storage';
import { openWindow, type AppWindow } from '../../support/app-scene';

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

it('says that the last change isn’t saved, though the journal fails afterwards for the one before it', async () => {
  const window = openWindow();
  await window.create();
  await window.sent();
  const notes = window.session.current?.notes;
  if (!notes) throw new Error('No record is open.');
  const append = window.host.holdOne('journal.append');
  await window.notes.add(PLACE, 'Kept here.');
  await append.isAsked;
  vi.spyOn(notes, 'save').mockRejectedValueOnce(new StorageError('full', 'No room.'));
  await expect(window.notes.add(PLACE, 'Lost.')).rejects.toThrow('No room.');
  expect(window.save.state).toBe('failed');

  window.host.fail('disk-full', 'journal.append');
  append.release();
  await expect.poll(() => window.notices()).toContain('journalBehind.full');
  expect(window.save.state).toBe('failed');
});

it('calls nothing saved while a change is on its way to the database, though the journal has the one before', async () => {
  const window = openWindow();
  await window.create();
  const { current } = window.session;
  if (!current) throw new Error('No record is open.');
  const answered = window.save.begin();
  await window.save.flush(current);
  expect(window.save.state).toBe('saving');
  answered();
  await window.save.flush(current);
  expect(window.save.state).toBe('saved');
});

it('calls nothing saved by a flush that was asked for before the last change', async () => {
  const window = openWindow();
  await window.create();
  await window.sent();
  const { current } = window.session;
  if (!current) throw new Error('No record is open.');
  const last = Promise.withResolvers<number>();
  vi.spyOn(current.sync, 'flush').mockResolvedValueOnce(0).mockReturnValueOnce(last.promise);
  window.save.begin()();
  const flushes = [window.save.flush(current), window.save.flush(current)];
  await flushes[0];
  expect(window.save.state).toBe('saving');
  last.resolve(0);
  await flushes[1];
  expect(window.save.state).toBe('saved');
});

it('says nothing to a learner of what fails for the one before', async () => {
  const window = openWindow();
  await window.create('First');
  const { current } = window.atWork();
  const sent = Promise.withResolvers<number>();
  vi.spyOn(current.sync, 'flush').mockReturnValueOnce(sent.promise);
  const flushed = window.save.flush(current);
  window.save.begin();
  await window.create('Second');
  const full = new StorageError('full', 'No room.');
  sent.reject(full);
  await flushed;
  window.save.storageFailed(current, full);
  window.save.readFailed(current, full);
  expect([window.save.state, ...window.notices()]).toEqual(['idle']);
  await window.save.flush(window.atWork().current);
  expect(window.save.state).toBe('saved');
});

it('sends what the journal couldn’t take again by itself, and says so', async () => {
  const window = openWindow();
  const learnerId = await window.create();
  await window.sent();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    window.host.fail('disk-full', 'journal.append');
    await window.notes.add(PLACE, 'Kept here.');
    await vi.waitUntil(() => window.notices().includes('journalBehind.full'));
    expect(window.save.state).toBe('local');
    const asked = (): number => window.host.asked.filter(({ name }) => name === 'journal.append').length;
    const before = asked();
    await vi.advanceTimersByTimeAsync(9_900);
    expect(asked()).toBe(before);
    await vi.advanceTimersByTimeAsync(200);
    await vi.waitUntil(() => asked() > before);
    expect(window.notices()).toContain('journalBehind.full');
    window.host.recover();
    await vi.waitUntil(
      async () => {
        await vi.advanceTimersByTimeAsync(1_000);
        return window.save.state === 'saved';
      },
      { timeout: 10_000 },
    );
  } finally {
    vi.useRealTimers();
  }
  expect(window.notices()).toEqual([]);
  expect(window.host.entriesOf(learnerId).some(({ change }) => change.kind === 'note')).toBe(true);
});

it('keeps a screen on which something waits for its own button', async () => {
  const window = openWindow();
  await window.create();
  let isUnsaved = true;
  window.closing.keepBackWhile(() => isUnsaved);
  expect(await window.closing.keepOpenWork()).toBe(false);
  await window.learnerSwitch.switchLearner();
  expect(window.session.state.phase).toBe('open');
  expect(window.notices()).toEqual(['notSavedByHand']);
  isUnsaved = false;
  expect(await window.closing.keepOpenWork()).toBe(true);
  expect(window.notices()).toEqual([]);
});

const broken = (): Promise<never> => Promise.reject(new StorageError('damaged', 'The store is broken.'));
it.each<[string, (session: LearnerSession) => void, (window: AppWindow) => Promise<unknown>]>([
  [
    'the record',
    ({ statements }) => vi.spyOn(statements, 'load').mockImplementation(broken),
    ({ session }) => Promise.resolve(session.markChanged()),
  ],
  [
    'a module’s notes',
    ({ notes }) => vi.spyOn(notes, 'modulesWithNotes').mockImplementation(broken),
    ({ record }) => record.readNoted(),
  ],
  [
    'a section’s notes',
    ({ notes }) => vi.spyOn(notes, 'ofSection').mockImplementation(broken),
    ({ notes }) => notes.openSection('a/first').catch(() => undefined),
  ],
  [
    'the notebook',
    ({ notes }) => vi.spyOn(notes, 'all').mockImplementation(broken),
    ({ notes }) => notes.loadAll().catch(() => undefined),
  ],
  [
    'a module’s quizzes',
    ({ statements }) => vi.spyOn(statements, 'attemptsOf').mockImplementation(broken),
    ({ quiz }) => quiz.openModule('a'),
  ],
  [
    'a quiz',
    ({ statements }) => vi.spyOn(statements, 'attempt').mockImplementation(broken),
    ({ quiz }) => quiz.openAttempt('x'),
  ],
  [
    'a recording',
    (session) => vi.spyOn(session, 'recordings').mockImplementation(broken),
    ({ recording }) => recording.open('a'),
  ],
])('tells of %s that can’t be read, and not that something wasn’t saved', async (_, broke, read) => {
  const window = openWindow();
  await window.create();
  const { current } = window.session;
  if (!current) throw new Error('No record is open.');
  broke(current);
  await read(window);
  await expect.poll(() => window.notices()).toEqual(['recordUnread']);
  expect(window.save.state).toBe('idle');
});
