import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import AgreementPage from '../../../src/renderer/src/features/agreement/AgreementPage.vue';
import ReportingPage from '../../../src/renderer/src/features/help/ReportingPage.vue';
import { openWindow } from '../support/app-scene';

it.each([
  ['the protocol', AgreementPage],
  ['how to report a concern', ReportingPage],
])('%s of a module that the series hasn’t: the page says so, and offers no second try', async (_, screen) => {
  const window = openWindow();
  await window.create();
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  });
  const shown = await render(screen as typeof ReportingPage, {
    props: { moduleId: 'of-another-version' },
    global: { ...window.mounting, plugins: [...window.mounting.plugins, router] },
  });
  await expect.element(shown.getByRole('heading', { name: 'There is no such module' })).toBeVisible();
  await expect.element(shown.getByRole('button')).not.toBeInTheDocument();
});
