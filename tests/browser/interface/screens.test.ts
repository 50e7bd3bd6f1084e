import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import AgreementPage from '../../../src/renderer/src/features/agreement/AgreementPage.vue';
import HandoutPage from '../../../src/renderer/src/features/handout/HandoutPage.vue';
import JobAidPage from '../../../src/renderer/src/features/job-aid/JobAidPage.vue';
import ModulePage from '../../../src/renderer/src/features/module/ModulePage.vue';
import QuizStartPage from '../../../src/renderer/src/features/quiz/QuizStartPage.vue';
import { openWindow } from '../support/app-scene';
import { withRouter } from '../support/empty-router';
import type { AppContext } from '../../../src/renderer/src/app-context';
import ArticleIndexPage from '../../../src/renderer/src/features/article-index/ArticleIndexPage.vue';
import GlossaryPage from '../../../src/renderer/src/features/glossary/GlossaryPage.vue';
import SourcesPage from '../../../src/renderer/src/features/sources/SourcesPage.vue';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../../src/renderer/src/i18n/locales/en/start.json';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { PATIENCE } from '../../support/patience';
import { openApp } from './whole-app';

it.each([
  ['the page', ModulePage],
  ['the handout', HandoutPage],
  ['the job aid', JobAidPage],
  ['the quiz', QuizStartPage],
  ['the protocol', AgreementPage],
])(
  '%s of a module that the series hasn’t: it says so, with the focus, and leads to the contents',
  async (_, screen) => {
    const window = openWindow();
    await window.create();
    const shown = await render(screen as typeof JobAidPage, {
      props: { moduleId: 'of-another-version' },
      global: withRouter(window.mounting),
    });
    await expect.element(shown.getByRole('heading', { name: 'There is no such module' })).toHaveFocus();
    expect(document.title).toContain('There is no such module');
    await expect.element(shown.getByRole('link', { name: 'Contents' })).toBeVisible();
    // No second try is offered: the module won't come.
    await expect.element(shown.getByRole('button')).not.toBeInTheDocument();
  },
);

const fails = (): Promise<never> => Promise.reject(new SyntaxError('The file is damaged.'));

it.each([
  ['article index', ArticleIndexPage, { loadArticleIndex: fails }],
  ['glossary', GlossaryPage, { loadGlossary: fails }],
  ['list of sources', SourcesPage, { loadSources: fails }],
] satisfies readonly (readonly [string, object, Partial<AppContext>])[])(
  'a text of the course that can’t be read is told: the %s',
  async (_, screen, context) => {
    const window = openWindow(undefined, context);
    await window.create();
    const shown = await render(screen as typeof SourcesPage, {
      global: withRouter(window.mounting),
    });
    await expect.element(shown.getByRole('alert')).toHaveTextContent('This text could not be read');
  },
);

/** The app of a learner, at the start of a quiz. */
async function openQuizStart(): Promise<ReturnType<typeof openApp>> {
  const host = new InMemoryHost();
  const window = openWindow(host);
  await window.create('Sokha Chan');
  window.close();
  const app = openApp(host, '#/modules/diversion/quiz', () => Promise.resolve({ default: screens }));
  await app.opening.begin();
  return app;
}

it('a screen shows nothing of one module under the address of another', async () => {
  const app = await openQuizStart();
  await page.getByRole('button', { name: screens.quiz.beginPractice }).click();
  await expect.poll(() => app.router.currentRoute.value.name, PATIENCE).toBe('quiz');
  await app.router.push('/modules/diversion/quiz');
  const practices = page.getByRole('region', { name: screens.quiz.running.heading });
  await expect.element(practices).toBeVisible();
  await app.router.push('/modules/social-norms/quiz');
  await expect.element(page.getByRole('button', { name: screens.quiz.beginPractice })).toBeVisible();
  await expect.element(practices).not.toBeInTheDocument();
  expect(app.failures).toEqual([]);
});

it('a link that is pressed while a quiz opens leads where it says, with the question in the address before', async () => {
  const app = await openQuizStart();
  const quizRead = Promise.withResolvers<undefined>();
  app.router.beforeResolve(({ name }) => (name === 'notes' ? quizRead.promise : undefined));
  const stop = app.router.afterEach(({ name }) => {
    if (name !== 'quiz') return;
    stop();
    (page.getByRole('link', { name: start.shell.notes, exact: true }).element() as HTMLElement).click();
  });
  await page.getByRole('button', { name: screens.quiz.beginPractice }).click();
  await expect.element(page.getByRole('navigation', { name: screens.quiz.steps })).toBeVisible();
  expect(location.hash).toMatch(/\/quiz\/[^/]+\?question=1$/u);
  quizRead.resolve(undefined);
  await expect.poll(() => app.router.currentRoute.value.name, PATIENCE).toBe('notes');
  history.back();
  await expect.poll(() => app.router.currentRoute.value.fullPath, PATIENCE).toMatch(/\/quiz\/[^/]+\?question=1$/u);
  expect(app.failures).toEqual([]);
});
