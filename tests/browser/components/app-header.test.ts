import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import AppHeader from '../../../src/renderer/src/components/AppHeader.vue';
import { createInterfaceTexts } from '../../support/interface-texts';
import '../../../src/renderer/src/styles/app.css';

const LATIN = 'Maria-Magdalena Lakkhena Heng-Sovannara Chakravartin';
const KHMER = 'ស្រីមុំ លក្ខិណា ហេង-សុវណ្ណារ៉ា';

afterEach(async () => {
  document.body.replaceChildren();
  await page.viewport(900, 600);
});

async function showHeader(learnerName: string): Promise<HTMLElement> {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] });
  await render(AppHeader, { props: { learnerName, ready: true, saveState: 'saved', severalLearners: false, lockable: false }, global: { plugins: [createInterfaceTexts(), router] } });
  return page.getByRole('banner').element() as HTMLElement;
}

const middle = (element: Element | null): number => {
  const { top, height } = element?.getBoundingClientRect() ?? new DOMRect();
  return top + height / 2;
};

describe('the header', () => {
  it.each([LATIN, KHMER])('gives a long name one line where the window is wide: %s', async (name) => {
    await page.viewport(1440, 900);
    const header = await showHeader(name);
    await expect.element(page.getByText(name)).toBeVisible();
    expect(header.offsetHeight).toBeLessThan(60);
  });

  it('stands in one row in the narrowest window that shows a name, its parts in line with each other however many lines the name takes', async () => {
    await page.viewport(1040, 700);
    const header = await showHeader(LATIN);
    const parts = [header.querySelector('.title'), header.querySelector('nav'), header.querySelector('.learner')].map(middle);
    expect(Math.max(...parts) - Math.min(...parts)).toBeLessThan(2);
    expect(header.scrollWidth).toBeLessThanOrEqual(1040);
  });
});
