import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import AppHeader from '../../../../src/renderer/src/components/shell/AppHeader.vue';
import { setInterfaceLanguage } from '../../../../src/renderer/src/i18n/interface-language';
import { createInterfaceTexts, createKhmerTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';
import '../../../../src/renderer/src/styles/app.css';

const LATIN = 'Maria-Magdalena Lakkhena Heng-Sovannara Chakravartin';
const KHMER = 'ស្រីមុំ លក្ខិណា ហេង-សុវណ្ណារ៉ា';

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.style.fontSize = '';
  setInterfaceLanguage('en');
  await page.viewport(900, 600);
});

async function showHeader(learnerName: string, texts = createInterfaceTexts()): Promise<HTMLElement> {
  const router = emptyRouter();
  await render(AppHeader, {
    props: { learnerName, ready: true, saveState: 'saved', severalLearners: false, lockable: false },
    global: { plugins: [texts, router] },
  });
  const header = page.getByRole('banner').element() as HTMLElement;
  await fontsHere(header);
  return header;
}

/** Until the fonts that the header needs are here: without them its lines break elsewhere. */
async function fontsHere(header: HTMLElement): Promise<void> {
  // They are asked for when the text is laid out.
  header.getBoundingClientRect();
  await document.fonts.ready;
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
    const parts = [header.querySelector('.title'), header.querySelector('nav'), header.querySelector('.learner')].map(
      middle,
    );
    expect(Math.max(...parts) - Math.min(...parts)).toBeLessThan(2);
    expect(header.scrollWidth).toBeLessThanOrEqual(1040);
  });

  it('keeps its links in one line in a window of 900 pixels', async () => {
    const header = await showHeader('Sokha Chan');
    const tops = [...header.querySelectorAll('nav a')].map((link) => Math.round(link.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(3);
    expect(new Set(tops).size).toBe(1);
    expect(Math.abs(middle(header.querySelector('.learner')) - middle(header.querySelector('nav')))).toBeLessThan(2);
  });

  it('keeps the initials of a Khmer name off the edge of their circle', async () => {
    const header = await showHeader('សោភា ហេង');
    const circle = header.querySelector('.initials');
    const range = document.createRange();
    range.selectNodeContents(circle as Node);
    const room = (circle?.getBoundingClientRect().width ?? 0) - range.getBoundingClientRect().width;
    expect(circle?.getBoundingClientRect().width).toBeCloseTo(circle?.getBoundingClientRect().height ?? 0, 0);
    expect(room).toBeGreaterThan(8);
  });

  it.each([
    ['stays in sight', '100%', 0],
    ['with large text in a small window goes with the page, which needs the room,', '200%', -1],
  ])('%s while the page is scrolled', async (_, size, sign) => {
    document.documentElement.style.fontSize = size;
    const header = await showHeader(LATIN);
    const long = document.createElement('div');
    long.style.height = '3000px';
    header.parentElement?.append(long);
    window.scrollTo(0, 1000);
    await expect.poll(() => Math.sign(header.getBoundingClientRect().top)).toBe(sign);
  });

  it.each([
    ['English', 'en', createInterfaceTexts],
    ['Khmer', 'km', createKhmerTexts],
  ] as const)('with large text has the rest in one row, below the links: %s', async (_, language, texts) => {
    document.documentElement.style.fontSize = '200%';
    setInterfaceLanguage(language);
    const header = await showHeader(LATIN, texts());
    for (const width of [800, 1280]) {
      await page.viewport(width, 600);
      await fontsHere(header);
      const [nav, ...rest] = ['nav', '.search', '.save-state', '.learner'].map((part) => header.querySelector(part));
      const middles = rest.map(middle);
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(2);
      expect(Math.min(...middles)).toBeGreaterThan(nav?.getBoundingClientRect().bottom ?? 0);
      expect(header.scrollWidth).toBeLessThanOrEqual(width);
    }
  });

  it('has the learner’s button at its edge also while the menu is open, in a narrow window', async () => {
    await page.viewport(700, 600);
    await showHeader(LATIN);
    const button = page.getByRole('button', { name: LATIN });
    const edge = (): number => button.element().getBoundingClientRect().right;
    const before = edge();
    await button.click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(edge()).toBe(before);
  });

  it('says aloud that something was saved, and not each time that it is being saved', async () => {
    const router = emptyRouter();
    const props = { learnerName: LATIN, ready: true, severalLearners: false, lockable: false };
    const screen = await render(AppHeader, {
      props: { ...props, saveState: 'saving' },
      global: { plugins: [createInterfaceTexts(), router] },
    });
    const state = screen.getByText(/^Sav(?:ing|ed)$/u);
    await expect.element(state).toHaveAttribute('aria-hidden', 'true');
    await screen.rerender({ ...props, saveState: 'saved' });
    await expect.element(state).toHaveTextContent('Saved');
    await expect.element(state).not.toHaveAttribute('aria-hidden');
  });
});
