import './blocked-site-data';
import { createPinia } from 'pinia';
import { createApp, watch } from 'vue';
import App from './App.vue';
import { appContextKey, localDay, type AppContext } from './app-context';
import { createIntroductions } from './content/introductions';
import { loadArticleIndex, loadQuestionIndex, loadSources, seriesOutline } from './content/series-content';
import { createTranslations } from './content/translations';
import { createHostClient, electronTransport, httpTransport } from './host/host-client';
import { computersLanguage, interfaceLanguage } from './i18n/interface-language';
import { createTexts } from './i18n/texts';
import { createPageRestart } from './page-restart';
import { createAppRouter } from './router';
import { reportScreenFailures } from './screen-failures';
import { useAnnouncements } from './stores/host/announcements';
import { useOpening } from './stores/session/opening';
import { useSession } from './stores/session/session';
import { useRecord } from './stores/record/record';
import { waitForFirstScreen } from './stores/session/when-idle';
import { SOURCE_LANGUAGE } from '../../domain/text/language';
import './styles/app.css';
import { doneWithin, THIS_PAGE } from './storage';

const introductions = createIntroductions();
const translations = createTranslations();
const bridge = window.childJusticeHost;
const context: AppContext = {
  host: createHostClient(bridge ? electronTransport(bridge) : httpTransport()),
  pageId: THIS_PAGE,
  ...(bridge ? { listenToHost: bridge.listen } : {}),
  series: seriesOutline,
  shownSeries: translations.seriesOf(() => interfaceLanguage.value),
  translationIn: translations.translationIn,
  seriesIn: translations.seriesIn,
  introductionOf: (moduleId, language = interfaceLanguage.value) =>
    translations.introductionsIn(language)?.[moduleId] ?? introductions.of(moduleId),
  loadModule: translations.loadModule,
  loadGlossary: translations.loadGlossary,
  loadArticleIndex,
  loadSources,
  loadQuestionIndex,
  loadCourseSearch: translations.loadSearch,
  loadLicences: async () => {
    const response = await fetch(new URL('licences.md', document.baseURI));
    if (!response.ok) throw new Error(`The licences answered ${response.status}.`);
    return response.text();
  },
  now: () => Date.now(),
  dayOf: localDay,
  random: () => crypto.getRandomValues(new Uint8Array(16)),
  page: createPageRestart(),
};

const app = createApp(App);
app.provide(appContextKey, context).use(createPinia());

// Requested first: the database reads it while the rest is set up here. The record can be shown before its opening has
// ended, which writes who opened it last.
const opened = app.runWithContext(() => {
  const record = useRecord();
  void useOpening().begin();
  return record.settled();
});

const texts = createTexts();
app.use(texts.plugin);
const router = createAppRouter(async () => {
  // Without the other language's titles every screen stands in the source's.
  const titles = translations.load().catch(() => undefined);
  await Promise.all([texts.loadScreens(), introductions.load(), titles]);
});
// Before the router, which starts the navigation to the opened address.
app.runWithContext(() => {
  const { notify } = useAnnouncements();
  reportScreenFailures(router, () => {
    notify('error', 'partUnavailable');
  });
});
app.use(router);

// The first paint is the record itself where it opens quickly, as it nearly always does: painting "Opening" first would
// delay it.
const FIRST_PAINT_MILLISECONDS = 150;
// A host that hangs keeps nobody before an empty page: the first screen is in English then, until the texts come.
const TEXTS_MILLISECONDS = 3_000;
const session = app.runWithContext(() => useSession());

/** What the page's language has of the course; home shows titles. */
async function shownTranslation(): Promise<void> {
  if (interfaceLanguage.value !== SOURCE_LANGUAGE) await translations.load();
}
// Where it can't be loaded, titles stay in the source's language.
watch(interfaceLanguage, () => void shownTranslation().catch(() => undefined));

const mounted = doneWithin(opened, FIRST_PAINT_MILLISECONDS)
  .then(() => doneWithin(texts.show(session.wantedLanguage ?? computersLanguage()), TEXTS_MILLISECONDS))
  .then(() => doneWithin(shownTranslation(), TEXTS_MILLISECONDS))
  .then(() => app.mount('#app'));
waitForFirstScreen(Promise.all([opened, mounted, router.isReady()]));
