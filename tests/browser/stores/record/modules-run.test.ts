import { expect, it } from 'vitest';
import { bankOf, revised, singleChoice } from '../../../support/builders/series-builders';
import { openWindow, PLACE, type AppWindow } from '../../support/app-scene';
import { modulesRun } from '../../support/modules-run';
import { until } from '../../support/storage-scene';

/** The most source files that one act of a member may run through in the page, from its store on (one-writer.md). */
const MODULES = 35;

/** A record in which a quiz is open, and its first answer was given. */
async function inQuiz(): Promise<{ readonly window: AppWindow; readonly act: () => Promise<unknown> }> {
  const window = openWindow();
  await window.create();
  await window.quiz.begin(
    bankOf(...Array.from({ length: 8 }, (_, at) => revised(singleChoice(`a/q${at}`)))),
    'attempt',
  );
  const [first = '', second = ''] = window.quiz.attempt?.questionIds ?? [];
  const answer = (id: string): Promise<void> => window.quiz.answer(id, { kind: 'choice', optionIds: ['a'] }, 'sure', 3);
  await answer(first);
  return { window, act: () => answer(second) };
}

/** A record in which a note is being written. */
async function inNote(): Promise<{ readonly window: AppWindow; readonly act: () => Promise<unknown> }> {
  const window = openWindow();
  await window.create();
  const note = await window.notes.add(PLACE, 'Begun.');
  await window.notes.edit(note, 'Begun. A', 'typing');
  return { window, act: () => window.notes.edit(note, 'Begun. And', 'typing') };
}

it.each([
  // The answer's own, and two of the outbox: what waits is read, and deleted once the journal has it.
  { what: 'an answer', begin: inQuiz, transactions: 3 },
  { what: 'a pause in typing', begin: inNote, transactions: 1 },
])('$what runs through few modules, and at most $transactions transactions', async ({ begin, transactions }) => {
  const { window, act } = await begin();
  await window.sent();
  const run = await modulesRun(async () => {
    await act();
    // Not `sent`, which asks once more whether anything waits: nobody does after an answer.
    await until(() => window.save.state === 'saved');
  });
  expect(await window.session.current?.sync.waiting()).toBe(0);
  // What was counted is the app's own code: its domain and its storage ran.
  expect(run.modules.join('\n')).toMatch(/src\/renderer\/src\/storage\/database\/learner-database/u);
  expect(run.modules.length, run.modules.join('\n')).toBeLessThanOrEqual(MODULES);
  expect(run.transactions).not.toEqual([]);
  expect(run.transactions.length, run.transactions.join('\n')).toBeLessThanOrEqual(transactions);
});
