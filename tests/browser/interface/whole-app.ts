import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from '../../../src/renderer/src/App.vue';
import { appContextKey } from '../../../src/renderer/src/app-context';
import { createIntroductions } from '../../../src/renderer/src/content/introductions';
import {
  loadArticleIndex,
  loadCourseSearch,
  loadGlossary,
  loadSources,
  loadModuleContent,
  loadQuestionIndex,
  seriesOutline,
} from '../../../src/renderer/src/content/series-content';
import { createTexts } from '../../../src/renderer/src/i18n/texts';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../../src/renderer/src/i18n/locales/en/start.json';
import { createAppRouter } from '../../../src/renderer/src/router';
import { reportScreenFailures } from '../../../src/renderer/src/screen-failures';
import { useAnnouncements } from '../../../src/renderer/src/stores/host/announcements';
import { THIS_PAGE } from '../../../src/renderer/src/storage';
import { useSession } from '../../../src/renderer/src/stores/session/session';
import { useLearnerDirectory } from '../../../src/renderer/src/stores/session/learner-directory';
import { useOpening } from '../../../src/renderer/src/stores/session/opening';
import { useSessionMachine } from '../../../src/renderer/src/stores/session/session-machine';
import type { InMemoryHost } from '../../support/hosts/in-memory-host';
import { FIRST_MINUTE } from '../../support/builders/statement-builders';
import { textKeys } from '../../support/text-keys';
import { closeAfterTest, FEW_ROUNDS } from '../support/storage-scene';

const keys = new Set(textKeys({ ...start, ...screens }));
let ticks = 0;

/** Keys that the document shows, by chance or for good, in its title, as text or as the name of something. */
function shownKeys(): string[] {
  const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((element) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  );
  const words = [document.title, document.body.textContent, ...named].join(' ').split(/[^\w.-]+/u);
  return words.filter((word) => keys.has(word));
}

/**
 * The app as `main.ts` puts it together, opened at an address; its texts of the screens come when `loadTexts` gives
 * them.
 */
export function openApp(
  host: InMemoryHost,
  address: string,
  loadTexts: () => Promise<{ readonly default: typeof screens }>,
) {
  window.history.replaceState(null, '', address);
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  const seen = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const key of shownKeys()) seen.add(key);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  const texts = createTexts({ en: { screens: loadTexts }, km: { screens: loadTexts } });
  const introductions = createIntroductions();
  const app = createApp(App);
  const failures: unknown[] = [];
  app.config.errorHandler = (error) => failures.push(error);
  app.provide(appContextKey, {
    host,
    pageId: THIS_PAGE,
    series: seriesOutline,
    shownSeries: seriesOutline,
    translationIn: () => undefined,
    seriesIn: () => seriesOutline,
    introductionOf: introductions.of,
    loadModule: (moduleId) => loadModuleContent(moduleId),
    loadGlossary: () => loadGlossary(),
    loadArticleIndex,
    loadSources,
    loadQuestionIndex,
    loadCourseSearch: async () => [await loadCourseSearch()],
    loadLicences: () => Promise.resolve('# A package'),
    now: () => FIRST_MINUTE + (ticks += 1),
    dayOf: (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10),
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    keyRounds: FEW_ROUNDS,
  });
  app.use(createPinia()).use(texts.plugin);
  const router = createAppRouter(async () => {
    await Promise.all([texts.loadScreens(), introductions.load()]);
  });
  const { session, machine, opening, directory, announcements } = app.runWithContext(() => ({
    session: useSession(),
    machine: useSessionMachine(),
    opening: useOpening(),
    directory: useLearnerDirectory(),
    announcements: useAnnouncements(),
  }));
  reportScreenFailures(router, () => {
    announcements.notify('error', 'partUnavailable');
  });
  app.use(router);
  app.mount(element);
  const close = async (): Promise<void> => {
    observer.disconnect();
    app.unmount();
    session.current?.close();
    await directory.maintained();
  };
  closeAfterTest(close);
  return {
    router,
    session,
    machine,
    opening,
    directory,
    announcements,
    /** Errors that a component let through. */
    failures,
    /** Keys that were shown at any moment. */
    keysSeen: (): string[] => [...seen],
    main: (): string => document.querySelector('main')?.textContent.trim() ?? '',
    heading: (): string => document.querySelector('h1')?.textContent.trim() ?? '',
    close,
  };
}

export type OpenApp = ReturnType<typeof openApp>;
