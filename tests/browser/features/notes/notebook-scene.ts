import type { Plugin } from 'vue';
import { render } from 'vitest-browser-vue';
import NotebookPage from '../../../../src/renderer/src/features/notes/NotebookPage.vue';
import type { AppWindow } from '../../support/app-scene';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';

/** The notebook of a window, with English texts unless others are given; the router leads nowhere else. */
export async function showNotebook(window: AppWindow, texts: Plugin = createInterfaceTexts()) {
  // Without the window's own texts.
  const stores = window.mounting.plugins.slice(0, 1);
  const router = emptyRouter();
  const screen = await render(NotebookPage, {
    global: { ...window.mounting, plugins: [...stores, texts, router] },
  });
  return { router, screen };
}
