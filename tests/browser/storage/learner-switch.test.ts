import { describe, expect, it } from 'vitest';
import { read, statement } from '../../support/statement-builders';
import { openWindow, type AppWindow } from './app-scene';
import { deleteDatabases, deleteLearnerDatabase, until } from './storage-scene';

const place = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };
const position = { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', sentence: 'Every child is heard.', at: '2026-11-20T02:00:00.000Z' };

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
  const candidate = window.learner.known.find((entry) => entry.id === id);
  if (candidate) await window.learner.open(candidate.learner);
}

function expectNothingOfTheFirst(window: AppWindow): void {
  expect(window.record.record.statementCount).toBe(0);
  expect(window.record.position).toBeNull();
  expect(window.notes.ofSection).toEqual([]);
  expect(window.notes.all).toEqual([]);
}

describe('switching learners', () => {
  it('shows the next one nothing of the last one, and each their own again', async () => {
    const { window, first, second } = await twoLearners();

    await open(window, second);
    await until(() => window.record.loaded);

    expect(window.learner.learner).toMatchObject({ id: second, latinName: 'Second' });
    expectNothingOfTheFirst(window);
    expect(window.record.saveState).toBe('idle');
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
    await open(window, second);
    release();
    await Promise.all([appending, noting, reading]);
    await until(() => window.record.loaded);

    expectNothingOfTheFirst(window);
    expect(window.record.saveState).not.toBe('failed');
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
    await until(async () => (await navigator.locks.query()).held?.length === 0);
    expect(window.notices().filter((name) => name === 'journalBehind')).toEqual([]);
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
    await until(async () => (await navigator.locks.query()).held?.length === 0);

    expect(window.notices()).toEqual([]);
  });

  it('leaves the learner at work where the next one’s record can not be opened', async () => {
    const { window, first, second } = await twoLearners();
    await deleteLearnerDatabase(second);
    window.host.fail('unreachable');

    await expect(open(window, second)).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });

    expect(window.learner.learner?.id).toBe(first);
    window.host.recover();
    await window.record.append([read('a/second')]);
    expect(window.record.saveState).toBe('saved');
    expect(window.host.entriesOf(first).filter(({ change }) => change.kind === 'statement')).toHaveLength(2);
  });

  it('finds both learners where only the journals are left', async () => {
    const { window, first, second } = await twoLearners();
    window.close();
    await deleteDatabases();

    const again = openWindow(window.host);
    await again.begin();

    expect(again.learner.start).toEqual({ phase: 'choose' });
    expect(new Set(again.learner.known.map(({ id }) => id))).toEqual(new Set([first, second]));
    for (const [id, count] of [[first, 1], [second, 0]] as const) {
      await open(again, id);
      await until(() => again.record.loaded && again.record.record.statementCount === count);
    }
  });
});
