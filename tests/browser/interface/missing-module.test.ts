import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import AgreementPage from '../../../src/renderer/src/features/agreement/AgreementPage.vue';
import ReportingPage from '../../../src/renderer/src/features/help/ReportingPage.vue';
import { openWindow } from '../support/app-scene';
import { emptyRouter } from '../support/empty-router';

it.each([
  ['the protocol', AgreementPage],
  ['how to report a concern', ReportingPage],
])('%s of a module that the series hasn’t: the page says so, and offers no second try', async (_, screen) => {
  const window = openWindow();
  await window.create();
  const router = emptyRouter();
  const shown = await render(screen as typeof ReportingPage, {
    props: { moduleId: 'of-another-version' },
    global: { ...window.mounting, plugins: [...window.mounting.plugins, router] },
  });
  await expect.element(shown.getByRole('heading', { name: 'There is no such module' })).toBeVisible();
  await expect.element(shown.getByRole('button')).not.toBeInTheDocument();
});
