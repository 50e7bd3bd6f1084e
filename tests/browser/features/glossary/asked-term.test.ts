import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import type { Term } from '../../../../src/domain/series/module';
import GlossaryPage from '../../../../src/renderer/src/features/glossary/GlossaryPage.vue';
import { openWindow } from '../../support/app-scene';
import { emptyRouter, withRouter } from '../../support/empty-router';

const term = (id: string): Term => ({ id, moduleId: 'a', term: id, definition: `What ${id} means`, source: 'CRC' });

it('a term that the address names is pointed at where the search of the page hid it', async () => {
  const window = openWindow(undefined, { loadGlossary: () => Promise.resolve([term('bail'), term('diversion')]) });
  const router = emptyRouter();
  const screen = await render(GlossaryPage, {
    global: withRouter(window.mounting, router),
  });
  const search = screen.getByRole('searchbox');
  await search.fill('bail');
  await expect.element(page.getByText('What diversion means')).not.toBeInTheDocument();
  await router.push('/?term=diversion');
  await expect.poll(() => document.activeElement?.matches('[data-term="diversion"][data-pointed]')).toBe(true);
  await expect.element(search).toHaveValue('');
});
