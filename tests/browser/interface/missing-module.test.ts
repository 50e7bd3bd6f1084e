import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import AgreementPage from '../../../src/renderer/src/features/agreement/AgreementPage.vue';
import HandoutPage from '../../../src/renderer/src/features/handout/HandoutPage.vue';
import JobAidPage from '../../../src/renderer/src/features/job-aid/JobAidPage.vue';
import ModulePage from '../../../src/renderer/src/features/module/ModulePage.vue';
import QuizStartPage from '../../../src/renderer/src/features/quiz/QuizStartPage.vue';
import { openWindow } from '../support/app-scene';
import { withRouter } from '../support/empty-router';

it.each([
  ['the page', ModulePage],
  ['the handout', HandoutPage],
  ['the job aid', JobAidPage],
  ['the quiz', QuizStartPage],
  ['the protocol', AgreementPage],
])(
  '%s of a module that the series hasn’t: it says so, with the focus, and leads to the contents',
  async (_, screen) => {
    const window = openWindow();
    await window.create();
    const shown = await render(screen as typeof JobAidPage, {
      props: { moduleId: 'of-another-version' },
      global: withRouter(window.mounting),
    });
    await expect.element(shown.getByRole('heading', { name: 'There is no such module' })).toHaveFocus();
    expect(document.title).toContain('There is no such module');
    await expect.element(shown.getByRole('link', { name: 'Contents' })).toBeVisible();
    // No second try is offered: the module won't come.
    await expect.element(shown.getByRole('button')).not.toBeInTheDocument();
  },
);
