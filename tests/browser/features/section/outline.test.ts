import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { showSection, windowWith } from './section-scene';

const filling = '<p>A sentence that fills a line of its own and says little.</p>'.repeat(40);
const BLOCKS = { opening: filling, reasons: `<p>Why it is so.</p>${filling}`, last: filling };

beforeEach(async () => {
  await page.viewport(1400, 700);
  window.scrollTo(0, 0);
});

it('leads to a heading with the focus too: reading, and the next Tab, go on there', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const { screen } = await showSection(window);
  const link = screen.getByRole('navigation').getByRole('link', { name: 'About reasons' });
  (link.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const heading = screen.getByRole('heading', { name: 'About reasons' });
  await expect.element(heading).toHaveFocus();
  await expect.element(heading).toBeInViewport();
  await userEvent.tab();
  expect(document.activeElement?.closest('[data-block]')?.getAttribute('data-block')).toBe('a/first#reasons');
});
