import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { showSection, windowWith, wordsOf } from './section-scene';

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };
const GONE = { opening: '<p>A lawyer was called before the hearing began.</p>' };

beforeEach(async () => {
  await page.viewport(900, 600);
});

it('a note that comes without a place takes no focus; where one leaves, the focus that goes with it stays at the others', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const { screen } = await showSection(window);
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  (document.activeElement as HTMLElement).blur();
  const lost = await window.notes.add(wordsOf(GONE, 'opening', 'A lawyer was called'), 'The first');
  await window.notes.add(wordsOf(GONE, 'opening', 'the hearing began'), 'The second');
  await expect.element(screen.getByText('The second')).toBeVisible();
  await new Promise((turn) => setTimeout(turn));
  expect(document.activeElement).toBe(document.body);

  await window.notes.remove(lost);
  await expect.element(screen.getByRole('heading', { name: 'Unplaced' })).toHaveFocus();

  await screen.getByRole('button', { name: 'Delete' }).click();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText('The second')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'Unplaced' })).toHaveFocus();
});
