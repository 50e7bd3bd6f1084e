import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { questionIndex } from '../../../../src/domain/review/question-index';
import ReviewQuestion from '../../../../src/renderer/src/features/review/ReviewQuestion.vue';
import { useReview } from '../../../../src/renderer/src/stores/record/review';
import { bankOf, singleChoice } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const CONTENT = bankOf(singleChoice('a/q1', { sectionId: 'a/first' }));

afterEach(() => {
  document.body.replaceChildren();
});

it('leaves the section that is read by then as it is, where it was left before its answer was saved', async () => {
  const window = openWindow(undefined, {
    loadModule: async () => CONTENT,
    loadQuestionIndex: async () => questionIndex([CONTENT]),
  });
  await window.create();
  await window.sent();
  const { promise: saved, resolve: save } = Promise.withResolvers<null>();
  const answer = vi.spyOn(useReview(window.mounting.plugins[0] as never), 'answer').mockReturnValue(saved);
  const openSection = vi.spyOn(window.notes, 'openSection');
  const screen = await render(ReviewQuestion, {
    props: { questionId: 'a/q1', seed: 1, isLast: false },
    global: withRouter(window.mounting),
  });
  await screen.getByRole('radio', { name: 'Option b' }).click();
  await screen.getByRole('button', { name: 'Check the answer' }).click();
  await expect.poll(() => answer.mock.calls.length).toBe(1);

  await screen.unmount();
  save(null);
  // What the question does next it does in this turn.
  await new Promise((turn) => setTimeout(turn));
  expect(openSection).not.toHaveBeenCalled();
  expect(window.announcements.spoken.key).toBe('');
});
