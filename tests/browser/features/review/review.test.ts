import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, ref } from 'vue';
import ReviewPage from '../../../../src/renderer/src/features/review/ReviewPage.vue';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';
import { questionIndex } from '../../../../src/domain/review/question-index';
import ReviewSettings from '../../../../src/renderer/src/features/review/ReviewSettings.vue';
import ReviewQuestion from '../../../../src/renderer/src/features/review/ReviewQuestion.vue';
import { useReview } from '../../../../src/renderer/src/stores/record/review';
import { bankOf, singleChoice } from '../../../support/builders/series-builders';
import SetAsideList from '../../../../src/renderer/src/features/review/SetAsideList.vue';

afterEach(() => {
  document.body.replaceChildren();
});

it('offers no pause where nothing is due, and asks how much is reviewed at once', async () => {
  const window = openWindow();
  await window.create();
  const screen = await render(ReviewPage, { global: withRouter(window.mounting) });
  await screen.getByRole('heading', { name: 'Review settings' }).click();
  await screen.getByRole('combobox', { name: 'Questions in one sitting, at most' }).selectOptions('5');
  await expect.poll(() => window.session.preferences.reviewSitting).toBe(5);
  await expect.element(screen.getByRole('button', { name: 'Pause the review' })).not.toBeInTheDocument();
});

it('pauses for the days that are chosen', async () => {
  const window = openWindow();
  await window.create();
  const paused: number[] = [];
  const screen = await render(ReviewSettings, {
    props: { pausable: true, onPause: (days: number) => paused.push(days) },
    global: withRouter(window.mounting),
  });
  await screen.getByRole('heading', { name: 'Review settings' }).click();
  await screen.getByRole('combobox', { name: 'Length of the pause' }).selectOptions('14 days');
  await screen.getByRole('button', { name: 'Pause the review' }).click();
  expect(paused).toEqual([14]);
});

const CONTENT = bankOf(singleChoice('a/q1', { sectionId: 'a/first' }));

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

it('a question that is brought back leaves the focus at the others, and the last one at the heading of the page', async () => {
  const { mounting } = openWindow();
  const entries = ref(['a/first', 'a/second'].map((questionId) => ({ questionId, by: 'learner' as const, misses: 0 })));
  const back = (questionId: string): void => {
    entries.value = entries.value.filter((entry) => entry.questionId !== questionId);
  };
  const screen = await render(
    () => [h('h1', { tabindex: -1 }, 'Review'), h(SetAsideList, { entries: entries.value, onBack: back })],
    { global: withRouter(mounting) },
  );
  await screen.getByRole('button', { name: 'Bring it back: a/first' }).click();
  await expect.element(screen.getByRole('button', { name: 'Bring it back: a/first' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('heading', { name: 'Set aside' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Bring it back: a/second' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Review' })).toHaveFocus();
});
