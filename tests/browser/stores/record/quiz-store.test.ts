import { describe, expect, it, vi } from 'vitest';
import type { Attempt } from '../../../../src/domain/quiz/attempt';
import { StorageError, type LearnerSession } from '../../../../src/renderer/src/storage';
import { bankOf, revised, singleChoice } from '../../../support/builders/series-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

const QUESTIONS = Array.from({ length: 8 }, (_, index) => revised(singleChoice(`a/q${index}`)));
const CONTENT = bankOf(...QUESTIONS);
const BANK = new Map(QUESTIONS.map((question) => [question.id, question]));

const answer = (window: AppWindow, questionId: string, optionId = 'a'): Promise<void> =>
  window.quiz.answer(questionId, { kind: 'choice', optionIds: [optionId] }, 'sure', 3);

function sessionOf(window: AppWindow): LearnerSession {
  if (!window.session.current) throw new Error('No record is open.');
  return window.session.current;
}

function opened(window: AppWindow): Attempt {
  if (!window.quiz.attempt) throw new Error('No quiz is open.');
  return window.quiz.attempt;
}

/** A window with a quiz of which all questions but the last are answered rightly. */
async function quizAtItsEnd(window = openWindow()) {
  await window.create();
  await window.quiz.begin(CONTENT, 'attempt');
  const { id, questionIds } = opened(window);
  for (const questionId of questionIds.slice(0, -1)) await answer(window, questionId);
  return { window, id, last: questionIds.at(-1) ?? '' };
}

/** Keeps what the next read of an attempt finds back until the returned function is called. */
function slowRead(window: AppWindow): () => void {
  const store = sessionOf(window).statements;
  const read = store.attempt.bind(store);
  const { promise: turn, resolve: release } = Promise.withResolvers<null>();
  vi.spyOn(store, 'attempt').mockImplementationOnce(async (attemptId) => {
    const found = await read(attemptId);
    await turn;
    return found;
  });
  return () => {
    release(null);
  };
}

/** Holds the journal of the record at work up, and of no other, until the returned function is called. */
function slowJournal(window: AppWindow): { readonly isWaitedFor: () => boolean; readonly release: () => void } {
  const { promise: turn, resolve: release } = Promise.withResolvers<number>();
  const flushing = vi.spyOn(sessionOf(window).sync, 'flush').mockReturnValueOnce(turn);
  return {
    isWaitedFor: () => flushing.mock.calls.length > 0,
    release: () => {
      release(0);
    },
  };
}

it('an attempt that can’t be read isn’t called missing', async () => {
  const window = openWindow();
  await window.create();
  vi.spyOn(sessionOf(window).statements, 'attempt').mockRejectedValueOnce(
    new StorageError('damaged', 'The store is broken.'),
  );
  expect(await window.quiz.openAttempt('x')).toBeUndefined();
  expect(await window.quiz.openAttempt('x')).toBeNull();
});

describe('an answer', () => {
  it('is shown and kept when the database has it, however long the journal takes', async () => {
    const { window, last } = await quizAtItsEnd();
    const release = window.host.hold();
    await answer(window, last);
    expect(opened(window).answers[last]).toBeDefined();
    expect(window.save.state).toBe('saving');
    release();
    await window.sent();
    expect(window.save.state).toBe('saved');
  });

  it('counts when the quiz is submitted while the journal still waits for it', async () => {
    const { window, last } = await quizAtItsEnd();
    const release = window.host.hold();
    const both = [answer(window, last), window.quiz.submit(BANK)];
    release();
    await Promise.all(both);
    expect(opened(window).outcome).toMatchObject({ score: 1, passed: true });
    expect(opened(window).answers[last]).toBeDefined();
  });

  it('that follows another in the same moment is the one that counts, also where the clock was set back', async () => {
    let time = Date.UTC(2026, 10, 25);
    let chance = 255;
    // Ids of one moment sort by chance: here every later one sorts first.
    const window = openWindow(undefined, { now: () => time, random: () => new Uint8Array(16).fill((chance -= 1)) });
    const { last } = await quizAtItsEnd(window);
    time = Date.UTC(2019, 0, 1);
    await Promise.all([answer(window, last, 'b'), answer(window, last, 'c'), answer(window, last, 'a')]);
    expect(opened(window).answers[last]?.answer).toEqual({ kind: 'choice', optionIds: ['a'] });
    await window.quiz.submit(BANK);
    expect(opened(window).answers[last]?.answer).toEqual({ kind: 'choice', optionIds: ['a'] });
    expect(opened(window).outcome).toMatchObject({ score: 1 });
  });

  it('is later than the one before, also where the clock moved on while that one was being dated', async () => {
    let time = Date.UTC(2026, 10, 25);
    const window = openWindow(undefined, { now: () => (time += 10) });
    const { last } = await quizAtItsEnd(window);
    const first = answer(window, last, 'b');
    time = Date.UTC(2019, 0, 1);
    await Promise.all([first, answer(window, last, 'a')]);
    expect(opened(window).answers[last]?.answer).toEqual({ kind: 'choice', optionIds: ['a'] });
  });

  it('is not taken from the screen by a reading that was begun before it', async () => {
    const { window, id, last } = await quizAtItsEnd();
    const release = slowRead(window);
    const reading = window.quiz.openAttempt(id);
    await answer(window, last);
    release();
    await reading;
    expect(opened(window).answers[last]).toBeDefined();
  });

  it('leaves the quiz on the screen that was opened after it was given', async () => {
    const { window, id, last } = await quizAtItsEnd();
    await window.quiz.begin(CONTENT, 'practice');
    const other = opened(window).id;
    await window.quiz.openAttempt(id);
    const release = window.host.hold();
    const answering = answer(window, last);
    const showRead = slowRead(window);
    const opening = window.quiz.openAttempt(other);
    release();
    await answering;
    showRead();
    await opening;
    expect(opened(window).id).toBe(other);
  });
});

