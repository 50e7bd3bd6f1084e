import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { h, ref } from 'vue';
import AppHeader from '../../../../src/renderer/src/components/shell/AppHeader.vue';
import { setInterfaceLanguage } from '../../../../src/renderer/src/i18n/interface-language';
import { createInterfaceTexts, createKhmerTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';
import '../../../../src/renderer/src/styles/app.css';
import LiveRegion from '../../../../src/renderer/src/components/shell/LiveRegion.vue';
import NoticeList from '../../../../src/renderer/src/components/shell/NoticeList.vue';

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.style.fontSize = '';
  setInterfaceLanguage('en');
  await page.viewport(900, 600);
});

const LATIN = 'Maria-Magdalena Lakkhena Heng-Sovannara Chakravartin';

const KHMER = 'ស្រីមុំ លក្ខិណា ហេង-សុវណ្ណារ៉ា';

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
  ] as const)('with large text has two rows at most: %s', async (_, language, texts) => {
    document.documentElement.style.fontSize = '200%';
    setInterfaceLanguage(language);
    const header = await showHeader(LATIN, texts());
    for (const width of [800, 1280]) {
      await page.viewport(width, 600);
      await fontsHere(header);
      const parts = [...header.querySelectorAll('nav a, .search, .learner')];
      const rows = new Set(parts.map((part) => Math.round(middle(part) / 20)));
      expect(rows.size).toBeLessThanOrEqual(2);
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

  it('shows and says nothing where everything is saved, and says what is not', async () => {
    const router = emptyRouter();
    const props = { learnerName: LATIN, ready: true, severalLearners: false, lockable: false };
    const screen = await render(AppHeader, {
      props: { ...props, saveState: 'saving' },
      global: { plugins: [createInterfaceTexts(), router] },
    });
    const state = screen.getByRole('status');
    await expect.element(screen.getByText('Saving')).toHaveAttribute('aria-hidden', 'true');
    await screen.rerender({ ...props, saveState: 'saved' });
    await expect.element(state).toHaveTextContent(/^$/u);
    await screen.rerender({ ...props, saveState: 'failed' });
    await expect.element(state).toHaveTextContent('Not saved');
    await expect.element(screen.getByText('Not saved')).not.toHaveAttribute('aria-hidden');
  });

  it('has five links, the way to help for a child, and how many questions are due', async () => {
    const screen = await show({ due: 7, helpline: '1280' });
    const links = () => [...document.querySelectorAll('nav a')].map((link) => link.textContent.trim());
    expect(links()).toEqual([
      'Contents',
      'Review 7 due',
      'Notes',
      'Reference',
      'Certificates',
      'Help for a child 1280',
    ]);
    await screen.rerender({ due: 0 });
    expect(links()[1]).toBe('Review');
  });
});

async function show(props: Partial<InstanceType<typeof AppHeader>['$props']> = {}) {
  const router = emptyRouter();
  await router.push('/');
  return render(AppHeader, {
    props: {
      learnerName: 'Sokha Chan',
      ready: true,
      saveState: 'idle',
      severalLearners: false,
      lockable: false,
      ...props,
    },
    global: { plugins: [createInterfaceTexts(), router] },
  });
}

/** Whoever the learner is; the last item is the way to the other language, in that language. */
const ALWAYS = ['Help and shortcuts', 'For facilitators', 'Settings', 'ភាសាខ្មែរ'];

describe('the menu at the learner’s name', () => {
  it.each([
    [{}, ['Add a learner', ...ALWAYS]],
    [{ severalLearners: true }, ['Switch learner', 'Add a learner', ...ALWAYS]],
    [{ lockable: true }, ['Add a learner', 'Lock now', ...ALWAYS]],
  ])('with %o offers %j', async (props, expected) => {
    const screen = await show(props);
    await screen.getByRole('button', { name: 'Sokha Chan' }).click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    expect([...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent)).toEqual(expected);
  });

  it('tells what was chosen, once, and closes', async () => {
    const screen = await show({ severalLearners: true, lockable: true });
    const items = ['Switch learner', 'Add a learner', 'Lock now', 'Help and shortcuts', 'For facilitators', 'Settings'];
    for (const item of items) {
      await screen.getByRole('button', { name: 'Sokha Chan' }).click();
      await screen.getByRole('menuitem', { name: item }).click();
      await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
    }
    expect(screen.emitted('act')).toEqual([['switch'], ['add'], ['lock'], ['help'], ['facilitators'], ['settings']]);
  });

  it('closes when something else is clicked, and by its own button', async () => {
    const screen = await show();
    const button = screen.getByRole('button', { name: 'Sokha Chan' });
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await screen.getByRole('link', { name: 'Reference' }).click();
    await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await button.click();
    await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
  });

  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opened by the key "%s" is worked by keys from its first item on',
    async (key) => {
      const screen = await show();
      screen.getByRole('button', { name: 'Sokha Chan' }).element().focus();
      await userEvent.keyboard(key);
      await expect.element(screen.getByRole('menuitem', { name: 'Add a learner' })).toHaveFocus();
      await userEvent.keyboard('{ArrowDown}');
      await expect.element(screen.getByRole('menuitem', { name: 'Help and shortcuts' })).toHaveFocus();
      await userEvent.keyboard('{End}');
      await expect.element(screen.getByRole('menuitem', { name: 'ភាសាខ្មែរ' })).toHaveFocus();
      await userEvent.keyboard('{ArrowUp}');
      await expect.element(screen.getByRole('menuitem', { name: 'Settings' })).toHaveFocus();
      await userEvent.keyboard('{Enter}');
      expect(screen.emitted('act')).toEqual([['settings']]);
    },
  );

  it('gives the focus back to its button', async () => {
    const screen = await show();
    const button = screen.getByRole('button', { name: 'Sokha Chan' });
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveFocus();
  });

  it('speaks of an unnamed learner where the record has no name', async () => {
    const screen = await show({ learnerName: '' });
    await expect.element(screen.getByRole('button', { name: 'Unnamed learner' })).toBeVisible();
  });

  it('is not there while no record is open', async () => {
    const screen = await show({ ready: false });
    const [only, ...others] = document.querySelectorAll('button');
    expect(others).toEqual([]);
    expect(only?.lang).toBe('km');
    await screen.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
    expect(screen.emitted('language')).toEqual([['km']]);
  });
});

const VIOLET = { textKey: 'highlights.marked', values: { colour: 'Violet' } };

it('says the same words again where the same happened again', async () => {
  const screen = await render(LiveRegion, {
    props: { ...VIOLET, count: 1 },
    global: { plugins: [createInterfaceTexts()] },
  });
  const region = document.querySelector('[aria-live="polite"]');
  const before = region?.textContent;
  expect(before).toContain('Violet');

  const additions: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      additions.push(...[...addedNodes].map(({ textContent }) => textContent ?? ''));
  });
  if (region) observer.observe(region, { childList: true, subtree: true, characterData: true });
  await screen.rerender({ ...VIOLET, count: 2 });
  await expect.poll(() => additions).toEqual([before]);
  expect(document.querySelector('[aria-live="polite"]'), 'the region that a screen reader follows').toBe(region);
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
