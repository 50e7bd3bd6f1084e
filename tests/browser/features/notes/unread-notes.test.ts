import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { openWindow, PLACE } from '../../support/app-scene';
import { showNotebook } from './notebook-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('a notebook that can’t be read says so, not that there are no notes, and is read again on request', async () => {
  const window = openWindow();
  await window.create();
  await window.notes.add(PLACE, 'Ask about bail.');
  const { notes } = window.session.current ?? {};
  if (!notes) throw new Error('No record is open.');
  const all = notes.all.bind(notes);
  notes.all = () => Promise.reject(new Error('The test refuses it.'));
  await showNotebook(window);
  await expect.element(page.getByRole('alert')).toHaveTextContent('The notes could not be read. Try again');
  await expect.element(page.getByText(/No notes yet/u)).not.toBeInTheDocument();

  notes.all = all;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('heading', { name: 'Notebook' })).toHaveFocus();
  await expect.element(page.getByText('Ask about bail.')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
