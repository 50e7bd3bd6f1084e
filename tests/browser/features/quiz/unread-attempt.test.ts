import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { StorageError } from '../../../../src/renderer/src/storage';
import QuizPage from '../../../../src/renderer/src/features/quiz/QuizPage.vue';
import QuizResultPage from '../../../../src/renderer/src/features/quiz/QuizResultPage.vue';
import { bankOf, singleChoice } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const CONTENT = bankOf(singleChoice('a/q1'));

it.each([
  ['quiz', QuizPage],
  ['result', QuizResultPage],
])('a %s that can’t be read is not called missing, and is read again', async (_, component) => {
  const window = openWindow(undefined, { loadModule: () => Promise.resolve(CONTENT) });
  await window.create();
  const { current } = window.atWork();
  vi.spyOn(current.statements, 'attempt').mockRejectedValueOnce(new StorageError('damaged', 'The store is broken.'));
  const page = await render(component, {
    props: { moduleId: 'a', attemptId: 'x' },
    global: withRouter(window.mounting),
  });
  await expect.element(page.getByText('This could not be read now.', { exact: false })).toBeVisible();
  expect(page.getByText('There is no such quiz').elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('There is no such quiz')).toBeVisible();
});
