import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { appContextKey, localDay, type AppContext } from './app-context';
import { loadArticleIndex, loadGlossary, loadModuleContent, seriesOutline } from './content/series-content';
import { electronTransport } from './host/electron-transport';
import { createHostClient } from './host/host-client';
import { httpTransport } from './host/http-transport';
import { createInterfaceTexts } from './i18n/create-i18n';
import { createAppRouter } from './router';
import { useLearner } from './stores/learner';
import { useRecord } from './stores/record';
import './styles/app.css';

const context: AppContext = {
  host: createHostClient(window.childJusticeHost ? electronTransport(window.childJusticeHost) : httpTransport()),
  series: seriesOutline,
  loadModule: (moduleId) => loadModuleContent(moduleId),
  loadGlossary,
  loadArticleIndex,
  loadLicences: async () => {
    const response = await fetch(new URL('licences.md', document.baseURI));
    if (!response.ok) throw new Error(`The licences answered ${response.status}.`);
    return response.text();
  },
  now: () => Date.now(),
  dayOf: localDay,
  random: () => crypto.getRandomValues(new Uint8Array(16)),
};

const app = createApp(App);
app.provide(appContextKey, context);
app.use(createPinia()).use(createInterfaceTexts()).use(createAppRouter());

// The first picture is the record itself where it opens quickly, as it nearly always does: drawing "Opening" first would hold up the very thing that is waited for.
const FIRST_PICTURE_MILLISECONDS = 150;
const opened = app.runWithContext(() => {
  const record = useRecord();
  return useLearner()
    .begin()
    .then(() => record.settled());
});
void Promise.race([opened, new Promise((passed) => setTimeout(passed, FIRST_PICTURE_MILLISECONDS))]).then(() => app.mount('#app'));
