import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mark, marked, showSection, windowWith } from './section-scene';

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };

beforeEach(async () => {
  await page.viewport(900, 600);
});

it('lets Tab go on where the note whose toolbar was open is gone', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const note = await mark(window, BLOCKS, 'opening', 'the phone', 'green', 'Ask about it');
  const { screen } = await showSection(window);
  await expect.poll(() => marked()['highlight-green']).toEqual(['the phone']);
  await screen.getByRole('button', { name: /^Green/u }).click();
  await expect.element(screen.getByRole('toolbar')).toBeVisible();
  // As another window does.
  await window.notes.remove(note);
  await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();

  const heading = screen.getByRole('heading', { level: 1 }).element() as HTMLElement;
  heading.focus();
  await userEvent.tab();
  expect(document.activeElement).not.toBe(heading);
});
