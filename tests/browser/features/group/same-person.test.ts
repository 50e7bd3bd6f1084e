import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { FIRST_KEY, SECOND_KEY } from '../../../support/builders/group-builders';
import { chooseFiles, openGroupPage, openPart, reportOf, tableRows, useRoster } from '../../support/group-scene';

afterEach(() => {
  document.body.replaceChildren();
});

describe('whose a report is', () => {
  it('asks which report is that of somebody on the list, and takes the answer', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('one.json', { key: FIRST_KEY }), reportOf('two.json', { key: SECOND_KEY, person: 2 }));
    await useRoster('Sok Dara');
    // One record with another, and one with the list.
    await expect.element(page.getByText('Total: 3 rows, 2 to decide')).toBeVisible();
    await openPart('Same person?');
    await expect.element(page.getByText(/^On the list, and not attached/u)).toHaveTextContent('Sok Dara');
    await page
      .getByRole('button', { name: /^It is Sok Dara \(\d{4}\)$/u })
      .first()
      .click();
    await expect.element(page.getByText('Total: 2 rows, 1 to decide')).toBeVisible();
    await expect.element(page.getByText(/^On the list, and not attached/u)).not.toBeInTheDocument();
  });

  it('joins two records where somebody decided so, until it is undone', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('one.json'), reportOf('two.json', { key: SECOND_KEY, person: 2 }));
    await expect.poll(() => tableRows().length).toBe(2);
    await expect.element(page.getByText(/Who was invited is not known yet/u)).toBeVisible();
    await openPart('Same person?');
    await page.getByRole('button', { name: 'One person' }).click();
    await expect.poll(() => tableRows().length).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => tableRows().length).toBe(2);
  });
});
