import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { h, ref } from 'vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import NoticeList from '../../../../src/renderer/src/components/shell/NoticeList.vue';

afterEach(() => {
  document.body.replaceChildren();
});

it('a notice that is dismissed leaves the focus at the heading of the page, not at the top of the window', async () => {
  const notice = { id: 1, tone: 'warning', values: {} } as const;
  const notices = ref([
    { ...notice, titleKey: 'notices.partUnavailable.title', textKey: 'notices.partUnavailable.text' },
  ]);
  await render(
    () => [
      h(NoticeList, { notices: notices.value, onDismiss: () => (notices.value = []) }),
      h('main', { id: 'content', tabindex: -1 }, h('h1', { tabindex: -1 }, 'Notebook')),
    ],
    { global: { plugins: [createInterfaceTexts()] } },
  );
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(page.getByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument();
  await expect.element(page.getByRole('heading', { name: 'Notebook' })).toHaveFocus();
});
