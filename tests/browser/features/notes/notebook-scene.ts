import { render } from 'vitest-browser-vue';
import NotebookPage from '../../../../src/renderer/src/features/notes/NotebookPage.vue';
import type { AppWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';

/** The notebook of a window; the router leads nowhere else. */
export async function showNotebook(window: AppWindow) {
  const router = emptyRouter();
  const screen = await render(NotebookPage, {
    global: { ...window.mounting, plugins: [...window.mounting.plugins, router] },
  });
  return { router, screen };
}
