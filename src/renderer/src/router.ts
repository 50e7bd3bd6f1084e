import {
  createRouter,
  createWebHashHistory,
  START_LOCATION,
  type RouteRecordNameGeneric,
  type Router,
} from 'vue-router';
import HomePage from './features/home/HomePage.vue';
import { routeNames } from './routes';

/** True for the screens of the first load. */
function isAtOnce(name: RouteRecordNameGeneric): boolean {
  return name === routeNames.home || name === routeNames.reporting;
}

/**
 * The screens. Home and the page on reporting a concern are part of the first load; every other screen is a chunk of
 * its own and is shown when what they share is loaded too. Hash addresses work under both hosts without server rules.
 *
 * @param loadShared loads what every other screen needs; rejects where it can't, and tries again with the next call
 */
export function createAppRouter(loadShared: () => Promise<void>): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    // Screens move focus and scroll themselves when their content is loaded.
    scrollBehavior: (to, from, saved) =>
      saved ?? (to.query['block'] || to.query['note'] || from === START_LOCATION ? false : { top: 0 }),
    routes: [
      { path: '/', name: routeNames.home, component: HomePage },
      {
        path: '/modules/:moduleId',
        name: routeNames.module,
        component: () => import('./features/module/ModulePage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/sections/:sectionName',
        name: routeNames.section,
        component: () => import('./features/section/SectionPage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/agreement',
        name: routeNames.agreement,
        component: () => import('./features/agreement/AgreementPage.vue'),
        props: true,
      },
      {
        path: '/report-a-concern',
        name: routeNames.reporting,
        // The app shows this page itself, whatever the state of the record.
        component: { render: () => null },
      },
      { path: '/modules/:moduleId/report-a-concern', redirect: '/report-a-concern' },
      {
        path: '/modules/:moduleId/job-aid',
        name: routeNames.jobAid,
        component: () => import('./features/job-aid/JobAidPage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/handout',
        name: routeNames.handout,
        component: () => import('./features/handout/HandoutPage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/quiz',
        name: routeNames.quizStart,
        component: () => import('./features/quiz/QuizStartPage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/quiz/:attemptId',
        name: routeNames.quiz,
        component: () => import('./features/quiz/QuizPage.vue'),
        props: true,
      },
      {
        path: '/modules/:moduleId/quiz/:attemptId/result',
        name: routeNames.quizResult,
        component: () => import('./features/quiz/QuizResultPage.vue'),
        props: true,
      },
      { path: '/help', name: routeNames.help, component: () => import('./features/help/HelpPage.vue') },
      {
        path: '/facilitators',
        name: routeNames.facilitator,
        component: () => import('./features/facilitator/FacilitatorPage.vue'),
      },
      {
        path: '/facilitators/group',
        name: routeNames.group,
        component: () => import('./features/group/GroupPage.vue'),
      },
      { path: '/review', name: routeNames.review, component: () => import('./features/review/ReviewPage.vue') },
      { path: '/study', name: routeNames.study, component: () => import('./features/study/StudyPage.vue') },
      { path: '/notes', name: routeNames.notes, component: () => import('./features/notes/NotebookPage.vue') },
      {
        path: '/look-up',
        component: () => import('./features/look-up/LookUpPage.vue'),
        redirect: '/glossary',
        children: [
          {
            path: '/glossary',
            name: routeNames.glossary,
            component: () => import('./features/glossary/GlossaryPage.vue'),
          },
          {
            path: '/articles',
            name: routeNames.articleIndex,
            component: () => import('./features/article-index/ArticleIndexPage.vue'),
          },
          { path: '/sources', name: routeNames.sources, component: () => import('./features/sources/SourcesPage.vue') },
        ],
      },
      {
        path: '/modules/:moduleId/sources',
        name: routeNames.moduleSources,
        component: () => import('./features/sources/SourcesPage.vue'),
        props: true,
      },
      {
        path: '/certificates',
        name: routeNames.certificates,
        component: () => import('./features/certificates/CertificatesPage.vue'),
      },
      {
        path: '/certificates/:kind(module|sequence|series)/:objectId',
        name: routeNames.certificate,
        component: () => import('./features/certificates/CertificatePage.vue'),
        props: true,
      },
      { path: '/records', name: routeNames.records, component: () => import('./features/backup/BackupPage.vue') },
      {
        path: '/progress-report',
        name: routeNames.progressReport,
        component: () => import('./features/progress-report/ProgressReportPage.vue'),
      },
      { path: '/verify', name: routeNames.verify, component: () => import('./features/verify/VerifyPage.vue') },
      {
        path: '/settings/pin',
        name: routeNames.protection,
        component: () => import('./features/settings/ProtectionPage.vue'),
      },
      { path: '/settings', name: routeNames.settings, component: () => import('./features/settings/SettingsPage.vue') },
      {
        path: '/settings/remove-learner',
        name: routeNames.removeLearner,
        component: () => import('./features/learners/RemoveLearnerPage.vue'),
      },
      { path: '/:rest(.*)*', redirect: { name: routeNames.home } },
    ],
  });
  // Requested together with the screen's chunk, and awaited after it.
  router.beforeEach(({ name }) => {
    if (!isAtOnce(name)) void loadShared().catch(() => undefined);
  });
  router.beforeResolve(async ({ name }) => {
    if (!isAtOnce(name)) await loadShared();
  });
  return router;
}
