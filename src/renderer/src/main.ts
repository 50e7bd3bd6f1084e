import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { appContextKey, localDay, type AppContext } from './app-context';
import { loadGlossary, loadModuleContent, seriesOutline } from './content/series-content';
import { electronTransport } from './host/electron-transport';
import { createHostClient } from './host/host-client';
import { httpTransport } from './host/http-transport';
import { createInterfaceTexts } from './i18n/create-i18n';
import { createAppRouter } from './router';
import './styles/app.css';

const context: AppContext = {
  host: createHostClient(window.childJusticeHost ? electronTransport(window.childJusticeHost) : httpTransport()),
  series: seriesOutline,
  loadModule: (moduleId) => loadModuleContent(moduleId),
  loadGlossary,
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
app.mount('#app');
