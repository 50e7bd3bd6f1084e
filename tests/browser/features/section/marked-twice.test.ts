import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { marked, showSection, windowWith } from './section-scene';

const BLOCKS = { opening: '<p>The police have him. The phone is there.</p>' };

beforeEach(async () => {
  await page.viewport(900, 600);
});

it('makes one highlight where the key that marks is pressed again before it is saved', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const { screen } = await showSection(window);
  await screen.getByRole('button', { name: 'Highlight words' }).click();
  const bar = screen.getByRole('application');
  await expect.element(bar).toHaveFocus();
  for (const repeat of [false, true, true])
    bar.element().dispatchEvent(new KeyboardEvent('keydown', { key: '2', bubbles: true, repeat }));
  await expect.poll(() => marked()['highlight-green']).toEqual(['The police have him.']);
  await window.sent();
  expect(window.notes.ofSection).toHaveLength(1);
});
