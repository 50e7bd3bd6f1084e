import type { AgreementProtocol } from '../../../src/domain/series/agreement';
import { compiledSeries } from '../../support/builders/compiled-series';
import { statements } from '../../support/builders/statement-builders';
import { expect, SOKHA, test } from '../begun-test';
import { openModule } from '../pages/app-pages';

const MODULE = 'participation-and-safeguarding';
const PROTOCOL = 'safeguarding-protocol';

test('module 5, its handout and its job aid open only after the protocol is read, its three checks passed and the name typed', async ({
  app: page,
  host,
}) => {
  await openModule(page, 5);
  await expect(
    page.getByText('This module opens after the safeguarding protocol is read and agreed to.'),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'The whole module, to print' })).toHaveCount(0);
  for (const [address, told] of [
    ['sections/right-to-be-heard', 'This section opens with its module.'],
    ['quiz', 'The quiz opens with its module.'],
    ['job-aid', 'This page opens with its module.'],
    ['handout', 'The handout opens with its module.'],
  ] as const) {
    await page.goto(`${host.url}#/modules/${MODULE}/${address}`);
    await expect(page.getByText(told)).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { name: /Save as PDF|Print|Begin/u })).toHaveCount(0);
  }
  const handoutSection = page.getByRole('heading', { name: await firstSection() });
  await expect(handoutSection).toHaveCount(0);

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
  await openModule(page, 5);
  await page.getByRole('link', { name: 'Show the protocol and your agreement' }).click();
  const record = page.getByRole('region', { name: 'Your agreement' });
  await expect(record).toContainText('sokha chan');
  await expect(record).toContainText('English');
  await expect(record).toContainText((await protocol()).version.slice(0, 8));
  await expect(record.getByRole('button', { name: 'Print the agreement' })).toBeVisible();
  await page.reload();
  await expect(record).toContainText('sokha chan');
  await openModule(page, 5);
  await page.getByRole('link', { name: 'The whole module, to print' }).click();
  await expect(handoutSection).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
});

test('Cancel returns to the module and keeps nothing, and reporting a concern is never behind the gate', async ({
  app: page,
}) => {
  await openModule(page, 5);
  await page.getByRole('link', { name: 'Read the protocol' }).click();
  await page.getByLabel('Your name, typed as a signature').fill('Sokha Chan');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(
    page.getByText('This module opens after the safeguarding protocol is read and agreed to.'),
  ).toBeVisible();
  await page.getByRole('link', { name: 'How to report a concern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How to report a concern');
  const { reporting } = (await compiledSeries()).series;
  for (const step of reporting?.steps ?? [])
    await expect(page.getByRole('heading', { name: step.title, exact: true })).toBeVisible();
});

test.describe('for who agreed to an earlier version of the protocol', () => {
  const agreed = {
    verb: 'agreed',
    agreement: {
      protocolId: PROTOCOL,
      version: '0'.repeat(64),
      language: 'en',
      name: 'Sokha Chan',
      agreedAt: '2026-11-20T01:00:00.000Z',
      checkIds: [],
    },
  } as const;
  test.use({ record: { learner: SOKHA, statements: statements(agreed) } });

  test('the changed one asks again', async ({ app: page, host }) => {
    expect((await protocol()).id).toBe(PROTOCOL);
    await page.goto(`${host.url}#/modules/${MODULE}`);
    await expect(page.getByText('The safeguarding protocol has changed.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link')).toHaveCount(0);
  });
});

async function protocol(): Promise<AgreementProtocol> {
  const found = (await compiledSeries()).modules.get(MODULE)?.agreement;
  if (!found) throw new Error('Module 5 has no protocol.');
  return found;
}

async function firstSection(): Promise<string> {
  return (await compiledSeries()).series.modules.find(({ id }) => id === MODULE)?.sections[0]?.title ?? '';
}
