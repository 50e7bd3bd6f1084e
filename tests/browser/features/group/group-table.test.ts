import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { reportedCourse } from '../../../support/builders/report-builders';
import { chooseFiles, openGroupPage, reportOf, tableRows, useRoster } from '../../support/group-scene';

afterEach(() => {
  document.body.replaceChildren();
});

/** The first module as lists name it. */
const MODULE = `${reportedCourse.modules[0]?.number}. ${reportedCourse.modules[0]?.shortTitle}`;

describe('the table', () => {
  it('is narrowed alone: who completed and who is missing are told of everybody, and copied', async () => {
    await openGroupPage();
    await chooseFiles(
      reportOf('dara.json'),
      reportOf('bopha.json', {
        person: 2,
        name: 'Chan Bopha',
        change: (report) => ({
          ...report,
          modules: report.modules.map((module) => ({ ...module, completedOn: null })),
        }),
      }),
    );
    const completed = () =>
      [...document.querySelectorAll('.completed li')].map(({ textContent }) => textContent.trim());
    await page.getByLabelText('Show', { exact: true }).selectOptions(MODULE);
    await expect.poll(() => tableRows().length).toBe(1);
    await page.getByLabelText('of what').selectOptions(MODULE);
    expect(completed()).toEqual(['Chan Bopha']);
    await page.getByRole('combobox', { name: 'Who completed, who is missing' }).selectOptions('Completed');
    await expect.poll(completed).toEqual(['Sok Dara']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect.element(page.getByText(/names are in the clipboard|did not allow copying. Mark/u)).toBeVisible();
  });

  it('shows the details of a row as long as it shows the row', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('dara.json'), reportOf('bopha.json', { person: 2, name: 'Chan Bopha' }));
    await useRoster('Name\tProvince\nSok Dara\tKampot\nChan Bopha\tKandal');
    await page.getByRole('button', { name: 'Sok Dara' }).click();
    const details = page.getByRole('region', { name: 'Sok Dara' });
    await expect.element(details).toBeVisible();
    await page.getByLabelText('Show', { exact: true }).selectOptions('Kandal');
    await expect.element(details).not.toBeInTheDocument();
  });

  it('is printed with the day on which it is printed', async () => {
    const { setNow } = await openGroupPage();
    await chooseFiles(reportOf('dara.json'));
    await expect.poll(() => tableRows().length).toBe(1);
    const footer = () => document.documentElement.style.getPropertyValue('--printed-footer');
    expect(footer()).toBe('"Printed on 2 December 2026"');
    setNow(Date.UTC(2026, 11, 3));
    window.dispatchEvent(new Event('beforeprint'));
    expect(footer()).toBe('"Printed on 3 December 2026"');
  });

  it('scrolls with the page, and not for itself', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('dara.json'));
    await expect.poll(() => tableRows().length).toBe(1);
    const box = document.querySelector('.scrolled');
    expect(box && box.scrollHeight).toBe(box?.clientHeight);
    expect(box && getComputedStyle(box).maxBlockSize).toBe('none');
  });
});
