import { describe, expect, it, vi } from 'vitest';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { Revised, ScoredQuestion } from '../../../../src/domain/series/question';
import { questionIndex } from '../../../../src/domain/review/question-index';
import { laterDay } from '../../../../src/domain/text/calendar-day';
import { ContentError } from '../../../../src/renderer/src/content/content-error';
import { StorageError } from '../../../../src/renderer/src/storage';
import { useReview } from '../../../../src/renderer/src/stores/record/review';
import { useReviewsDue } from '../../../../src/renderer/src/stores/record/reviews-due';
import { useStudy } from '../../../../src/renderer/src/stores/record/study';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { module, series, revised, singleChoice } from '../../../support/builders/series-builders';
import { FIRST_DAY } from '../../../support/builders/review-builders';
import { FIRST_MINUTE } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';

const questions = ['a/q1', 'a/q2', 'e/q1'].map((id) => revised(singleChoice(id)));
const right = { kind: 'choice', optionIds: ['a'] } as const;
const wrong = { kind: 'choice', optionIds: ['b'] } as const;

/** A window whose clock the test sets; module `e` has a protocol. */
function scene(host = new InMemoryHost(), bank: readonly (ScoredQuestion & Revised)[] = questions) {
  const clock = { day: 0, tick: 0 };
  const contents = ['a', 'e'].map(
    (moduleId) =>
      ({
        moduleId,
        sections: [],
        questions: bank.filter(({ id }) => id.startsWith(`${moduleId}/`)),
        sources: [],
        terms: [],
      }) as ModuleContent,
  );
  const course = series({
    modules: [module('a'), module('e', { protocol: { id: 'safeguarding', version: 'v1' } })],
    sequences: [],
    bankRevision: bank === questions ? '00000000' : '00000001',
  });
  const window = openWindow(host, {
    series: course,
    now: () => FIRST_MINUTE + clock.day * 86_400_000 + (clock.tick += 1),
    loadModule: (id) => {
      const found = contents.find(({ moduleId }) => moduleId === id);
      return found ? Promise.resolve(found) : Promise.reject(new Error('No such module.'));
    },
    loadQuestionIndex: () => Promise.resolve(questionIndex(contents)),
  });
  const [pinia] = window.mounting.plugins;
  const review = useReview(pinia as never);
  const due = useReviewsDue(pinia as never);
  const study = useStudy(pinia as never);
  return { ...window, clock, review, due, study };
}

it('review and study fail alone where their part of the app can’t be loaded', async () => {
  const window = scene();
  await window.create();
  await window.sent();
  const { current } = window.atWork();
  vi.spyOn(current, 'reviews').mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
  await window.review.begin();
  await window.study.load();
  expect([window.review.failed, window.study.failed]).toEqual([true, true]);
  expect(window.save.state).not.toBe('failed');
  expect(window.notices()).toEqual([]);
});

it('review and study fail alone where the index of questions can’t be loaded: nothing is told as unsaved', async () => {
  const window = openWindow(undefined, { loadQuestionIndex: () => Promise.reject(new ContentError('index')) });
  const [pinia] = window.mounting.plugins;
  const review = useReview(pinia as never);
  const study = useStudy(pinia as never);
  await window.create();
  await window.sent();
  await review.begin();
  await study.load();
  expect([review.failed, study.failed]).toEqual([true, true]);
  expect(window.save.state).not.toBe('failed');
  window.close();
});

