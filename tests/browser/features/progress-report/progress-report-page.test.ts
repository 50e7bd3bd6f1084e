import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import type { OperationInput, OperationName, OperationOutput } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import ProgressReportPage from '../../../../src/renderer/src/features/progress-report/ProgressReportPage.vue';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { reportedCourse, reportedDeeds } from '../../../support/builders/report-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

/** The page of somebody who completed a module, on a host whose key may be damaged until it is replaced. */
async function openPage(isKeyDamaged = false) {
  const memory = new InMemoryHost();
  const reports: OperationInput<'progress-report.export'>['report'][] = [];
  let isDamaged = isKeyDamaged;
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      const answer = (value: unknown): Result<OperationOutput<Name>> => success(value) as Result<OperationOutput<Name>>;
      switch (name) {
        case 'app.describe':
          return answer({ version: '1.0.0' });
        case 'signing-key.read':
          return isDamaged ? failure('signing-key-damaged', 'damaged') : answer({ publicKey: 'z6Mkown' });
        case 'signing-key.replace':
          isDamaged = false;
          return answer({ replaced: true });
        case 'progress-report.export':
          if (isDamaged) return failure('signing-key-damaged', 'damaged');
          reports.push((input as OperationInput<'progress-report.export'>).report);
          return answer({ outcome: 'saved', fileName: 'Sok Dara progress.json', revealId: 'x' });
        default:
          return memory.invoke(name, input);
      }
    },
  };
  const window = openWindow(memory, { host, series: reportedCourse });
  await window.create('Sok Dara');
  await window.record.append(reportedDeeds);
  await render(ProgressReportPage, { global: withRouter(window.mounting) });
  await expect.element(page.getByRole('heading', { name: 'This is everything that is in it' })).toBeVisible();
  await expect.element(page.getByText('They open it (.json) in this app, under “For facilitators”.')).toBeVisible();
  return { reports };
}

it('shows all of the report before it is saved, and holds scores only where they are wanted', async () => {
  const { reports } = await openPage();
  await expect.element(page.getByText(/^(?:\d{5} ){5}\d{5}$/u)).toBeVisible();
  const score = page.getByRole('columnheader', { name: 'Best score' });
  expect(score.query()).toBeNull();
  await page.getByRole('button', { name: 'Save the report' }).click();
  await expect.element(page.getByText(/Sok Dara progress\.json/u)).toBeVisible();
  await page.getByRole('checkbox', { name: 'With my best scores' }).click();
  await expect.element(score).toBeVisible();
  await page.getByRole('button', { name: 'Save the report' }).click();
  await expect.poll(() => reports.length).toBe(2);
  expect(reports.map(({ modules }) => modules[0]?.bestScore)).toEqual([undefined, 0.9]);
  // Each saving is a report of its own.
  expect(new Set(reports.map(({ reportId }) => reportId)).size).toBe(2);
  const shown = document.body.textContent;
  for (const value of [reports[1]?.learner.id, reports[1]?.reportId]) expect(shown).toContain(value);
});

it('offers a new key where the computer’s is damaged, and saves then', async () => {
  const { reports } = await openPage(true);
  await page.getByRole('button', { name: 'Save the report' }).click();
  await page.getByRole('button', { name: 'Put the damaged key aside and make a new one' }).click();
  await expect.element(page.getByText(/Sok Dara progress\.json/u)).toBeVisible();
  expect(reports).toHaveLength(1);
});
