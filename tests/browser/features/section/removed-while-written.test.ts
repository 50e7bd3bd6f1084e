import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mark, marked, showSection, windowWith } from './section-scene';

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };
const WORDS = 'the phone and a witness';

beforeEach(async () => {
  await page.viewport(900, 600);
});

describe('a highlight that is removed while a note on it is being written', () => {
  it('keeps what was written, and never says that it is gone', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    await mark(window, BLOCKS, 'opening', WORDS, 'green');
    const { screen } = await showSection(window);
    await screen.getByRole('button', { name: '1 highlight' }).click();
    const card = screen.getByRole('article').filter({ hasText: WORDS }).last();
    await card.getByRole('button', { name: 'Add a note' }).click();
    await userEvent.keyboard('Half a thought');
    await card.getByRole('button', { name: /^Green/u }).click();
    await screen.getByRole('button', { name: 'Remove highlight' }).click();
    await expect
      .poll(() => window.notes.ofSection.map(({ text, colour }) => [text, colour]))
      .toEqual([['Half a thought', undefined]]);
    await expect.element(screen.getByText('Highlight removed. The note stays.').last()).toBeVisible();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => marked()['highlight-green']).toEqual([WORDS]);
  });
});

describe('a note whose deletion is asked for twice before it is saved', () => {
  it('is there again after one undo, and nothing says that it is deleted', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    await mark(window, BLOCKS, 'opening', WORDS, 'green', 'Ask about it');
    const { screen } = await showSection(window);
    const remove = screen.getByRole('button', { name: 'Delete' });
    await expect.element(remove).toBeVisible();
    for (let time = 0; time < 2; time += 1) (remove.element() as HTMLElement).click();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => window.notes.ofSection.map(({ text }) => text)).toEqual(['Ask about it']);
    await expect.element(screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: `Green: ${WORDS}` })).toHaveFocus();
  });
});
