import type { Page } from '@playwright/test';
import type { AgreementProtocol } from '../../../src/domain/series/agreement';
import { compiledSeries } from '../../support/builders/compiled-series';
import { expect, test } from '../app-test';
import { agreeToProtocol } from '../pages/agreement-pages';
import { beginAs, contentsLine, navigate, openModule } from '../pages/app-pages';

const MODULE = 'participation-and-safeguarding';

test('module 5 opens only after the protocol is read, its three checks passed and the name typed', async ({
  app: page,
  host,
}) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await expect(contentsLine(page, 5)).toContainText('opens after the safeguarding protocol');
  await openModule(page, 5);
  await expect(
    page.getByText('This module opens after the safeguarding protocol is read and agreed to.'),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link')).toHaveCount(0);
  await page.goto(`${host.url}#/modules/${MODULE}/sections/right-to-be-heard`);
  await expect(page.getByText('This section opens with its module.')).toBeVisible();
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await expect(page.getByText('The quiz opens with its module.')).toBeVisible();

  await openModule(page, 5);
  await page.getByRole('link', { name: 'Read the protocol' }).click();
  const { clauses, checks } = await protocol();
  for (const clause of clauses) await expect(page.getByText(clause.text.trim().slice(0, 60))).toBeVisible();
  await page.getByRole('button', { name: 'Agree and open the module' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'three situations' })).toBeVisible();
  for (const check of checks) {
    const wrong = check.options.find(({ correct }) => !correct);
    await page.getByRole('radio', { name: wrong?.text ?? '', exact: true }).check();
    await expect(page.getByText(wrong?.feedback ?? '')).toBeVisible();
    await page
      .getByRole('radio', { name: check.options.find(({ correct }) => correct)?.text ?? '', exact: true })
      .check();
  }
  await page.getByRole('button', { name: 'Agree and open the module' }).click();
  await expect(page.getByText('Tick the box')).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and open the module' }).click();
  await expect(page.getByText('Type your name to sign.')).toBeVisible();
  await page.getByLabel('Your name, typed as a signature').fill('Wrong Name');
  await page.getByRole('button', { name: 'Agree and open the module' }).click();
  await expect(page.getByText('Sign with your own name: Sokha Chan.')).toBeVisible();
  await page.getByLabel('Your name, typed as a signature').fill(' sokha  chan');
  await page.getByRole('button', { name: 'Agree and open the module' }).click();

  await expect(page.getByText('The safeguarding protocol was agreed to.')).toBeVisible();
  await navigate(page, 'Contents');
  await expect(contentsLine(page, 5)).toBeVisible();
  await expect(contentsLine(page, 5)).not.toContainText('opens after the safeguarding protocol');
  await openModule(page, 5);
  await page.getByRole('link', { name: 'Show the protocol and your agreement' }).click();
  const record = page.getByRole('region', { name: 'Your agreement' });
  await expect(record).toContainText('sokha chan');
  await expect(record).toContainText('English');
  await expect(record).toContainText((await protocol()).version);
  await expect(record.getByRole('button', { name: 'Print the agreement' })).toBeVisible();
  await page.reload();
  await expect(record).toContainText('sokha chan');
});

test('Cancel returns to the module and keeps nothing', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await openModule(page, 5);
  await page.getByRole('link', { name: 'Read the protocol' }).click();
  await page.getByLabel('Your name, typed as a signature').fill('Sokha Chan');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(
    page.getByText('This module opens after the safeguarding protocol is read and agreed to.'),
  ).toBeVisible();
});

test('reporting a concern is never behind the gate', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await openModule(page, 5);
  await page.getByRole('link', { name: 'How to report a concern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How to report a concern');
  const { reporting } = await protocol();
  for (const step of reporting)
    await expect(page.getByRole('heading', { name: step.title, exact: true })).toBeVisible();
});

test('a changed protocol asks again and keeps the earlier agreement', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await agree(page);
  const { version } = await protocol();
  // The app's files with another version of the protocol, as an update would bring them.
  await page.route(/assets\/[\w-]+\.js$/u, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replaceAll(
        version,
        version.replace(/^./u, (first) => (first === '0' ? '1' : '0')),
      ),
    });
  });
  await page.goto('about:blank');
  await page.goto(`${host.url}#/modules/${MODULE}`);
  await expect(page.getByText('The safeguarding protocol has changed.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link')).toHaveCount(0);
  // Files that are loaded ahead may still be asked for when the host is stopped.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

async function protocol(): Promise<AgreementProtocol> {
  const found = (await compiledSeries()).modules.get(MODULE)?.agreement;
  if (!found) throw new Error('Module 5 has no protocol.');
  return found;
}

function agree(page: Page): Promise<void> {
  return agreeToProtocol(page, 'Sokha Chan');
}
