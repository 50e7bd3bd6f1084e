import { describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { DEFAULT_PREFERENCES } from '../../../../src/domain/learner/learner';
import { read, statement } from '../../../support/builders/statement-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { deleteDatabases, deleteLearnerDatabase, nothingUnderWay, until } from '../../support/storage-scene';

const place = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };
const position = {
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#opening',
  sentence: 'Every child is heard.',
  at: '2026-11-20T02:00:00.000Z',
};

/** A window in which the first learner has studied, while a second is known to this computer. */
async function twoLearners(): Promise<{ readonly window: AppWindow; readonly first: string; readonly second: string }> {
  const window = openWindow();
  const second = await window.create('Second');
  const first = await window.create('First');
  await window.notes.openSection('a/first');
  await window.record.append([read('a/first')]);
  await window.notes.add(place, 'Of the first.');
  await window.notes.loadAll();
  await window.record.savePosition(position, true);
  return { window, first, second };
}

async function open(window: AppWindow, id: string): Promise<void> {
  await window.opening.choose(id);
}

function expectNothingOfTheFirst(window: AppWindow): void {
  expect(window.record.record.statementCount).toBe(0);
  expect(window.record.position).toBeNull();
  expect(window.notes.ofSection).toEqual([]);
  expect(window.notes.all).toEqual([]);
}

describe('switching learners', () => {
  it('a start that begins anew over a record puts it away, with the addresses of its screens', async () => {
    const { window } = await twoLearners();
    let forgotten = 0;
    window.closing.afterLeaving(() => Promise.resolve((forgotten += 1)));
    await window.opening.begin();
    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect([window.session.current, window.session.learner]).toEqual([null, null]);
    expectNothingOfTheFirst(window);
    await until(() => forgotten === 1);
    await window.opening.begin();
    await until(() => window.session.state.phase === 'choosing');
    expect(forgotten).toBe(1);
  });

  it('shows the next one nothing of the last one, and each their own again', async () => {
    const { window, first, second } = await twoLearners();

    await open(window, second);
    await until(() => window.record.loaded);

    expect(window.session.learner).toMatchObject({ id: second, latinName: 'Second' });
    expectNothingOfTheFirst(window);
    expect(window.save.state).toBe('idle');
    await window.notes.loadAll();
    expectNothingOfTheFirst(window);

    await open(window, first);
    await until(() => window.record.loaded && window.record.record.statementCount === 1);
    expect(window.record.position).toEqual(position);
    await window.notes.loadAll();
    expect(window.notes.all.map(({ text }) => text)).toEqual(['Of the first.']);
  });

  it('keeps what was under way with the learner who did it', async () => {
    const { window, first, second } = await twoLearners();
    const release = window.host.hold();

    const appending = window.record.append([read('a/second')]).catch(() => []);
    const noting = window.notes.add(place, 'Written while switching.').catch(() => null);
    const reading = window.notes.openSection('a/first').catch(() => undefined);
    const switching = window.learnerSwitch.switchTo(second);
    await until(() => window.session.state.phase === 'closing');
    release();
    await Promise.all([appending, noting, reading, switching]);
    await until(() => window.record.loaded);

    expectNothingOfTheFirst(window);
    expect(window.save.state).not.toBe('failed');
    expect(window.notices()).toEqual([]);
    expect(window.host.entriesOf(second).every(({ change }) => change.kind === 'learner')).toBe(true);
    await open(window, first);
    await until(() => window.record.record.statementCount === 2);
    await window.notes.loadAll();
    expect(window.notes.all.map(({ text }) => text).sort()).toEqual(['Of the first.', 'Written while switching.']);
  });

  it('tells the next learner nothing of what came back for the last one', async () => {
    const { window, first, second } = await twoLearners();
    const more = statement(read('b/first'), 90);
    await window.host.append(first, [{ id: more.id, kind: 'statement', body: JSON.stringify(more) }]);
    await open(window, second);
    await open(window, first);
    // The comparison of the first learner's record has begun and is not over.
    await open(window, second);
    await nothingUnderWay();
    expect(window.notices().filter((name) => name.startsWith('journalBehind'))).toEqual([]);
    expectNothingOfTheFirst(window);
  });

  it('tells the next learner nothing of the last one’s damaged journal', async () => {
    const { window, first, second } = await twoLearners();
    window.host.damageLine(first, 1);
    await open(window, second);
    await open(window, first);
    await until(() => window.notices().includes('journalLinesDamaged') && window.host.entriesOf(first).length === 4);
    await open(window, second);
    for (const { id } of window.announcements.notices) window.announcements.dismiss(id);

    const release = window.host.hold();
    await open(window, first);
    await open(window, second);
    release();
    await nothingUnderWay();

    expect(window.notices()).toEqual([]);
  });

  it('shows that the next one’s record can not be opened, and the learner before goes on with theirs', async () => {
    const { window, first, second } = await twoLearners();
    await deleteLearnerDatabase(second);
    window.host.fail('unreachable');

    await window.learnerSwitch.switchTo(second);

    expect(window.session.state).toMatchObject({ phase: 'failed', code: 'unreachable' });
    expectNothingOfTheFirst(window);
    window.host.recover();
    await open(window, first);
    await window.record.append([read('a/second')]);
    expect(window.save.state).toBe('saved');
    expect(window.host.entriesOf(first).filter(({ change }) => change.kind === 'statement')).toHaveLength(2);
  });

  it('finds both learners where only the journals are left', async () => {
    const { window, first, second } = await twoLearners();
    window.close();
    await deleteDatabases();

    const again = openWindow(window.host);
    await again.begin();

    expect(again.session.state).toEqual({ phase: 'choosing' });
    expect(new Set(again.directory.known.map(({ id }) => id))).toEqual(new Set([first, second]));
    for (const [id, count] of [
      [first, 1],
      [second, 0],
    ] as const) {
      await open(again, id);
      await until(() => again.record.loaded && again.record.record.statementCount === count);
    }
  });
});

