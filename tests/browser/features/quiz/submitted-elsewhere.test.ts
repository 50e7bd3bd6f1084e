import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import QuizPage from '../../../../src/renderer/src/features/quiz/QuizPage.vue';
import { routeNames } from '../../../../src/renderer/src/routes';
import { bankOf, revised, singleChoice } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { emptyRouter, withRouter } from '../../support/empty-router';

const QUESTION = revised(singleChoice('a/q1'));
const CONTENT = bankOf(QUESTION);

it('a quiz that another window submitted shows its result here at the next answer', async () => {
  const context = { loadModule: () => Promise.resolve(CONTENT) };
  const here = openWindow(undefined, context);
  await here.create();
  await here.quiz.begin(CONTENT, 'attempt');
  const attemptId = here.quiz.attempt?.id ?? '';
  const router = emptyRouter();
  const page = await render(QuizPage, {
    props: { moduleId: 'a', attemptId },
    global: withRouter(here.mounting, router),
  });
  const option = page.getByRole('radio').first();
  await expect.element(option).toBeVisible();

  const there = openWindow(here.host, context);
  await there.begin();
  await there.quiz.openAttempt(attemptId);
  await there.quiz.submit(new Map([[QUESTION.id, QUESTION]]));
  await option.click();
  await expect.poll(() => router.currentRoute.value.name).toBe(routeNames.quizResult);
});
