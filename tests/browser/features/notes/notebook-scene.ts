import { render } from 'vitest-browser-vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import NotebookPage from '../../../../src/renderer/src/features/notes/NotebookPage.vue';
import { routeNames } from '../../../../src/renderer/src/routes';
import type { AppWindow } from '../../support/app-scene';

/** The notebook of a window; the router leads nowhere else. */
export async function showNotebook(window: AppWindow) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:moduleId?/:sectionName?', name: routeNames.section, component: { render: () => null } }],
  });
  const screen = await render(NotebookPage, {
    global: { ...window.mounting, plugins: [...window.mounting.plugins, router] },
  });
  return { router, screen };
}