/** A window with one learner at work who has studied. */
async function atWork(): Promise<AppWindow> {
  const window = openWindow();
  await window.create('First');
  await window.record.append([read('a/first')]);
  return window;
}

describe('putting a record away', () => {
  it('keeps what is being written first, in its own record and journal', async () => {
    const window = await atWork();
    const first = window.session.learner?.id ?? '';
    window.closing.beforeClosing(() => window.notes.add(place, 'Written to the last moment.'));

    await window.learnerSwitch.switchLearner();

    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect(window.session.current).toBeNull();
    expect(
      window.host
        .entriesOf(first)
        .map(({ change }) => change.body)
        .join(),
    ).toContain('Written to the last moment.');
    expect(window.notices()).toEqual([]);
  });

  it('waits for what a screen saves on its way out, and what follows from that', async () => {
    const window = await atWork();
    const first = window.session.learner?.id ?? '';
    const stop = watch(
      () => window.session.state.phase,
      (phase) => {
        if (phase === 'closing')
          void window.notes.add(place, 'One.').then(() => window.notes.add(place, 'And another.'));
      },
      { flush: 'sync' },
    );

    await window.learnerSwitch.addLearner();
    stop();

    expect(window.session.state).toEqual({ phase: 'adding' });
    const bodies = window.host
      .entriesOf(first)
      .map(({ change }) => change.body)
      .join();
    expect(bodies).toContain('One.');
    expect(bodies).toContain('And another.');
  });

  it('is refused where what is being written can not be kept: the record stays open and the learner is told', async () => {
    const window = await atWork();
    let left = false;
    window.closing.beforeClosing(() => Promise.reject(new Error('The note was not kept.')));
    window.closing.afterLeaving(async () => {
      left = true;
    });

    await window.learnerSwitch.switchLearner();

    expect(window.session.state.phase).toBe('open');
    expect(window.notices()).toEqual(['notLeft']);
    expect(left).toBe(false);
    await window.record.append([read('a/second')]);
    expect(window.record.record.statementCount).toBe(2);
  });

  it('is refused too where the next screen can not be loaded, and tells of nothing that is over', async () => {
    const window = await atWork();
    window.closing.beforeClosing(
      vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('The note was not kept.')),
    );
    window.closing.beforeLeaving(vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('No host.')));
    await window.learnerSwitch.switchLearner();
    expect(window.notices()).toEqual(['notLeft']);
    await window.learnerSwitch.switchLearner();
    expect(window.notices()).toEqual(['partUnavailable']);
    expect(window.session.state.phase).toBe('open');
    await window.learnerSwitch.switchLearner();
    expect(window.session.state).toEqual({ phase: 'choosing' });
  });

  it('does not wait for a host that is away; what it lacks is sent when its learner is back', async () => {
    const window = await atWork();
    const first = window.session.learner?.id ?? '';
    window.host.fail('unreachable');
    await window.record.append([read('a/second')]);
    expect(window.save.state).toBe('local');
    const journalled = window.host.entriesOf(first).length;

    await window.learnerSwitch.addLearner();
    await window.directory.maintained();
    window.host.recover();
    await window.create('Second');
    await window.learnerSwitch.switchTo(first);
    await window.sent();

    expect(window.host.entriesOf(first)).toHaveLength(journalled + 1);
    expect(window.notices()).toEqual([]);
  });

  it('forgets the notices of the learner who goes, and what was said to them', async () => {
    const window = await atWork();
    window.announcements.notify('information', 'restored', { statements: 4_711, notes: 3 });
    window.announcements.say('notes.savedSaid');
    await window.learnerSwitch.switchLearner();
    expect(window.announcements.notices).toEqual([]);
    expect(window.announcements.spoken.key).toBe('');
  });

  it('gives the next learner the usual looks, whatever the last one chose', async () => {
    const window = await atWork();
    await window.session.update({ preferences: { ...window.session.preferences, theme: 'dark', textSize: 175 } });
    await window.learnerSwitch.addLearner();
    expect(window.session.preferences).toEqual(DEFAULT_PREFERENCES);
    await window.create('Second');
    expect(window.session.preferences).toEqual(DEFAULT_PREFERENCES);
  });

  it('asks for nobody twice: a second wish while a record is closed does nothing', async () => {
    const window = await atWork();
    await Promise.all([window.learnerSwitch.switchLearner(), window.learnerSwitch.addLearner()]);
    expect(window.session.state).toEqual({ phase: 'choosing' });
  });
});

describe('adding that is cancelled', () => {
  it('leads back to the only learner', async () => {
    const window = await atWork();
    await window.learnerSwitch.addLearner();
    await window.opening.begin();
    expect(window.session.learner?.latinName).toBe('First');
    await until(() => window.record.record.statementCount === 1);
  });

  it('leads back to the list where there are several', async () => {
    const { window } = await twoLearners();
    await window.learnerSwitch.switchLearner();
    await window.learnerSwitch.addLearner();
    expect(window.session.state).toEqual({ phase: 'adding' });
    await window.opening.begin();
    expect(window.session.state).toEqual({ phase: 'choosing' });
  });
});
