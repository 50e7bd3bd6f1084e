import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { StorageError } from '../../../../src/renderer/src/storage';
import QuizPage from '../../../../src/renderer/src/features/quiz/QuizPage.vue';
import QuizResultPage from '../../../../src/renderer/src/features/quiz/QuizResultPage.vue';
import { singleChoice } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';

const CONTENT: ModuleContent = {
  moduleId: 'a',
  sections: [],
  questions: [singleChoice('a/q1')],
  sources: [],
  terms: [],
};

it.each([
  ['quiz', QuizPage],
  ['result', QuizResultPage],
])('a %s that can’t be read is not called missing, and is read again', async (_, component) => {
  const window = openWindow(undefined, { loadModule: () => Promise.resolve(CONTENT) });
  await window.create();
  const { current } = window.session;
  if (!current) throw new Error('No record is open.');
  vi.spyOn(current.statements, 'attempt').mockRejectedValueOnce(new StorageError('damaged', 'The store is broken.'));
  const page = await render(component, {
    props: { moduleId: 'a', attemptId: 'x' },
    global: { ...window.mounting, plugins: [...window.mounting.plugins, emptyRouter()] },
  });
  await expect.element(page.getByText('This could not be read now.', { exact: false })).toBeVisible();
  expect(page.getByText('There is no such quiz').elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('There is no such quiz')).toBeVisible();
});