describe('a quiz that goes on in the next window', () => {
  it('has the answers of both graded, and is submitted once', async () => {
    const { window, id, last } = await quizAtItsEnd();
    const { learner } = window.atWork();
    await window.sent();
    window.close();
    const next = openWindow(window.host);
    await next.begin();
    await next.quiz.openAttempt(id);
    await answer(next, last);
    await Promise.all([next.quiz.submit(BANK), next.quiz.submit(BANK)]);
    expect(opened(next).outcome).toMatchObject({ score: 1, passed: true });
    const ends = window.host
      .entriesOf(learner.id)
      .filter(({ change }) => /"verb":"(?:passed|failed)"/u.test(change.body));
    expect(ends).toHaveLength(1);
  });
});

describe('a quiz that the journal keeps waiting for', () => {
  it('takes no other quiz from the screen when it is begun', async () => {
    const { window, id } = await quizAtItsEnd();
    const journal = slowJournal(window);
    const beginning = window.quiz.begin(CONTENT, 'practice');
    await until(journal.isWaitedFor);
    await window.quiz.openAttempt(id);
    journal.release();
    expect(await beginning).not.toBe(id);
    expect(opened(window).id).toBe(id);
  });

  it('takes no quiz of the next learner from the screen when it is begun', async () => {
    const { window } = await quizAtItsEnd();
    const journal = slowJournal(window);
    const beginning = window.quiz.begin(CONTENT, 'practice');
    await until(journal.isWaitedFor);
    window.machine.send({ type: 'lost' });
    await window.create('Chan Sophea');
    await window.quiz.begin(CONTENT, 'attempt');
    const { id } = opened(window);
    journal.release();
    await beginning;
    expect(opened(window).id).toBe(id);
  });

  it('leaves the list of another module as it is when it is submitted', async () => {
    const { window } = await quizAtItsEnd();
    const journal = slowJournal(window);
    const submitting = window.quiz.submit(BANK);
    await until(journal.isWaitedFor);
    await window.quiz.openModule('b');
    journal.release();
    await submitting;
    expect(window.quiz.attempts).toEqual([]);
  });
});

it('the quizzes of a module are never those of another, whether they are read slowly or not at all', async () => {
  const { window } = await quizAtItsEnd();
  await window.quiz.openModule('a');
  expect(window.quiz.running).toHaveLength(1);
  vi.spyOn(sessionOf(window).statements, 'attemptsOf').mockRejectedValueOnce(new DOMException('No.', 'UnknownError'));
  const reading = window.quiz.openModule('b');
  expect(window.quiz.running).toEqual([]);
  await reading;
  expect(window.quiz.running).toEqual([]);
});

describe('a quiz whose learner has left', () => {
  it('does not come back to the next one, whatever was under way', async () => {
    const { window, id, last } = await quizAtItsEnd();
    const showRead = slowRead(window);
    const opening = window.quiz.openAttempt(id);
    const release = window.host.hold();
    const underWay = [
      opening,
      answer(window, last),
      window.quiz.submit(BANK),
      window.quiz.begin(CONTENT, 'attempt'),
    ].map((work) => work.catch(() => null));
    window.machine.send({ type: 'lost' });
    release();
    await window.create('Chan Sophea');
    showRead();
    await Promise.all(underWay);
    expect(await opening).toBeUndefined();
    expect([window.quiz.attempt, window.quiz.attempts]).toEqual([null, []]);
  });

  it('tells the next one nothing of what could not be read', async () => {
    const { window, id } = await quizAtItsEnd();
    const failed = Promise.withResolvers<never>();
    const { statements, notes } = sessionOf(window);
    vi.spyOn(statements, 'attempt').mockReturnValue(failed.promise);
    vi.spyOn(statements, 'attemptsOf').mockReturnValue(failed.promise);
    vi.spyOn(notes, 'find').mockReturnValue(failed.promise);
    vi.spyOn(notes, 'ofSection').mockReturnValue(failed.promise);
    const reflection = { ...singleChoice('a/r1'), type: 'reflection' as const };
    const reading = [
      window.quiz.openAttempt(id),
      window.quiz.openModule('a'),
      window.reflections.find(opened(window), reflection),
      window.notes.openSection('a/first'),
    ];
    // A reflection is read when what is being written is kept.
    await until(() => vi.mocked(notes.find).mock.calls.length === 1);
    window.machine.send({ type: 'lost' });
    await window.create('Chan Sophea');
    failed.reject(new DOMException('No.', 'UnknownError'));
    await Promise.allSettled(reading);
    expect(window.notices()).toEqual([]);
    expect(window.save.state).not.toBe('failed');
  });
});