describe('the review', () => {
  it('asks what is due, records the answer once, and says when it comes back', async () => {
    const { create, clock, review, due, record, close } = scene();
    await create();
    const [first, second] = questions;
    if (!first || !second) throw new Error('The bank is empty.');
    await review.begin();
    expect(review.sitting?.questionIds).toEqual([]);

    const missed = await review.answer(first, wrong, 'sure', 9);
    const known = await review.answer(second, right, 'sure', 9);
    expect(missed).toEqual({ kind: 'due', day: laterDay(FIRST_DAY, 1) });
    expect(known?.kind === 'due' && known.day > laterDay(FIRST_DAY, 1)).toBe(true);
    expect([...review.results]).toEqual([
      ['a/q1', false],
      ['a/q2', true],
    ]);

    clock.day = 1;
    await due.refresh();
    expect(due.countIn(record.record)).toBe(1);
    await review.begin();
    expect(review.sitting?.questionIds).toEqual(['a/q1']);
    close();
  });

  it('that is paused asks nothing of what is due the day after either, and all of it when the pause is over', async () => {
    const { create, clock, review, due, record, session, close } = scene();
    await create();
    const [first, second] = questions;
    if (!first || !second) throw new Error('The bank is empty.');
    await review.answer(first, wrong, 'sure', 9);
    clock.day = 1;
    // The one is due today, the other tomorrow.
    await review.answer(second, wrong, 'sure', 9);
    await review.begin();
    expect(review.sitting?.questionIds).toEqual(['a/q1']);
    expect(review.next).toEqual({ day: laterDay(FIRST_DAY, 2), count: 1 });

    await session.update({ preferences: { reviewPausedUntil: laterDay(FIRST_DAY, 4) } });
    for (const [day, asked] of [
      [1, []],
      [2, []],
      [3, []],
      [4, ['a/q1', 'a/q2']],
    ] as const) {
      clock.day = day;
      await due.refresh();
      await review.begin();
      expect([...(review.sitting?.questionIds ?? [])].sort(), `day ${day}`).toEqual(asked);
      expect(due.countIn(record.record), `day ${day}`).toBe(asked.length);
    }
    close();
  });

  it('that can’t be begun says so, and an answer whose question can’t be scheduled anew stays shown', async () => {
    const window = scene();
    await window.create();
    await window.sent();
    const { current } = window.session;
    const [first] = questions;
    if (!current || !first) throw new Error('No record is open.');
    const reviews = await current.reviews();
    const broken = new StorageError('damaged', 'The store is broken.');
    const due = vi.spyOn(reviews, 'due').mockRejectedValueOnce(broken);
    vi.spyOn(current, 'reviews').mockResolvedValue(reviews);
    await window.review.begin();
    expect(due).toHaveBeenCalledOnce();
    expect([window.review.failed, window.review.sitting]).toEqual([true, null]);
    await window.review.begin();
    expect(window.review.failed).toBe(false);

    vi.spyOn(reviews, 'card').mockResolvedValueOnce(null).mockRejectedValueOnce(broken);
    expect(await window.review.answer(first, right, 'sure', 9)).toBeNull();
    expect([window.review.failed, [...window.review.results]]).toEqual([false, [['a/q1', true]]]);
    expect(window.notices()).toEqual(['recordUnread']);
  });

  it('gives the feedback on an answer that the database has, while the host says nothing', async () => {
    const { create, review, session, save } = scene();
    await create();
    const [first] = questions;
    if (!session.current || !first) throw new Error('No record is open.');
    await review.begin();
    vi.spyOn(session.current.sync, 'flush').mockReturnValue(new Promise(() => undefined));
    expect(await review.answer(first, wrong, 'sure', 9)).toEqual({ kind: 'due', day: laterDay(FIRST_DAY, 1) });
    expect(save.state).toBe('saving');
  });

  it('leaves out a question that was set aside, and asks it again when it is brought back', async () => {
    const { create, clock, review, close } = scene();
    await create();
    const [first] = questions;
    if (!first) throw new Error('The bank is empty.');
    await review.answer(first, wrong, 'sure', 9);
    await review.keep('a/q1', 'suspended');
    expect(review.setAside).toEqual([{ questionId: 'a/q1', by: 'learner', misses: 1 }]);
    clock.day = 5;
    await review.begin();
    expect(review.sitting?.questionIds).toEqual([]);
    // The clock was put back meanwhile: the newest word counts all the same.
    clock.day = 0;
    clock.tick = 0;
    await review.keep('a/q1', 'resumed');
    clock.day = 5;
    await review.begin();
    expect(review.sitting?.questionIds).toEqual(['a/q1']);
    close();
  });

  it('lets the questions of a module wait whose protocol isn’t agreed to', async () => {
    const { create, clock, review, due, record, close } = scene();
    await create();
    const guarded = questions[2];
    if (!guarded) throw new Error('The bank is empty.');
    await review.answer(guarded, wrong, 'unsure', 9);
    clock.day = 1;
    await review.begin();
    expect(review.sitting).toMatchObject({ questionIds: [], waitingModuleIds: ['e'] });
    expect(due.countIn(record.record)).toBe(0);
    close();
  });

  it('asks nothing while it is paused', async () => {
    const { create, clock, review, due, record, session, close } = scene();
    await create();
    const [first] = questions;
    if (!first) throw new Error('The bank is empty.');
    await review.answer(first, wrong, 'sure', 9);
    await session.update({ preferences: { reviewPausedUntil: laterDay(FIRST_DAY, 7) } });
    clock.day = 3;
    await review.begin();
    await due.read();
    expect([review.sitting?.questionIds, due.countIn(record.record)]).toEqual([[], 0]);
    clock.day = 7;
    await review.begin();
    expect(review.sitting?.questionIds).toEqual(['a/q1']);
    close();
  });

  it('asks a translation of a question no earlier than the question', async () => {
    const host = new InMemoryHost();
    const before = scene(host);
    await before.create();
    const [first] = questions;
    if (!first) throw new Error('The bank is empty.');
    await before.review.answer(first, right, 'sure', 9);
    before.close();
    const after = scene(host, [{ ...first, stem: 'តើអ្វី?' }]);
    after.clock.tick = 1_000;
    await after.begin();
    await after.review.begin();
    expect(after.review.sitting?.questionIds).toEqual([]);
    expect(await after.review.wasReworded({ ...first, stem: 'តើអ្វី?' })).toBe(false);
  });

  it('asks a question that was changed in the bank at once, and none that left it', async () => {
    const host = new InMemoryHost();
    const before = scene(host);
    await before.create();
    const [first, second] = questions;
    if (!first || !second) throw new Error('The bank is empty.');
    await before.review.answer(first, right, 'sure', 9);
    await before.review.answer(second, wrong, 'sure', 9);
    before.close();

    const reworded = revised({ ...first, stem: 'What else?' });
    const after = scene(host, [reworded]);
    after.clock.tick = 1_000;
    await after.begin();
    await after.review.begin();
    expect(after.review.sitting?.questionIds).toEqual(['a/q1']);
    expect(await after.review.wasReworded(reworded)).toBe(true);
    await after.review.answer(reworded, right, 'sure', 9);
    expect(await after.review.wasReworded(reworded)).toBe(false);
    after.clock.day = 300;
    await after.review.begin();
    expect(after.review.sitting?.questionIds).toEqual(['a/q1']);
    after.close();
  });

  it('leaves nothing to the next learner', async () => {
    const { create, review, study, learnerSwitch, due, record, close } = scene();
    await create();
    const [first] = questions;
    if (!first) throw new Error('The bank is empty.');
    await review.answer(first, wrong, 'sure', 9);
    await review.keep('a/q1', 'suspended');
    await study.load();
    expect(study.data?.cards).toHaveLength(1);
    await learnerSwitch.addLearner();
    expect([review.sitting, review.results.size, review.setAside.length, review.next]).toEqual([null, 0, 0, null]);
    expect([study.data, due.countIn(record.record)]).toEqual([null, 0]);
    close();
  });
});
