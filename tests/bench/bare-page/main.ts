import { createPinia, defineStore } from 'pinia';
import { createApp, defineComponent, h } from 'vue';
import { createRouter, createWebHashHistory, RouterView } from 'vue-router';

/** The floor: Vue, a router and a store that show ten lines, and nothing else. */
const useLines = defineStore('lines', () => ({ lines: Array.from({ length: 10 }, (_, index) => `Line ${index + 1}`) }));
const Page = defineComponent({ setup: () => () => h('ol', useLines().lines.map((line) => h('li', { class: 'line' }, line))) });

createApp({ render: () => h(RouterView) })
  .use(createPinia())
  .use(createRouter({ history: createWebHashHistory(), routes: [{ path: '/', component: Page }] }))
  .mount('#app');
