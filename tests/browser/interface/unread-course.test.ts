import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { AppContext } from '../../../src/renderer/src/app-context';
import ArticleIndexPage from '../../../src/renderer/src/features/article-index/ArticleIndexPage.vue';
import GlossaryPage from '../../../src/renderer/src/features/glossary/GlossaryPage.vue';
import SourcesPage from '../../../src/renderer/src/features/sources/SourcesPage.vue';
import { openWindow } from '../support/app-scene';
import { withRouter } from '../support/empty-router';

const fails = (): Promise<never> => Promise.reject(new SyntaxError('The file is damaged.'));

it.each([
  ['article index', ArticleIndexPage, { loadArticleIndex: fails }],
  ['glossary', GlossaryPage, { loadGlossary: fails }],
  ['list of sources', SourcesPage, { loadSources: fails }],
] satisfies readonly (readonly [string, object, Partial<AppContext>])[])(
  'a text of the course that can’t be read is told: the %s',
  async (_, screen, context) => {
    const window = openWindow(undefined, context);
    await window.create();
    const shown = await render(screen as typeof SourcesPage, {
      global: withRouter(window.mounting),
    });
    await expect.element(shown.getByRole('alert')).toHaveTextContent('This text could not be read');
  },
);
