import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory, RouterView } from 'vue-router';
import { Contents } from './contents';

// The floor: Vue, a router and a store that show ten lines, and nothing else.
createApp(RouterView)
  .use(createPinia())
  .use(createRouter({ history: createWebHashHistory(), routes: [{ path: '/:line?', component: Contents }] }))
  .mount('#app');
